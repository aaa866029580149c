import ConsistentHashing

/// The ring's definition, carried out by looking at every point: a key belongs to the node whose *clockwise distance to
/// its next point / weight* is smallest, and of equal ones to the smaller id.
struct RingOracle {
    private let points: [[UInt64]]
    private let weights: [Double]

    init(_ members: [Member<String>], virtualNodes: Int, hashFunction: HashFunction = .xxh3) {
        let members = sortedByID(members)
        points = members.map { member in
            (0..<UInt32(virtualNodes)).map { nodeHash(member.id, $0, hashFunction) }
        }
        weights = members.map(\.weight)
    }

    /// Node indices, nearest first.
    func ranking(ofHash hash: UInt64) -> [Int] {
        let quotients = quotients(ofHash: hash)
        return quotients.indices.sorted { first, second in
            let order = quotients[first].compare(to: quotients[second])
            return order != 0 ? order < 0 : first < second
        }
    }

    func ownerIndex(ofHash hash: UInt64) -> Int? {
        let quotients = quotients(ofHash: hash)
        // The first of the smallest ones.
        return quotients.indices.min { quotients[$0].compare(to: quotients[$1]) < 0 }
    }

    private func quotients(ofHash hash: UInt64) -> [ExactQuotient] {
        zip(points, weights).map { points, weight in
            let distance = points.map { $0 &- hash }.min() ?? .max
            return ExactQuotient(distance: distance, weight: weight)
        }
    }

    /// The classic ring, whatever the weights: the first point clockwise.
    func classicOwnerIndex(ofHash hash: UInt64) -> Int? {
        points.indices.min { first, second in
            (points[first].map { $0 &- hash }.min() ?? .max) < (points[second].map { $0 &- hash }.min() ?? .max)
        }
    }
}
