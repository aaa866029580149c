#if HTTP
    public import LoadBalancing

    /// Why a request got no answer, or not all of it, where this client says so. Others are LoadBalancing's (`PickError`,
    /// `RetrierError`, `ConcurrencyLimitError`), AsyncHTTPClient's (`HTTPClientError`) and SwiftNIO's.
    public enum LoadBalancedHTTPError: Error, Hashable, Sendable {
        /// The request's URL can't be used.
        case invalidURL(String, reason: String)
        /// The time for the whole request was over before the answer's body had ended.
        case timedOut(Duration)
        /// TLS to a Unix socket needs a name to verify.
        case noNameToVerify(EndpointID, EndpointAddress)
        /// The client was shut down.
        case shutDown
        /// ``LoadBalancedHTTPClient/run()`` was called twice.
        case alreadyRun
    }

    extension LoadBalancedHTTPError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .invalidURL(let url, let reason):
                "the URL \(url.quoted) can't be used: \(reason)"
            case .timedOut(let time):
                "the request took longer than \(time): give it a longer timeout, or look at what the endpoints wait for"
            case .noNameToVerify(let id, let address):
                "endpoint \(id.string.quoted) at \(address.description.quoted) can't be asked by https: a Unix socket has no name to "
                    + "verify; ask by http"
            case .shutDown:
                "the HTTP client was shut down"
            case .alreadyRun:
                "the HTTP client was run before: make another"
            }
        }
    }
#endif
