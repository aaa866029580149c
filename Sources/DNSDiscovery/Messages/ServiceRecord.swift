#if DNSDiscovery
    /// A service's server (RFC 2782).
    struct ServiceRecord: Hashable, Sendable {
        /// The lower it is, the sooner it is tried.
        var priority: UInt16
        /// Its share among those of its priority.
        var weight: UInt16
        var port: UInt16
        /// In lower case, without its last dot; `.` if there is no such service.
        var target: String

        var isNoService: Bool { target == "." }
    }
#endif
