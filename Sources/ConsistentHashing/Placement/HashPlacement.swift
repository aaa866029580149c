/// A placement that goes from a key to its owner by way of a 64-bit hash, so that nobody pays for the hash twice.
///
/// Key bytes → hash is one step (``hashFunction``), hash → index another (``ownerIndex(ofHash:)``), index → node a
/// third (``Placement/membership``). A hash given from outside must be as uniform as one of ``hashFunction``'s.
public protocol HashPlacement<Node>: Placement {
    /// What keys are hashed with.
    var hashFunction: HashFunction { get }

    /// The index of the node that owns the keys with this hash, `nil` if there are no nodes.
    func ownerIndex(ofHash hash: UInt64) -> Int?

    /// All nodes' indices in the order in which keys with this hash prefer them; the first is the owner's.
    func rankingIndices(ofHash hash: UInt64) -> RankingIndices

    /// The index of the first node in the ranking of this hash for which a condition holds, `nil` if it holds for none.
    ///
    /// It is what going through ``rankingIndices(ofHash:)`` finds. A ring and the tables find it without working out the ranking, and
    /// allocate nothing: it is how a request finds a node while its owner is out.
    ///
    /// - Parameters:
    ///   - hash: the key's.
    ///   - isWanted: asked of nodes in any order, perhaps several times of one.
    func firstIndex(inRankingOfHash hash: UInt64, where isWanted: (_ index: Int) -> Bool) -> Int?
}

extension HashPlacement {
    public func firstIndex(inRankingOfHash hash: UInt64, where isWanted: (_ index: Int) -> Bool) -> Int? {
        rankingIndices(ofHash: hash).first(where: isWanted)
    }

    @inlinable
    @inline(__always)
    public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        ownerIndex(ofHash: hashFunction.hash(key))
    }

    @inlinable
    public func rankingIndices<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> RankingIndices {
        rankingIndices(ofHash: hashFunction.hash(key))
    }

    /// The node that owns the keys with this hash, `nil` if there are no nodes.
    @inlinable
    @inline(__always)
    public func owner(ofHash hash: UInt64) -> Node? {
        guard let index = ownerIndex(ofHash: hash) else { return nil }
        return membership[index].node
    }

    /// All nodes in the order in which keys with this hash prefer them: see ``Placement/ranking(of:)``.
    @inlinable
    public func ranking(ofHash hash: UInt64) -> some Sequence<Node> {
        Ranking(indices: rankingIndices(ofHash: hash), membership: membership)
    }

    /// The first `count` distinct nodes of the ranking of this hash: see ``Placement/replicas(of:count:)``.
    @inlinable
    public func replicas(ofHash hash: UInt64, count: Int) -> [Node] {
        Array(ranking(ofHash: hash).prefix(max(0, count)))
    }
}

/// A placement whose nodes own ranges of hashes, so that shares and moves are exact, not sampled.
///
/// A ring's ranges are its arcs, a table's its slots.
public protocol HashRangePlacement<Node>: HashPlacement {
    /// Every hash from `0` to `UInt64.max`, in order, as ranges with the index of the node that owns them.
    ///
    /// Neighbours may have the same owner. Empty if there are no nodes.
    associatedtype OwnedRanges: Sequence<OwnedRange>
    var ownedRanges: OwnedRanges { get }
}

/// A range of hashes, and the index of the node that owns it.
@frozen
public struct OwnedRange: Hashable, Sendable {
    /// The hashes, both ends included.
    public let hashes: ClosedRange<UInt64>

    /// The owner's index.
    public let ownerIndex: Int

    @inlinable
    public init(hashes: ClosedRange<UInt64>, ownerIndex: Int) {
        self.hashes = hashes
        self.ownerIndex = ownerIndex
    }
}

extension HashRangePlacement {
    /// Each node's exact share of the hash space, in the order of the members. They add up to 1.
    public var ownedShares: [Double] {
        // Counted in whole hashes: adding up a hundred thousand rounded shares would not be exact.
        var hashes = [UInt128](repeating: 0, count: membership.count)
        for range in ownedRanges {
            hashes[range.ownerIndex] += UInt128(range.hashes.upperBound - range.hashes.lowerBound) + 1
        }
        return hashes.map { Double($0) / 0x1p64 }
    }
}

extension OwnedRange {
    /// The range's part of the hash space, in (0, 1].
    public var share: Double {
        (Double(hashes.upperBound - hashes.lowerBound) + 1) / 0x1p64
    }
}
