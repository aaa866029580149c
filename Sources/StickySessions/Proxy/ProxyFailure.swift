#if StickySessions
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird
    import LoadBalancing
    import NIOCore

    /// What a client is told where no endpoint answered.
    enum ProxyFailure: Error, Hashable {
        case badRequest
        case bodyTooLarge
        case badGateway
        case unavailable
        case timedOut

        init(_ error: any Error) {
            switch error {
            case let failure as ProxyFailure: self = failure
            case is PickError, is ConcurrencyLimitError: self = .unavailable
            case let error as RetrierError:
                switch error {
                case .attemptTimedOut, .deadlineExceeded: self = .timedOut
                default: self = .unavailable
                }
            case let error as LoadBalancedHTTPError:
                switch error {
                case .shutDown: self = .unavailable
                default: self = .badRequest
                }
            case let error as HTTPClientError where error == .readTimeout || error == .connectTimeout:
                self = .timedOut
            default: self = .badGateway
            }
        }

        var response: Response {
            let (status, text): (HTTPResponse.Status, String) =
                switch self {
                case .badRequest: (.badRequest, "The request names no host, or no path, that can be asked for.")
                case .bodyTooLarge: (.contentTooLarge, "The request's body is too large.")
                case .badGateway: (.badGateway, "The server behind this one could not be reached.")
                case .unavailable: (.serviceUnavailable, "No server behind this one can take the request.")
                case .timedOut: (.gatewayTimeout, "The server behind this one took too long.")
                }
            return Response(
                status: status,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n"))
            )
        }
    }
#endif
