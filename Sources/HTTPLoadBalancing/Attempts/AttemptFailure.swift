#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NIOHTTP2
    import NIOPosix
    import NIOSSL

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// What an error says of an attempt.
    enum AttemptFailure: Hashable, Sendable {
        /// The endpoint failed.
        case endpoint(FailureKind, wasSent: Bool)
        /// The caller gave up, or what it asked for can't be sent to anyone: this says nothing of the endpoint.
        case caller
        /// This client is shut down.
        case shutDown

        /// - Parameter streamsBody: whether the request's body streams: then an error that nobody here knows is the body's.
        init(_ error: any Error, streamsBody: Bool) {
            switch error {
            case is CancellationError, is LoadBalancedHTTPError: self = .caller
            case let error as HTTPClientError: self.init(error)
            case let error as IOError: self.init(error)
            case is NIOConnectionError: self = .endpoint(.connectFailed, wasSent: false)
            case ChannelError.connectTimeout: self = .endpoint(.connectFailed, wasSent: false)
            case NIOSSLError.handshakeFailed, is NIOSSLExtraError: self = .endpoint(.connectFailed, wasSent: false)
            // RFC 9113, section 8.7: it was not processed.
            case let error as NIOHTTP2Errors.StreamClosed where error.errorCode == .refusedStream:
                self = .endpoint(.overloaded, wasSent: false)
            case is HTTPParserError: self = .endpoint(.serverError, wasSent: true)
            case is ChannelError, is NIOSSLError, is any NIOHTTP2Error: self = .endpoint(.connectionLost, wasSent: true)
            default: self = streamsBody ? .caller : .endpoint(.connectionLost, wasSent: true)
            }
        }

        private init(_ error: HTTPClientError) {
            switch error {
            case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                self = .endpoint(.connectFailed, wasSent: false)
            case .readTimeout, .writeTimeout, .deadlineExceeded: self = .endpoint(.timedOut, wasSent: true)
            case .remoteConnectionClosed: self = .endpoint(.connectionLost, wasSent: true)
            case .alreadyShutdown: self = .shutDown
            default: self = .caller
            }
        }

        /// Where no socket could be made or no connection accepted, nothing has been sent. Other errors, such as ECONNRESET and
        /// EHOSTUNREACH, come from connections that stand as well.
        private init(_ error: IOError) {
            switch error.errnoCode {
            case ECONNREFUSED, ENOENT, EADDRNOTAVAIL, EAFNOSUPPORT, EMFILE, ENFILE, EACCES, EPERM:
                self = .endpoint(.connectFailed, wasSent: false)
            case ETIMEDOUT: self = .endpoint(.timedOut, wasSent: true)
            default: self = .endpoint(.connectionLost, wasSent: true)
            }
        }
    }
#endif
