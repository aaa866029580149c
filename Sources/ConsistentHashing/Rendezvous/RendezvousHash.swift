/// Rendezvous hashing: every node has a score for a key, and the key belongs to the node whose score is best.
///
/// ```swift
/// let hash = try RendezvousHash(["shard-1", "shard-2", "shard-3"])
/// hash.owner(of: "order:77")                 // one of the three
/// hash.replicas(of: "order:77", count: 2)    // the two best
/// ```
///
/// It balances as well as chance allows, needs no table, follows any real weights exactly, and moves nothing
/// needlessly: a key's scores for two nodes do not depend on a third. Its price is the lookup, which looks at every
/// node. For more than a few dozen nodes take ``RendezvousTable``, which works the owners out ahead.
///
///     key's hash ─┬─▶ a: 0.31
///                 ├─▶ b: 0.92   ◀─ the owner
///                 └─▶ c: 0.58   ◀─ who takes over when b leaves
///
/// Its ranking is by score.
///
/// - Lookup: O(n). With equal weights, about 0.1 ns a node by AVX-512, 0.3 ns by AVX2, 0.5 ns on machines that have
///   neither; all find the same. Each different weight costs more: 0.7 µs in all for 10 nodes of 10 weights, 7 µs for 1000
///   of 1000. Build, insert, remove, change: O(n), O(n log n) with unequal weights.
/// - Memory: 32 bytes a node beside the members, 48 with unequal weights.
/// - Source: Thaler and Ravishankar 1998; weights by Schindelhauer and Schomaker 2005. See <doc:HowPlacementsWork>.
public struct RendezvousHash<Node: PlacementNode>: HashPlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction
    @usableFromInline
    let scores: RendezvousScores

    /// Rendezvous hashing over these members.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id or a weight that is none.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        try self.init(members, hashFunction: hashFunction, scan: .fastest)
    }

    /// The same, with a scan that this machine has.
    @_disfavoredOverload
    package init(
        _ members: some Sequence<Member<Node>>,
        hashFunction: HashFunction = .xxh3,
        scan: RendezvousScan
    ) throws(PlacementError) {
        membership = try Membership(members)
        self.hashFunction = hashFunction
        scores = RendezvousScores(membership, hashFunction: hashFunction, scan: scan)
    }

    /// Rendezvous hashing over these nodes, all of weight 1.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id.
    public init(_ nodes: some Sequence<Node>, hashFunction: HashFunction = .xxh3) throws(PlacementError) {
        try self.init(Member.all(nodes), hashFunction: hashFunction)
    }

    private init(membership: Membership<Node>, hashFunction: HashFunction, scores: RendezvousScores) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.scores = scores
    }

    @inlinable
    @inline(__always)
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        membership.isEmpty ? nil : scores.winner(ofHash: hash)
    }

    public typealias RankingIndices = RendezvousRanking

    public func rankingIndices(ofHash hash: UInt64) -> RendezvousRanking {
        RendezvousRanking(scores, hash: hash, first: ownerIndex(ofHash: hash))
    }

    /// Hands over the first of ``rankingIndices(ofHash:)``, without making a list of all. O(n), nothing allocated for 16 or fewer.
    package func withLeaders<Result>(
        ofHash hash: UInt64,
        count: Int,
        _ body: (UnsafeBufferPointer<Int>) -> Result
    ) -> Result {
        scores.withLeaders(ofHash: hash, count: count, body)
    }

    public func firstIndex(inRankingOfHash hash: UInt64, where isWanted: (_ index: Int) -> Bool) -> Int? {
        scores.winner(ofHash: hash, where: isWanted)
    }

    /// What a lookup goes through, where it is by Swift alone and weights are the same; `nil` otherwise.
    package var plainSeeds: [UInt64]? { scores.plainSeeds }

    /// Bytes of memory it takes beside its members.
    public var byteCount: Int { scores.byteCount }

    public var checksum: UInt64 {
        CanonicalEncoding(
            "rendezvous",
            hashFunction: hashFunction,
            parameters: [],
            membership: membership
        ).checksum
    }
}

extension RendezvousHash: UpdatablePlacement {
    /// Hashes the ids of the joining nodes; O(n) beside that.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> RendezvousHash {
        try check(update)
        return RendezvousHash(
            membership: update.after,
            hashFunction: hashFunction,
            scores: scores.applying(update, hashFunction: hashFunction)
        )
    }
}
