import ConsistentHashing

@testable import LoadBalancing

extension Membership<String> {
    /// `s-0`, `s-1` and so on.
    static func numbered(_ count: Int, weights: [Double]? = nil) throws -> Membership<String> {
        try Membership((0..<count).map { Member("s-\($0)", weight: weights?[$0] ?? 1) })
    }

    /// Ids that say nothing of an order, as a cloud gives them.
    static func named(_ numbers: some Sequence<Int>) throws -> Membership<String> {
        try Membership(
            numbers.map { Member("i-" + String(HashFunction.xxh3.hash($0) | 1 << 63, radix: 16), weight: 1) }
        )
    }
}

extension ServerSubset {
    /// The ids of the servers.
    func ids(of servers: Membership<String>) -> Set<String> {
        Set(members(of: servers).map { servers[$0.index].id })
    }
}

/// How many connections are closed or opened between two lists of subsets, clients that are in both alone.
func moves(_ before: [Set<String>], _ after: [Set<String>]) -> (closed: Int, opened: Int) {
    zip(before, after).reduce((0, 0)) { result, pair in
        (result.0 + pair.0.subtracting(pair.1).count, result.1 + pair.1.subtracting(pair.0).count)
    }
}
