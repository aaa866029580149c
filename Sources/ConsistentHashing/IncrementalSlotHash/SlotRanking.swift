/// Nodes in the order in which a key's candidates meet them; those that they don't meet, by rendezvous score.
///
/// The first costs what a lookup does, each further one a few candidates more. Where a key's candidates end, all nodes that
/// were not met are scored: O(n), and from there O(log n) a node.
public struct SlotRanking: Sequence, IteratorProtocol, Sendable {
    private let probes: SlotProbes
    private let scores: RendezvousScores
    private let hash: UInt64
    private var candidate: UInt64
    private var probesLeft: Int
    private var met: [Bool] = []
    private var metCount = 0
    private var others: ContenderHeap?

    init(_ probes: SlotProbes, scores: RendezvousScores, hash: UInt64) {
        self.probes = probes
        self.scores = scores
        self.hash = hash
        candidate = hash
        probesLeft = SlotProbes.limit
    }

    public mutating func next() -> Int? {
        guard metCount < scores.count else { return nil }
        if met.isEmpty {
            met = Array(repeating: false, count: scores.count)
        }
        while probesLeft > 0 {
            let holder = probes.holder(ofHash: candidate)
            candidate = SlotProbes.next(candidate)
            probesLeft -= 1
            if holder != scores.count, !met[holder] {
                met[holder] = true
                metCount += 1
                return holder
            }
        }
        if others == nil {
            others = ContenderHeap(scores.contenders(forHash: hash, except: nil).filter { !met[$0.index] })
        }
        metCount += 1
        return others?.popFirst()?.index
    }
}
