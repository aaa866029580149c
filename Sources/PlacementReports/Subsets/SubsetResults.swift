/// What a ``SubsetExperiment`` measured.
public struct SubsetResults: Sendable {
    /// One method over one fleet.
    public struct Row: Sendable {
        /// Which fleet, by its position in ``fleets``.
        public let fleet: Int
        /// The method's name.
        public let method: String
        /// How many connections a client has: the mean.
        public let perClient: Double
        /// How many connections each server has, in ascending order.
        public let perServer: [Int]
        /// The servers' connections beside their mean.
        public let connections: Balance
        /// The same of what they are sent, each client sending as much, to each of its servers by the fraction that is its.
        public let load: Balance
    }

    /// What is different before and after.
    public enum Change: String, Hashable, Sendable, CaseIterable {
        case numberedServerJoins = "web-100 joins"
        case numberedServerLeavesLast = "web-99 leaves"
        case numberedServerLeaves = "one of web-0…98 leaves"
        case namedServerJoins = "a named server joins"
        case namedServerLeaves = "a named server leaves"
        case clientJoins = "a client joins"
        case clientLeaves = "the last client leaves"
    }

    /// What one method does when something changes.
    public struct Move: Sendable {
        public let change: Change
        /// The method's name.
        public let method: String
        /// How many connections there were: the mean of all times.
        public let before: Double
        /// How many had to be opened: the mean of all times. Those of a client that joins itself don't count.
        public let opened: Double
        /// How many had to be opened at the least: a newcomer's part, or as many as the one had that left; none for a client.
        public let minimum: Double
        /// The most that any client had to open.
        public let mostOfOneClient: Int
    }

    /// How many servers two tenants have in common.
    public struct Overlap: Sendable {
        public let servers: Int
        public let size: Int
        /// How many pairs of tenants have 0, 1, … servers in common.
        public let pairs: [Int]
        /// How likely that is.
        public let expected: [Double]
        /// How likely pairs would be at least as far from what is expected, were shards drawn by chance (χ² test).
        public let probability: Double
    }

    /// What becomes of the other tenants when one kills all servers of its shard.
    public struct Loss: Sendable {
        public let servers: Int
        public let size: Int
        /// How many tenants there are.
        public let tenants: Int
        /// How many others lose all their servers, the mean of all who might do it.
        public let dead: Double
        /// The most whoever does it.
        public let mostDead: Int
        /// How many others lose at least one.
        public let hurt: Double
        /// How many others would lose all their servers were servers cut into fixed shards of the same size.
        public let deadWithFixedShards: Double
        /// The part of all tenants' servers that change when a server joins.
        public let movedByJoin: Double
        /// That part at the least.
        public let leastByJoin: Double
    }

    /// The fleets.
    public let fleets: [SubsetFleet]
    /// How much was counted.
    public let effort: SubsetExperiment.Effort
    /// What chance followed from.
    public let seed: UInt64
    public internal(set) var rows: [Row] = []
    public internal(set) var moves: [Move] = []
    public internal(set) var overlaps: [Overlap] = []
    public internal(set) var losses: [Loss] = []

    init(fleets: [SubsetFleet], effort: SubsetExperiment.Effort, seed: UInt64) {
        self.fleets = fleets
        self.effort = effort
        self.seed = seed
    }
}
