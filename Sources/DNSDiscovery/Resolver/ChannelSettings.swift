#if DNSDiscovery
    import LoadBalancing

    /// What c-ares is told.
    struct ChannelSettings: Sendable {
        /// Empty where it is the system's.
        let nameServers: [NameServerAddress]
        let resolverFile: String
        let systemPort: UInt16?
        let timeoutMilliseconds: Int32
        let attempts: Int32

        /// - Throws: ``DNSDiscoveryError/invalidNameServer(_:)``.
        init(_ configuration: DNSDiscoveryConfiguration) throws(DNSDiscoveryError) {
            var nameServers: [NameServerAddress] = []
            for text in configuration.nameServers {
                nameServers.append(try NameServerAddress(text))
            }
            self.nameServers = nameServers
            resolverFile = configuration.resolverFile
            systemPort = configuration.systemPort
            timeoutMilliseconds = Int32(clamping: configuration.timeout.nanoseconds / 1_000_000)
            attempts = Int32(clamping: configuration.attempts)
        }
    }
#endif
