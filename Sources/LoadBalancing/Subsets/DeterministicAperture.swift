public import ConsistentHashing

/// A part of a ring of servers for each of so many clients, such that all servers get exactly the same load.
///
/// Servers lie around a ring, in the order of their ids' hashes, each as wide as its weight. Client *i* of *m* begins at *i*/*m* and
/// looks through an aperture of *N*/*m*, *N* being the smallest number for which that is wide enough for `size` servers. So
/// each point of the ring is in the apertures of exactly *N* clients, and a client sends each server as much as its
/// aperture has of it: a server at an edge counts by a fraction.
///
///     servers     │   s0   │   s1   │   s2   │   s3   │
///     client 0    ├───────────┤                               all of s0, 1/3 of s1
///     client 1                ├───────────┤                   2/3 of s1, 2/3 of s2
///     client 2                            ├───────────┤       1/3 of s2, all of s3
///
/// | clients | servers | size | *N* | aperture, in servers | a server's clients |
/// | --- | --- | --- | --- | --- | --- |
/// | 10 | 100 | 10 | 1 | 10 | 1 |
/// | 3 | 100 | 10 | 1 | 33.3 | 1 or 2 |
/// | 100 | 10 | 3 | 30 | 3 | 39 |
/// | 7 | 10 | 4 | 3 | 4.3 | 3 or 4 |
///
/// A client's subset may be larger than `size` where clients are few: all servers have to be somebody's. Finagle takes 12 at least, so
/// that no client is left without a server that is well, and so that fractions are heeded by two random choices.
///
/// It takes a policy that heeds weights; round robin would send a server at an edge as much as a whole one. All servers have to be
/// equally much in demand with all clients, and each client has to know its number and how many there are: a stateful set's
/// ordinal, or a place in a list that all agree upon. While clients disagree, servers' loads differ.
///
/// Everything is reckoned in whole numbers, so that the loads are exactly even. Weights are taken as whole numbers in their
/// proportion, or else to 2⁻²⁰ of the largest.
///
/// Cost: O(n log n).
///
/// Errors: ``SubsetError``.
///
/// Source: Twitter's Finagle, deterministic aperture; weights after Vartolomei, "Weighted Deterministic Aperture", 2020.
public struct DeterministicAperture: ServerSubset, Hashable {
    /// Which client this is, from 0.
    public let client: Int
    /// How many clients there are, this one among them; up to 2²⁰.
    public let clientCount: Int
    /// How many servers an aperture has room for, at least.
    public let size: Int
    /// What orders the ring: another seed for another service makes other clients neighbours' neighbours.
    public let hashFunction: HashFunction

    public init(
        client: Int,
        of clientCount: Int,
        size: Int,
        hashFunction: HashFunction = .xxh3
    ) throws(SubsetError) {
        guard (1...1 << 20).contains(clientCount) else { throw .invalidClientCount(clientCount) }
        guard (0..<clientCount).contains(client) else { throw .invalidClient(client, of: clientCount) }
        guard size >= 1 else { throw .invalidSize(name: "size", value: size) }
        self.client = client
        self.clientCount = clientCount
        self.size = size
        self.hashFunction = hashFunction
    }

    public var subsetName: String { "aperture" }

    public func members(of servers: Membership<String>) -> [SubsetMember] {
        guard size < servers.count else { return servers.everyMember }
        return members(
            order: servers.indicesByHash(hashFunction),
            weights: servers.isUniform ? servers.map { _ in 1 } : Self.wholeWeights(servers.map(\.weight))
        )
    }

    /// - Parameters:
    ///   - order: the servers, round the ring.
    ///   - weights: by server.
    func members(order: [Int], weights: [Int]) -> [SubsetMember] {
        let total = weights.reduce(0, +)
        // The ring is clientCount · total long: then both clients' and servers' edges are whole numbers.
        let length = clientCount * total
        let units = min(clientCount, (clientCount * size + order.count - 1) / order.count)
        let start = client * total
        let end = start + units * total
        var members: [SubsetMember] = []
        var position = 0
        for index in order {
            let next = position + clientCount * weights[index]
            // An aperture may go round the ring's end.
            let covered =
                overlap(position..<next, start..<min(end, length)) + overlap(position..<next, 0..<max(0, end - length))
            if covered > 0 {
                members.append(SubsetMember(index: index, fraction: Double(covered) / Double(next - position)))
            }
            position = next
        }
        return members.sorted { $0.index < $1.index }
    }

    private func overlap(_ first: Range<Int>, _ second: Range<Int>) -> Int {
        first.clamped(to: second).count
    }

    private static func wholeWeights(_ weights: [Double]) -> [Int] {
        if let whole = IntegerWeights.smallest(weights, sumLimit: 1 << 32) { return whole }
        let largest = weights.max() ?? 1
        return weights.map { max(1, Int(($0 / largest * 0x1p20).rounded())) }
    }
}

extension Membership<String> {
    /// The members' indices in the order of their ids' hashes; of equals, in that of the ids.
    func indicesByHash(_ hashFunction: HashFunction) -> [Int] {
        let hashes = map { hashFunction.hash($0.id) }
        return indices.sorted { hashes[$0] == hashes[$1] ? $0 < $1 : hashes[$0] < hashes[$1] }
    }
}
