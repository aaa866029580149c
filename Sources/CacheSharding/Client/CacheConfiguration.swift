#if Caches
    public import LoadBalancing
    public import NIOSSL

    /// How a cache client talks to its servers: times, limits, and what stands in for a server that is out.
    public struct CacheConfiguration: Sendable {
        // MARK: Times

        /// How long an operation may take, all that is tried in it included. What has no answer by then is a miss. 250 ms; ours.
        /// A millisecond or longer.
        public var timeout: Duration

        /// How long making a connection may take, TLS and login included. 1 s; ours. A millisecond or longer.
        public var connectTimeout: Duration

        /// A connection on which nothing is answered for so long is given up, though something is waited for. 2 s; ours. A
        /// millisecond or longer.
        public var unansweredLimit: Duration

        /// How long to wait before connecting again: any time up to this, and up to twice as long after each failure, but no longer
        /// than the maximum (full jitter). Meanwhile the node is out. 50 ms and 2 s; ours. A millisecond or longer.
        public var reconnectBackoff: Duration
        public var maximumReconnectBackoff: Duration

        // MARK: Limits

        /// How many connections each node has. One carries as many requests at a time as there are; more make use of more
        /// processors. A key's requests all go over one. 1; 1 to 64.
        public var connectionsPerNode: Int

        /// How many replies a connection may wait for. Any more requests fail at once: a node that hangs would only gather them.
        /// The values of many keys that are read together are one reply, or one for each 4096. 8192; ours. 1 or above.
        public var requestsPerConnection: Int

        /// The largest value, in bytes, that is sent or taken. 64 MiB; ours. A connection waits for the replies to as many bytes
        /// at most. 1 to 2³⁰.
        public var largestValue: Int

        // MARK: Security

        /// How connections are secured; `nil`, as by default, if they are not. Certificates are verified for the endpoint's
        /// `tlsHostName`, or its host.
        public var tls: TLSConfiguration?

        // MARK: Nodes that are out

        /// On how many nodes a key is kept: its owner, and those that follow in its ranking. 1; 1 or above.
        public var replicas: Int

        /// Servers that keep keys whose nodes are all out, so that their load does not fall on what is cached. None unless given.
        /// Source: Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013, section 3.3.
        public var gutter: [Endpoint]

        /// How long the gutter keeps a value at most: how old an answer may be once the owner has gone out again. 10 s; ours.
        /// A second or longer.
        public var gutterTimeToLive: Duration

        /// How long after a change of nodes a key that its new owner does not have is looked for at the old one, and taken over.
        /// 0, never, as by default.
        public var warmUp: Duration

        // MARK: Values

        /// How `Codable` values are written: JSON unless given.
        public var coding: CacheCoding

        /// How servers' health is looked after, and what this client is called in logs and metrics.
        public var balancing: LoadBalancerConfiguration

        /// What a cache client takes unless told: a node with five failures in a row is out for five seconds, then ten, …, thirty at
        /// most; any number of nodes may be out.
        public static var balancing: LoadBalancerConfiguration {
            LoadBalancerConfiguration(
                name: "cache",
                outliers: OutlierConfiguration(
                    interval: .seconds(1),
                    baseEjectionTime: .seconds(5),
                    maximumEjectionTime: .seconds(30),
                    maximumEjectedFraction: 1,
                    successRate: nil,
                    failurePercentage: nil
                ),
                panicThreshold: 0
            )
        }

        public init(
            timeout: Duration = .milliseconds(250),
            connectTimeout: Duration = .seconds(1),
            unansweredLimit: Duration = .seconds(2),
            reconnectBackoff: Duration = .milliseconds(50),
            maximumReconnectBackoff: Duration = .seconds(2),
            connectionsPerNode: Int = 1,
            requestsPerConnection: Int = 8192,
            largestValue: Int = 64 << 20,
            tls: TLSConfiguration? = nil,
            replicas: Int = 1,
            gutter: [Endpoint] = [],
            gutterTimeToLive: Duration = .seconds(10),
            warmUp: Duration = .zero,
            coding: CacheCoding = .json,
            balancing: LoadBalancerConfiguration = CacheConfiguration.balancing
        ) {
            self.timeout = timeout
            self.connectTimeout = connectTimeout
            self.unansweredLimit = unansweredLimit
            self.reconnectBackoff = reconnectBackoff
            self.maximumReconnectBackoff = maximumReconnectBackoff
            self.connectionsPerNode = connectionsPerNode
            self.requestsPerConnection = requestsPerConnection
            self.largestValue = largestValue
            self.tls = tls
            self.replicas = replicas
            self.gutter = gutter
            self.gutterTimeToLive = gutterTimeToLive
            self.warmUp = warmUp
            self.coding = coding
            self.balancing = balancing
        }

        /// Throws for the first setting that is out of its range.
        func check() throws(ConfigurationError) {
            let durations = [
                ("timeout", timeout), ("connectTimeout", connectTimeout), ("unansweredLimit", unansweredLimit),
                ("reconnectBackoff", reconnectBackoff), ("maximumReconnectBackoff", maximumReconnectBackoff),
            ]
            for (name, value) in durations { try value.checkIsMillisecondOrLonger(name) }
            guard gutterTimeToLive >= .seconds(1), gutterTimeToLive <= TimeToLive.longest else {
                throw .invalidDuration(
                    name: "gutterTimeToLive",
                    value: gutterTimeToLive,
                    allowed: "1 second to 100 years"
                )
            }
            guard warmUp >= .zero else {
                throw .invalidDuration(name: "warmUp", value: warmUp, allowed: "0 or longer")
            }
            try requestsPerConnection.checkIsPositive("requestsPerConnection")
            try replicas.checkIsPositive("replicas")
            guard (1...64).contains(connectionsPerNode) else {
                throw .invalidCount(name: "connectionsPerNode", value: connectionsPerNode, allowed: "1 to 64")
            }
            guard (1...(1 << 30)).contains(largestValue) else {
                throw .invalidCount(name: "largestValue", value: largestValue, allowed: "1 to 1073741824")
            }
        }
    }
#endif
