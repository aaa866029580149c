extension ThinnedRing {
    public typealias RankingIndices = ThinnedRingRanking

    public func rankingIndices(ofHash hash: UInt64) -> ThinnedRingRanking {
        ThinnedRingRanking(thinned, weights: weights, heaviest: heaviest, nodes: membership.count, hash: hash)
    }
}

/// A thinned ring's nodes in the order in which a key prefers them: by *distance / weight* of the points that accept the
/// key, and behind them, the same way, the nodes of which no point does.
public struct ThinnedRingRanking: Sequence, IteratorProtocol, Sendable {
    private let thinned: ThinnedPoints
    private let weights: [Weight]?
    private let heaviest: Weight?
    private let nodes: Int
    private let hash: UInt64
    private var walk: ThinnedWalk
    private var isBehindAccepting = false
    private var met: [Bool] = []
    private var metCount = 0
    private var waiting = ContenderHeap()

    init(_ thinned: ThinnedPoints, weights: [Weight]?, heaviest: Weight?, nodes: Int, hash: UInt64) {
        self.thinned = thinned
        self.weights = weights
        self.nodes = nodes
        self.hash = hash
        self.heaviest = heaviest
        walk = ThinnedWalk(thinned, from: hash, takesAll: false)
    }

    public mutating func next() -> Int? {
        while true {
            if let next = weights == nil ? nextMet()?.owner : nextByWeight() {
                return next
            }
            guard metCount < nodes, !isBehindAccepting else { return nil }
            isBehindAccepting = true
            walk = ThinnedWalk(thinned, from: hash, takesAll: true)
        }
    }

    /// Walks to the next node not met before.
    private mutating func nextMet() -> (owner: Int, distance: UInt64)? {
        if met.isEmpty {
            met = Array(repeating: false, count: nodes)
        }
        while metCount < nodes, let (owner, distance) = walk.next() {
            if !met[owner] {
                met[owner] = true
                metCount += 1
                return (owner, distance)
            }
        }
        return nil
    }

    private mutating func nextByWeight() -> Int? {
        guard let weights, let heaviest else { return nil }
        while let (owner, distance) = nextMet() {
            let reach = WeightedDistance(distance: distance, weight: heaviest)
            let isDecided = waiting.first.map { $0.distance.compare(to: reach) < 0 } ?? false
            waiting.insert(
                Contender(distance: WeightedDistance(distance: distance, weight: weights[owner]), index: owner)
            )
            // Whoever was not met is at least as far as this point, and at most as heavy as the heaviest.
            if isDecided { break }
        }
        return waiting.popFirst()?.index
    }
}
