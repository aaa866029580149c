/// Nodes in the order of their scores for a hash, behind one that comes first.
///
/// Scores are worked out when the second node is asked for: O(n), with a logarithm for each node if weights differ, and
/// from there O(log n) a node. The first costs nothing more than the lookup of the owner did.
public struct RendezvousRanking: Sequence, IteratorProtocol, Sendable {
    private let scores: RendezvousScores
    private let hash: UInt64
    private let first: Int?
    private var isFirst = true
    private var others: ContenderHeap?

    /// - Parameter first: the owner, whatever its score; `nil` if there are no nodes.
    init(_ scores: RendezvousScores, hash: UInt64, first: Int?) {
        self.scores = scores
        self.hash = hash
        self.first = first
    }

    public mutating func next() -> Int? {
        if isFirst {
            isFirst = false
            return first
        }
        if others == nil {
            others = ContenderHeap(scores.contenders(forHash: hash, except: first))
        }
        return others?.popFirst()?.index
    }
}
