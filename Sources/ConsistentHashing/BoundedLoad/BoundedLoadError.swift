/// Why keys can't be assigned within a bound: what was wrong, with which value, and what is allowed.
///
/// Its `description` says all of that in a sentence.
public enum BoundedLoadError: Error, Hashable, Sendable {
    /// The factor is not a finite number above 1.
    case invalidFactor(Double)
    /// The total that capacities were to be planned for is below 0.
    case invalidPlannedTotal(Int)
    /// So many keys don't fit into all nodes together.
    case saturated(keys: Int, totalCapacity: Int)
    /// There are keys, but no nodes to hold them.
    case noNodes(keys: Int)
    /// The keys are known by hashes of the first function; the other placement goes by those of the second.
    case differentHashFunctions(HashFunction, HashFunction)
}

extension BoundedLoadError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidFactor(let factor):
            "the factor \(factor) is not allowed: it is a finite number above 1 "
                + "(1.25 lets a node hold a quarter more than its share)"
        case .invalidPlannedTotal(let total):
            "a planned total of \(total) keys is not allowed: it is 0 or more, "
                + "or nil to let capacities follow the number of keys"
        case .saturated(let keys, let capacity):
            "\(keys) keys do not fit, all nodes together may hold \(capacity): "
                + "release keys, plan for a larger total, or let capacities follow the number of keys"
        case .noNodes(let keys):
            "there are no nodes to hold \(keys) \(keys == 1 ? "key" : "keys"): add a node first"
        case .differentHashFunctions(let first, let second):
            "the keys were hashed with \(first), the other placement hashes with \(second): assign them anew"
        }
    }
}
