public import ConsistentHashing

/// A few of many servers for each tenant, so that two tenants rarely have all of them in common.
///
/// A tenant that kills its servers takes with it those tenants only whose shards are the same; one that has a single server in common
/// with it loses that one. With *n* servers and *k* to a shard, two tenants have *i* in common with a probability of
/// C(*k*, *i*) · C(*n* − *k*, *k* − *i*) / C(*n*, *k*):
///
/// | servers | in a shard | none in common | 1 | 2 | 3 | all |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | 8 | 2 | 53.6 % | 42.9 % | 3.6 % | | 3.6 % |
/// | 20 | 4 | 37.6 % | 46.2 % | 14.9 % | 1.32 % | 0.0206 % |
/// | 100 | 5 | 77.0 % | 21.1 % | 1.84 % | 0.0593 % | 0.0000013 % |
///
/// The shard is the beginning of the tenant's ranking by rendezvous hashing, so that a list that changes moves the least: a server
/// that leaves is replaced by one, in the shards that had it; one that comes is in *k*/(*n* + 1) of the shards, in each in one
/// server's place. A heavier server is in more shards.
///
/// Cost: O(n) a tenant, nothing allocated for it by ``ShuffleShardPolicy`` up to a size of 16. To make: O(n), O(n log n) with
/// unequal weights.
///
/// Errors: ``SubsetError``.
///
/// Source: MacCárthaigh, "Workload isolation using shuffle-sharding", Amazon Builders' Library; Thaler and Ravishankar, "Using
/// Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 1998.
public struct ShuffleShards: Sendable {
    /// The servers that a tenant prefers, in order.
    public let placement: RendezvousHash<String>
    /// How many servers a shard has; all, if there are no more.
    public let size: Int

    /// Shards over these servers.
    public init(
        _ servers: Membership<String>,
        size: Int,
        hashFunction: HashFunction = .xxh3
    ) throws(SubsetError) {
        guard size >= 1 else { throw .invalidSize(name: "size", value: size) }
        do {
            placement = try RendezvousHash(servers, hashFunction: hashFunction)
        } catch {
            preconditionFailure("a membership has no duplicates and no bad weights, but \(error)")
        }
        self.size = size
    }

    init(_ placement: RendezvousHash<String>, size: Int) {
        self.placement = placement
        self.size = size
    }

    /// A tenant's servers, by their indices, the preferred first.
    public func members(of tenant: borrowing some PlacementKey & ~Copyable & ~Escapable) -> [Int] {
        members(ofHash: placement.hashFunction.hash(tenant))
    }

    /// The same, of a tenant that was hashed with ``placement``'s hash function before.
    public func members(ofHash hash: UInt64) -> [Int] {
        withMembers(ofHash: hash) { Array($0) }
    }

    /// Hands over a tenant's servers.
    package func withMembers<Result>(ofHash hash: UInt64, _ body: (UnsafeBufferPointer<Int>) -> Result) -> Result {
        placement.withLeaders(ofHash: hash, count: size, body)
    }

    /// How likely two tenants have 0, 1, …, `size` servers in common where all weights are equal: the hypergeometric distribution.
    ///
    /// - Returns: `nil` unless `size` is in `1...servers`.
    public static func overlapProbabilities(servers: Int, size: Int) -> [Double]? {
        guard size >= 1, size <= servers else { return nil }
        // From C(n−k, k) / C(n, k) on, or from the least overlap there can be, each from the one before.
        let least = max(0, 2 * size - servers)
        var probabilities = [Double](repeating: 0, count: size + 1)
        // In proportion first: to begin with the first would be to begin with what may be next to nothing.
        probabilities[least] = 1
        for overlap in least..<size {
            let more = Double(size - overlap) * Double(size - overlap)
            let less = Double(overlap + 1) * Double(servers - 2 * size + overlap + 1)
            probabilities[overlap + 1] = probabilities[overlap] * more / less
        }
        let sum = probabilities.reduce(0, +)
        return probabilities.map { $0 / sum }
    }
}
