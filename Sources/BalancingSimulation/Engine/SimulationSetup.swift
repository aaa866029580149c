package import LoadBalancing

/// All that a run of a simulation follows from.
package struct SimulationSetup: Sendable {
    /// Requests that nobody asks the report about: only what they do to others counts.
    package struct Noise: Hashable, Sendable {
        package var load: LoadProfile
        /// The tenant's key. Its other requests are left out of the report too.
        package var key: Int

        package init(load: LoadProfile, key: Int) {
            self.load = load
            self.key = key
        }
    }

    package var servers: [ServerPlan]
    /// How long a healthy server works on a request.
    package var service: ServiceTime
    package var load: LoadProfile
    /// Processes that send requests, each with a load balancer that knows of its own alone. Each takes any request with the same
    /// probability.
    package var clientCount: Int
    package var policy: PolicyChoice
    package var configuration: LoadBalancerConfiguration
    /// Whether clients probe servers, by connecting to them.
    package var isProbed: Bool
    /// How a client goes about a request.
    package var requests: RequestSettings
    /// `nil` for requests without keys.
    package var keys: RequestKeys?
    /// What one tenant sends beside all others; `nil` for nothing.
    package var noise: Noise?
    /// Whether a server drops what waits and was given up by its client. If not, it does the work for nobody.
    package var noticesCancellation: Bool
    package var seed: UInt64

    package init(
        servers: [ServerPlan],
        service: ServiceTime,
        load: LoadProfile,
        clientCount: Int = 1,
        policy: PolicyChoice,
        configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
        isProbed: Bool = false,
        requests: RequestSettings = .once(),
        keys: RequestKeys? = nil,
        noise: Noise? = nil,
        noticesCancellation: Bool = false,
        seed: UInt64
    ) {
        self.servers = servers
        self.service = service
        self.load = load
        self.clientCount = clientCount
        self.policy = policy
        self.configuration = configuration
        self.isProbed = isProbed
        self.requests = requests
        self.keys = keys
        self.noise = noise
        self.noticesCancellation = noticesCancellation
        self.seed = seed
    }
}
