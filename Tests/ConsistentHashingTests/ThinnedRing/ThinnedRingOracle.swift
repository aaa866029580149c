import ConsistentHashing

/// The thinned ring's definition, carried out by looking at every point: a node is as near as its nearest point that
/// accepts the key, *distance / weight*, and one without such a point comes behind the others, by its nearest point.
struct ThinnedRingOracle {
    private let points: [[UInt64]]
    private let weights: [Double]

    init(_ members: [Member<String>], virtualNodes: Int, hashFunction: HashFunction = .xxh3) {
        let members = sortedByID(members)
        points = members.map { member in
            (0..<UInt32(virtualNodes)).map { nodeHash(member.id, $0, hashFunction) }
        }
        weights = members.map(\.weight)
    }

    /// Four times a bit of the point's last 16 and one of the 16 before them, named by the key: are they different, or
    /// the same, as the key says?
    static func accepts(point: UInt64, hash: UInt64) -> Bool {
        func bit(_ number: UInt64, of word: UInt64) -> Bool { word >> number & 1 == 1 }
        return (UInt64(0)..<4).allSatisfy { halving in
            let choice = hash >> (7 * halving) & 127
            let first = bit(4 * halving + choice % 4, of: point)
            let second = bit(16 + choice / 4 % 16, of: point)
            return (first != second) != (choice >= 64)
        }
    }

    /// Node indices, nearest first.
    func ranking(ofHash hash: UInt64) -> [Int] {
        let places = points.indices.map { node in
            let accepting = points[node].filter { Self.accepts(point: $0, hash: hash) }
            let nearest = (accepting.isEmpty ? points[node] : accepting).map { $0 &- hash }.min() ?? .max
            return (
                isBehind: accepting.isEmpty,
                quotient: ExactQuotient(distance: nearest, weight: weights[node])
            )
        }
        return places.indices.sorted { first, second in
            if places[first].isBehind != places[second].isBehind { return !places[first].isBehind }
            let order = places[first].quotient.compare(to: places[second].quotient)
            return order != 0 ? order < 0 : first < second
        }
    }

    /// Every point's place.
    var positions: [UInt64] { points.flatMap { $0 } }
}
