import LoadBalancing

/// A policy that clients of a simulation choose by: the real one.
package struct PolicyChoice: Hashable, Sendable {
    private let kind: Kind

    private enum Kind: Hashable {
        case roundRobin, smoothWeighted, random, weightedRandom, leastRequest, peakEWMA
        case ring(Double?), rendezvous(Double?), maglev(Double?), shuffleShards(Int)
    }

    private init(_ kind: Kind) {
        self.kind = kind
    }

    package static let roundRobin = PolicyChoice(.roundRobin)
    package static let smoothWeighted = PolicyChoice(.smoothWeighted)
    package static let random = PolicyChoice(.random)
    package static let weightedRandom = PolicyChoice(.weightedRandom)
    package static let leastRequest = PolicyChoice(.leastRequest)
    package static let peakEWMA = PolicyChoice(.peakEWMA)
    package static let ring = PolicyChoice(.ring(nil))
    package static let rendezvous = PolicyChoice(.rendezvous(nil))
    package static let maglev = PolicyChoice(.maglev(nil))

    /// By tenant, each with so many servers.
    package static func shuffleShards(_ size: Int) -> PolicyChoice { PolicyChoice(.shuffleShards(size)) }

    /// All that suit any service, without a bound.
    package static let all: [PolicyChoice] = keyless + keyed
    /// Those that differ where all weights are equal: smooth weighted round robin is round robin then, and weighted random random.
    package static let unweighted: [PolicyChoice] = [roundRobin, random, leastRequest, peakEWMA] + keyed
    /// Those that heed no key.
    package static let keyless: [PolicyChoice] = [
        roundRobin, smoothWeighted, random, weightedRandom, leastRequest, peakEWMA,
    ]
    /// Those that choose by key.
    package static let keyed: [PolicyChoice] = [ring, rendezvous, maglev]

    /// What policies are called, each once.
    package static let names = (all + [shuffleShards(1)]).map(\.policyName)

    /// The same within a bound on the load, for those by key.
    package func bounded(_ factor: Double) -> PolicyChoice {
        switch kind {
        case .ring: PolicyChoice(.ring(factor))
        case .rendezvous: PolicyChoice(.rendezvous(factor))
        case .maglev: PolicyChoice(.maglev(factor))
        default: self
        }
    }

    /// The policy's own name, whatever the bound.
    package var policyName: String {
        switch kind {
        case .roundRobin: RoundRobinPolicy().policyName
        case .smoothWeighted: SmoothWeightedRoundRobinPolicy().policyName
        case .random: RandomPolicy().policyName
        case .weightedRandom: WeightedRandomPolicy().policyName
        case .leastRequest: LeastRequestPolicy().policyName
        case .peakEWMA: PeakEWMAPolicy().policyName
        case .ring: HashRingPolicy().policyName
        case .rendezvous: RendezvousTablePolicy().policyName
        case .maglev: MaglevPolicy().policyName
        case .shuffleShards(let size): ShuffleShardPolicy(size: size).policyName
        }
    }

    /// What the report calls it: the policy's own name, with what it was given.
    package var name: String {
        switch kind {
        case .ring(let bound?), .rendezvous(let bound?), .maglev(let bound?): "\(policyName), bound \(bound)"
        case .shuffleShards(let size): "\(policyName), \(size) each"
        default: policyName
        }
    }

    /// A load balancer that chooses by it.
    ///
    /// - Throws: ``ConfigurationError``.
    func makeBalancer(
        _ configuration: LoadBalancerConfiguration,
        isProbed: Bool,
        seed: UInt64
    ) throws(ConfigurationError) -> HandDrivenBalancer {
        func make(_ policy: some LoadBalancingPolicy) throws(ConfigurationError) -> HandDrivenBalancer {
            try HandDrivenBalancer(policy: policy, configuration: configuration, isProbed: isProbed, seed: seed)
        }
        return switch kind {
        case .roundRobin: try make(.roundRobin)
        case .smoothWeighted: try make(.smoothWeightedRoundRobin)
        case .random: try make(.random)
        case .weightedRandom: try make(.weightedRandom)
        case .leastRequest: try make(.leastRequest)
        case .peakEWMA: try make(.peakEWMA)
        case .ring(let bound): try make(.hashRing(loadBound: bound))
        case .rendezvous(let bound): try make(.rendezvousTable(loadBound: bound))
        case .maglev(let bound): try make(.maglev(loadBound: bound))
        case .shuffleShards(let size): try make(.shuffleShards(size: size))
        }
    }
}
