public import ConsistentHashing

/// The servers that rendezvous hashing prefers for a client's name.
///
/// The least moves: a server that leaves is replaced by one, with those clients that had it; one that comes takes one place with some
/// of the clients. Clients need no numbers and need not know of each other. The price is that servers have as many clients as
/// chance has it: with *k* connections expected for each, about √*k* more or less.
///
/// A heavier server is in more subsets, by the logarithm method; within a subset, its weight counts once more.
///
/// Cost: O(n).
///
/// Errors: ``SubsetError``.
///
/// Source: gRFC A68, random subsetting.
public struct RendezvousSubset: ServerSubset, Hashable {
    /// Which client this is.
    public let client: String
    /// How many servers it takes; all, if there are no more.
    public let size: Int
    /// What ids and the client's name are hashed with.
    public let hashFunction: HashFunction

    public init(client: String, size: Int, hashFunction: HashFunction = .xxh3) throws(SubsetError) {
        guard size >= 1 else { throw .invalidSize(name: "size", value: size) }
        self.client = client
        self.size = size
        self.hashFunction = hashFunction
    }

    public var subsetName: String { "rendezvous" }

    public func members(of servers: Membership<String>) -> [SubsetMember] {
        guard let shards = try? ShuffleShards(servers, size: size, hashFunction: hashFunction) else {
            return servers.everyMember
        }
        return shards.members(ofHash: hashFunction.hash(client)).sorted().map { SubsetMember(index: $0) }
    }
}
