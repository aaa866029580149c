public import ConsistentHashing

/// What a ``BalanceExperiment`` measured.
public struct BalanceResults: Sendable {
    /// One method on one input at one number of nodes, all of weight 1.
    public struct Row: Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes there are.
        public let nodes: Int
        /// How keys are assigned.
        public let method: PlacementMethod
        /// Of distinct keys; `nil` where keys have no owner.
        public let keys: Balance?
        /// How likely distinct keys would be spread at least as unevenly were each placed by chance, by the weights: the
        /// p-value of a χ² test.
        public let probability: Double?
        /// The same against the nodes' exact shares of the hash space: small only if the keys' hashes are not uniform.
        public let exactProbability: Double?
        /// Of requests: what the nodes feel.
        public let requests: Balance
        /// Of all keys there could be; `nil` where it can't be worked out.
        public let exact: Balance?
    }

    /// What chance alone does with one input at one number of nodes.
    public struct Chance: Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes there are.
        public let nodes: Int
        /// Simulated.
        public let balance: ChanceBalance
    }

    /// One placement within one bound.
    public struct Bounded: Sendable {
        /// How many nodes there are.
        public let nodes: Int
        /// What is bounded: a placement, as people call it.
        public let name: String
        /// How many times its share of the keys a node may hold; `nil` for no bound.
        public let factor: Double?
        /// Of the keys held.
        public let balance: Balance
        /// How many keys are not with their owner in the placement, as that was full.
        public let away: Int
        /// How many nodes beyond its owner a key passes over: the mean of all keys.
        public let meanProbes: Double
        /// The same of the 99th of 100 keys.
        public let p99Probes: Int
        /// The same of the key for which it is the most.
        public let mostProbes: Int
        /// What moves when a node joins.
        public let joined: Movement
        /// What moves when that node leaves again.
        public let left: Movement
    }

    /// A method that a number of nodes is too much for.
    public struct Omission: Hashable, Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes it was.
        public let nodes: Int
        /// The method left out.
        public let method: PlacementMethod
        /// Why.
        public let reason: PlacementError
    }

    /// What was measured with.
    public let inputs: [KeyInput]
    /// The numbers of nodes.
    public let sizes: [Int]
    /// What chance followed from.
    public let seed: UInt64
    /// Input by input, size by size, method by method.
    public internal(set) var rows: [Row] = []
    /// Input by input, size by size.
    public internal(set) var chances: [Chance] = []
    /// Which input was assigned within bounds, by its position in ``inputs``; `nil` if there is none.
    public internal(set) var boundedInput: Int?
    /// How many of its keys.
    public internal(set) var boundedKeys = 0
    /// Size by size, placement by placement, factor by factor.
    public internal(set) var bounded: [Bounded] = []
    /// What could not be measured.
    public internal(set) var omissions: [Omission] = []

    init(_ experiment: BalanceExperiment) {
        inputs = experiment.inputs
        sizes = experiment.sizes
        seed = experiment.seed
    }

    /// What chance alone does with one input at one size.
    func chance(input: Int, nodes: Int) -> ChanceBalance? {
        chances.first { $0.input == input && $0.nodes == nodes }?.balance
    }
}
