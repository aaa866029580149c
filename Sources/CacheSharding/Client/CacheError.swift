#if Caches
    import LoadBalancing

    /// What a caller did wrong, or that there is no client any more. That a server is down is no error: see <doc:Failures>.
    public enum CacheError: Error, Hashable, Sendable {
        /// The server would take the key for something else, or refuse it.
        case invalidKey(CacheKey, reason: String)
        /// A time to live that is not above 0, or longer than a hundred years.
        case invalidTimeToLive(Duration)
        /// The value is larger than ``CacheConfiguration/largestValue``, in bytes.
        case valueTooLarge(CacheKey, bytes: Int, limit: Int)
        /// Something is counted that is no whole number.
        case notANumber(CacheKey)
        /// The server refused what was asked for, and would again.
        case refused(CacheKey, message: String)
        /// A version of one kind of server was given to another.
        case foreignVersion(CacheKey)
        /// The client was shut down.
        case shutDown
        /// `run()` was called before.
        case alreadyRun
    }

    extension CacheError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .invalidKey(let key, let reason):
                "the key \(key) can't be sent: \(reason)"
            case .invalidTimeToLive(let time):
                "a time to live of \(time) is not allowed: give one above 0 and at most a hundred years, or nil for no end"
            case .valueTooLarge(let key, let bytes, let limit):
                "the value for \(key) has \(bytes) bytes, more than \(limit): store less, or raise largestValue here and the "
                    + "limit of the servers (memcached: -I)"
            case .notANumber(let key):
                "what is stored under \(key) is no whole number that can be counted: delete it, or count under another key"
            case .refused(let key, let message):
                "the server refused what was asked of \(key): \(message.quoted)"
            case .foreignVersion(let key):
                "the version given for \(key) is not one of this kind of server: give what getWithVersion returned"
            case .shutDown:
                "the cache client was shut down"
            case .alreadyRun:
                "the cache client was run before: make another"
            }
        }
    }
#endif
