extension HashRing {
    public typealias RankingIndices = RingRanking

    public func rankingIndices(ofHash hash: UInt64) -> RingRanking {
        RingRanking(
            points: points,
            weights: weights,
            nodes: membership.count,
            hash: hash
        )
    }

    public func firstIndex(inRankingOfHash hash: UInt64, where isWanted: (_ index: Int) -> Bool) -> Int? {
        points.firstOwner(clockwiseFrom: hash, weights: weights, where: isWanted)
    }
}

extension RingPoints {
    /// The first node in the ranking of a hash for which a condition holds.
    ///
    /// Nobody is remembered: of a node that was turned down, later points are turned down again.
    fileprivate func firstOwner(
        clockwiseFrom hash: UInt64,
        weights: [Weight]?,
        where isWanted: (_ index: Int) -> Bool
    ) -> Int? {
        guard count > 0 else { return nil }
        let heaviest = weights?.max()
        var position = firstIndex(clockwiseFrom: hash)
        var best: Contender?
        for _ in 0..<count {
            let owner = owners[position]
            let distance = positions[position] &- hash
            position = position + 1 == count ? 0 : position + 1
            guard let weights, let heaviest else {
                if isWanted(owner) { return owner }
                continue
            }
            // Whoever has not come yet is at least as far as this point, and at most as heavy as the heaviest.
            if let best, best.distance.compare(to: WeightedDistance(distance: distance, weight: heaviest)) < 0 {
                return best.index
            }
            let contender = Contender(
                distance: WeightedDistance(distance: distance, weight: weights[owner]),
                index: owner
            )
            if best.map({ contender < $0 }) ?? true, isWanted(owner) {
                best = contender
            }
        }
        return best?.index
    }
}

/// A ring's nodes in the order in which a key prefers them, found by walking clockwise.
///
/// With equal weights: the distinct nodes as they come. With unequal ones a heavy node may come before a light one whose
/// point is nearer, so the walk runs ahead until no node it has not met can be preferred.
public struct RingRanking: Sequence, IteratorProtocol, Sendable {
    private let points: RingPoints
    private let weights: [Weight]?
    private let heaviest: Weight?
    private let nodes: Int
    private let hash: UInt64
    private var position: Int
    private var pointsLeft: Int
    private var met: [Bool] = []
    private var metCount = 0
    private var waiting = ContenderHeap()

    init(points: RingPoints, weights: [Weight]?, nodes: Int, hash: UInt64) {
        self.points = points
        self.weights = weights
        self.nodes = nodes
        self.hash = hash
        heaviest = weights?.max()
        position = points.count == 0 ? 0 : points.firstIndex(clockwiseFrom: hash)
        pointsLeft = points.count
    }

    public mutating func next() -> Int? {
        weights == nil ? nextMet()?.owner : nextByWeight()
    }

    /// Walks to the next node not met before.
    private mutating func nextMet() -> (owner: Int, distance: UInt64)? {
        if met.isEmpty {
            met = Array(repeating: false, count: nodes)
        }
        while pointsLeft > 0, metCount < nodes {
            let owner = points.owners[position]
            let distance = points.positions[position] &- hash
            position = position + 1 == points.count ? 0 : position + 1
            pointsLeft -= 1
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
        while true {
            if let first = waiting.first, metCount < nodes, pointsLeft > 0 {
                // Whoever was not met is at least as far as the next point, and at most as heavy as the heaviest.
                let reach = points.positions[position] &- hash
                if first.distance.compare(to: WeightedDistance(distance: reach, weight: heaviest)) < 0 {
                    return waiting.popFirst()?.index
                }
            }
            guard let (owner, distance) = nextMet() else {
                return waiting.popFirst()?.index
            }
            waiting.insert(
                Contender(distance: WeightedDistance(distance: distance, weight: weights[owner]), index: owner)
            )
        }
    }
}
