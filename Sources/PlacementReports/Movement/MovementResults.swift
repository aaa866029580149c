public import ConsistentHashing

/// The ways of assigning keys to nodes that an experiment compares.
public enum Method: String, CaseIterable, Hashable, Sendable {
    /// `HashRing`, as it is unless told.
    case hashRing = "HashRing"
    /// `ThinnedRing`, as it is unless told.
    case thinnedRing = "ThinnedRing"
    /// `RendezvousHash`.
    case rendezvousHash = "RendezvousHash"
    /// `RendezvousTable`, as it is unless told.
    case rendezvousTable = "RendezvousTable"
    /// `MaglevTable`, as it is unless told.
    case maglevTable = "MaglevTable"
    /// `IncrementalMaglevTable`, as it is unless told.
    case incrementalMaglevTable = "IncrementalMaglevTable"
    /// The key's hash modulo the number of nodes is a place in the list of nodes.
    case hashModulo = "hash mod n"
    /// One node after the other; a key's owner is who served its latest request.
    case roundRobin = "round robin"
}

/// What a ``MovementExperiment`` measured.
public struct MovementResults: Sendable {
    /// Largest share over mean share: the largest over all nodes of *share of the keys or requests / share of the weight*.
    /// 1 is perfect; with equal weights it is the fullest node's count over the average count.
    public struct LargestShare: Hashable, Sendable {
        /// Over distinct keys.
        public let ofKeys: Double
        /// Over requests: what the nodes feel.
        public let ofRequests: Double
    }

    /// One change, with one method, on one input.
    public struct Row: Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes there were before.
        public let nodes: Int
        /// What happened.
        public let change: Change
        /// To which nodes: their ids.
        public let touched: [String]
        /// How keys are assigned.
        public let method: Method
        /// What moved.
        public let movement: Movement
        /// Before the change.
        public let before: LargestShare
        /// After the change.
        public let after: LargestShare
        /// How long the change took, without looking any key up.
        public let duration: Duration
    }

    /// How the requests were spread before any change.
    public struct Load: Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes there are.
        public let nodes: Int
        /// How keys are assigned.
        public let method: Method
        /// For each node, its requests over the mean of all nodes, ascending. They add up to ``nodes``.
        public let requestsOverMean: [Double]
    }

    /// A method that a number of nodes is too much for.
    public struct Omission: Hashable, Sendable {
        /// Which input, by its position in ``inputs``.
        public let input: Int
        /// How many nodes it was.
        public let nodes: Int
        /// The method left out.
        public let method: Method
        /// Why.
        public let reason: PlacementError
    }

    /// What was measured with.
    public let inputs: [MovementExperiment.Input]
    /// The numbers of nodes.
    public let sizes: [Int]
    /// What the choices of nodes followed from.
    public let seed: UInt64
    /// Input by input, size by size, method by method, change by change.
    public internal(set) var rows: [Row] = []
    /// Input by input, size by size, method by method.
    public internal(set) var loads: [Load] = []
    /// What could not be measured.
    public internal(set) var omissions: [Omission] = []

    init(_ experiment: MovementExperiment) {
        inputs = experiment.inputs
        sizes = experiment.sizes
        seed = experiment.seed
    }

    /// The rows of one input at one size, change by change, and method by method in each.
    func rows(input: Int, nodes: Int) -> [Row] {
        let rows = rows.filter { $0.input == input && $0.nodes == nodes }
        return Change.allCases.flatMap { change in rows.filter { $0.change == change } }
    }
}

extension MovementResults.LargestShare {
    init(_ assignment: Assignment, shares: [Double]) {
        ofKeys = Self.largest(assignment.keys, shares: shares)
        ofRequests = Self.largest(assignment.requests, shares: shares)
    }

    static func largest(_ counts: [Int], shares: [Double]) -> Double {
        let total = Double(counts.reduce(0, +))
        return zip(counts, shares).map { Double($0) / total / $1 }.max() ?? .nan
    }
}
