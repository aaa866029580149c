#if DNSDiscovery
    public import LoadBalancing

    /// Endpoints from DNS, followed as it changes: the addresses of a name, or the servers of a service.
    ///
    /// ```swift
    /// let addresses = try DNSDiscovery(name: "backend.example.org", port: 8080)     // A and AAAA
    /// let servers = try DNSDiscovery(service: "_http._tcp.example.org")             // SRV
    /// let balancer = try LoadBalancer(servers, policy: .leastRequest)
    /// ```
    ///
    /// | | id | address | weight | TLS host name |
    /// | --- | --- | --- | --- | --- |
    /// | A, AAAA | `ip:port` | the same | 1 | the name |
    /// | SRV | `target:port` | one of the target's, kept while it has it | the record's | the target |
    ///
    /// So a server of a service may get another address, and no key moves. A server that has addresses of both families counts
    /// once: ``DNSDiscoveryConfiguration/family`` says which is taken.
    ///
    /// ## When it is asked again
    ///
    /// When the answer is no longer valid: after its time to live, or its aliases', but not sooner than
    /// ``DNSDiscoveryConfiguration/minimumTTL`` and not later than ``DNSDiscoveryConfiguration/maximumTTL``. Each server of a
    /// service has its own time. ``resolveAgain()`` asks sooner, once in five seconds at most; a load balancer calls it when
    /// endpoints turn unhealthy or are ejected. An address that is gone is no longer listed, and a load balancer drains it.
    ///
    /// ## What is not there
    ///
    /// - A name server that fails or is silent, and a name that does not exist or has no records, are thrown as
    ///   ``DNSDiscoveryError``: once for each of these two kinds, until there is a list again. A load balancer keeps its
    ///   last list, says so in its status, and asks for another sequence, which is patient: it asks again after
    ///   a back-off (``DNSDiscoveryConfiguration/backoff``).
    /// - A service whose only target is `.` has decidedly no servers: its list is empty.
    /// - A service's records of the lowest priority are level 0, those of the next one level 1, and so on (`Endpoint.priority`):
    ///   a later level takes requests as far as earlier ones can't. The record's own number is in the metadata, as
    ///   `dns.priority`. A record of weight 0 gets a hundredth of the smallest other weight of its level.
    /// - A target that has no address, or that is no name, is handed on as `Endpoint(unreadable:)`, to be
    ///   refused and counted. One whose name server fails keeps the address it had.
    ///
    /// ## What it costs
    ///
    /// A sequence has one thread, which sleeps in between, and no open socket but while it asks. Cancelling the task that
    /// waits for the next list ends the sequence, its questions and the thread. The hosts file is looked at first, as the
    /// system's resolver does, for A and AAAA. Answers that UDP has no room for come by TCP. There is no cache but the list:
    /// put a caching name server in between where many processes ask.
    ///
    /// Make one for each load balancer. It needs the package trait `DNSDiscovery` and the development files of c-ares
    /// (`libc-ares-dev`).
    public final class DNSDiscovery: EndpointDiscovery {
        typealias MakeResolver =
            @Sendable (@escaping @Sendable (Question, Answer) -> Void) throws(DNSDiscoveryError) -> any AnswersQuestions

        private struct Cores {
            /// What is known, while no sequence uses it.
            var idle: DNSCore?
            var running: [DNSCore] = []
            /// Of those that are no more.
            var counts = DNSCounts()
        }

        let makeResolver: MakeResolver
        private let wanted: DNSMachine.Wanted
        private let configuration: DNSDiscoveryConfiguration
        private let clock: BalancerClock
        private let cores = Locked(Cores())

        /// The addresses of a name, each with the same port.
        ///
        /// - Parameters:
        ///   - name: a host's name. If it ends in a dot, no search domain is tried.
        ///   - port: where the servers listen.
        ///   - configuration: times, limits, and which name servers and addresses.
        ///   - clock: what to wait with between questions.
        /// - Throws: ``DNSDiscoveryError`` if the name, the port or a setting is not allowed.
        public convenience init(
            name: String,
            port: Int,
            configuration: DNSDiscoveryConfiguration = DNSDiscoveryConfiguration(),
            clock: some Clock<Duration> = ContinuousClock()
        ) throws(DNSDiscoveryError) {
            guard (1...65_535).contains(port) else { throw .invalidPort(port, name: name) }
            try self.init(.addresses(name: name, port: port), configuration, clock: clock)
        }

        /// The servers of a service, by its SRV records (RFC 2782).
        ///
        /// - Parameters:
        ///   - service: such as `_http._tcp.example.org`. If it ends in a dot, no search domain is tried.
        ///   - configuration: times, limits, and which name servers and addresses.
        ///   - clock: what to wait with between questions.
        /// - Throws: ``DNSDiscoveryError`` if the name or a setting is not allowed.
        public convenience init(
            service: String,
            configuration: DNSDiscoveryConfiguration = DNSDiscoveryConfiguration(),
            clock: some Clock<Duration> = ContinuousClock()
        ) throws(DNSDiscoveryError) {
            try self.init(.servers(service: service), configuration, clock: clock)
        }

        private convenience init(
            _ wanted: DNSMachine.Wanted,
            _ configuration: DNSDiscoveryConfiguration,
            clock: some Clock<Duration>
        ) throws(DNSDiscoveryError) {
            let settings = try ChannelSettings(configuration)
            try self.init(wanted, configuration, clock: clock) { deliver throws(DNSDiscoveryError) in
                try Resolver(settings, deliver: deliver)
            }
        }

        /// With somebody else to answer.
        init(
            _ wanted: DNSMachine.Wanted,
            _ configuration: DNSDiscoveryConfiguration,
            clock: some Clock<Duration>,
            makeResolver: @escaping MakeResolver
        ) throws(DNSDiscoveryError) {
            if let problem = DomainName.problem(with: wanted.name) {
                throw .invalidName(wanted.name, problem: problem)
            }
            try configuration.check()
            self.wanted = wanted
            self.configuration = configuration
            self.clock = BalancerClock(clock)
            self.makeResolver = makeResolver
        }

        public var discoveryName: String {
            switch wanted {
            case .addresses(let name, let port): "DNS \(name):\(port)"
            case .servers(let service): "DNS SRV \(service)"
            }
        }

        /// How questions went so far, in all sequences.
        public var counts: DNSCounts {
            cores.withLock { cores in
                (cores.running + [cores.idle].compactMap { $0 }).reduce(cores.counts) { $0 + $1.counts }
            }
        }

        /// Asks again now, or five seconds after the last question; what a name server fails to answer is still left alone
        /// until its back-off is over.
        public func resolveAgain() {
            for core in cores.withLock({ $0.running }) {
                core.resolveAgain()
            }
        }

        /// The lists, the first as soon as all that it needs is answered.
        public func endpointLists() -> EndpointLists { EndpointLists(discovery: self) }

        // MARK: Cores

        /// What the sequence before knew, or somebody who knows nothing yet.
        func takeCore() -> DNSCore {
            let now = clock.now()
            let core = cores.withLock { cores in
                let core =
                    cores.idle.take() ?? DNSCore(DNSMachine(wanted, configuration, now: now), clock: clock)
                cores.running.append(core)
                return core
            }
            core.beginSequence()
            return core
        }

        func giveBack(_ core: DNSCore) {
            cores.withLock { cores in
                cores.running.removeAll { $0 === core }
                if let other = cores.idle {
                    cores.counts = cores.counts + other.counts
                }
                cores.idle = core
            }
        }
    }

    extension DNSDiscovery {
        /// The lists that DNS gives, one after the other.
        public struct EndpointLists: AsyncSequence, Sendable {
            fileprivate let discovery: DNSDiscovery

            public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(sequence: DNSSequence(discovery)) }

            /// Waits for the next list.
            public struct AsyncIterator: AsyncIteratorProtocol {
                fileprivate let sequence: DNSSequence

                /// The next list that differs from the one before; `nil` once the task is cancelled.
                public mutating func next(
                    isolation actor: isolated (any Actor)? = #isolation
                ) async throws(DNSDiscoveryError) -> [Endpoint]? {
                    try await sequence.next()
                }
            }
        }
    }
#endif
