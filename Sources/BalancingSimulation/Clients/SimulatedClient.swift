import ConsistentHashing
import LoadBalancing
import PlacementReports

/// A process that sends requests, with a load balancer of its own.
struct SimulatedClient {
    let balancer: HandDrivenBalancer
    /// What all its requests share: budget, throttles, latencies.
    var limits: RetryLimits
    /// Of back-offs and of the adaptive throttle.
    var chance: SplitMix64
    /// When its load balancer has something to do.
    var nextTurn: UInt64 = .max
    /// Those it was told to make.
    var probes: [ProbeOrder] = []
    private let heedsKeys: Bool

    init(_ setup: SimulationSetup, number: Int) throws(ConfigurationError) {
        var chance = Chance.generator(seed: setup.seed, stream: .balancer, number: number)
        balancer = try setup.policy.makeBalancer(setup.configuration, isProbed: setup.isProbed, seed: chance.next())
        limits = RetryLimits(setup.requests.retries)
        self.chance = Chance.generator(seed: setup.seed, stream: .client, number: number)
        heedsKeys = balancer.keyHash != nil
        // Keys were hashed once, for all policies.
        precondition(balancer.keyHash == nil || balancer.keyHash == .xxh3, "keys are hashed by XXH3")
    }

    /// The hash to choose by.
    func hash(ofKey key: Int?, in keys: RequestKeys?) -> UInt64? {
        guard heedsKeys, let key else { return nil }
        return keys?.hashes[key]
    }

    /// Picks that have not been finished.
    var picksInFlight: Int { balancer.counts.reduce(0) { $0 + $1.totals.inFlight } }
}

/// A request, and what has become of it so far.
struct SimulatedRequest {
    let client: Int
    let key: Int?
    /// Not one that the report is about.
    let isNoise: Bool
    let arrivedAt: UInt64
    /// Its attempts, retries and hedges: the real ones.
    var machine: RequestMachine
    /// What its work is drawn from.
    var chance: SplitMix64
    /// By their numbers, from 1: positions in the simulation's.
    var attempts: [Int] = []
    /// When it is looked at next.
    var nextTimer: UInt64 = .max
    var hasEnded = false

    init(client: Int, key: Int?, isNoise: Bool, arrivedAt: UInt64, machine: RequestMachine, chance: SplitMix64) {
        self.client = client
        self.key = key
        self.isNoise = isNoise
        self.arrivedAt = arrivedAt
        self.machine = machine
        self.chance = chance
    }
}

/// A request as it was sent to one server.
struct SimulatedAttempt {
    let request: Int
    /// Its number among its request's, from 1.
    let place: Int
    let server: Int
    /// What it takes a healthy server, in nanoseconds.
    let work: Double
    /// `nil` once it has ended for the client.
    var pick: PickBox?
    /// A server has answered it, whether anybody heard that or not.
    var wasAnswered = false
}
