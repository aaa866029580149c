import ConsistentHashing

/// Guan, "Local Rendezvous Hashing: Bounded Loads and Minimal Churn via Cache-Local Candidates", 2025 (arXiv 2512.23434):
/// the fullest of 5,000 nodes.
struct LocalRendezvousPaper: Sendable {
    let isQuick: Bool
    private let nodes = 5000
    private let points = 256
    private let keys: Int

    init(isQuick: Bool, keys: Int? = nil) {
        self.isQuick = isQuick
        self.keys = keys ?? (isQuick ? 2_000_000 : 50_000_000)
    }

    func comparison() async throws -> PaperComparison {
        let ids = NumberedNodes(count: nodes).ids
        let figure = "largest/mean of the keys"
        let setup = "\(Digits.grouped(nodes)) nodes, \(Digits.grouped(keys)) keys"
        var rows: [PaperComparison.Row] = []
        func add(_ name: String, _ placement: some HashRangePlacement, published: Double? = nil) async throws {
            let counted = try await largest(placement)
            rows.append(
                PaperComparison.Row(
                    setup,
                    name,
                    figure,
                    published: published,
                    source: published == nil ? "" : "abstract",
                    ours: counted
                )
            )
            let exact = Balance(parts: placement.ownedShares, shares: placement.membership.shares)
            rows.append(PaperComparison.Row(setup, name, "largest/mean, exact", ours: exact.largestOverMean))
        }
        try await add("HashRing, \(points) points", HashRing(ids, virtualNodes: points), published: 1.2785)
        rows.append(
            PaperComparison.Row(
                setup,
                "local rendezvous, 8 nodes",
                figure,
                published: 1.0947,
                source: "abstract",
                ours: nil
            )
        )
        try await add("RendezvousTable", RendezvousTable(ids))
        if !isQuick {
            // As many slots as the ring has points.
            let slots = nodes * points
            let name = "RendezvousTable, \(Digits.grouped(slots)) slots"
            try await add(name, RendezvousTable(ids, slotCount: slots))
        }
        try await add("MaglevTable", MaglevTable(ids))
        try await add("MaglevTable, 655,373 slots", MaglevTable(ids, slotCount: 655_373))
        let chance = ChanceBalance(
            requests: repeatElement(1, count: keys),
            nodes: nodes,
            rounds: 1,
            seed: 2512
        )
        rows.append(PaperComparison.Row(setup, "chance, one round", figure, ours: chance.keys.largestOverMean))
        return PaperComparison(
            title: "Guan, 2025 (local rendezvous hashing)",
            about:
                "Local Rendezvous Hashing: Bounded Loads and Minimal Churn via Cache-Local Candidates, its largest setup: "
                + "5,000 nodes with 256 points each, 50 million keys. Ours are the integers from 0, as UInt64. chance: "
                + "each key given to any node with equal probability.",
            rows: rows
        )
    }

    /// The keys of the fullest node over the mean.
    func largest(_ placement: some HashRangePlacement) async throws -> Double {
        let pieces = 32
        let (keys, nodes) = (keys, placement.membership.count)
        let counts = try await parallelMap(0..<pieces) { piece in
            var counts = [Int](repeating: 0, count: nodes)
            for key in UInt64(keys / pieces * piece)..<UInt64(keys / pieces * (piece + 1)) {
                if let owner = placement.ownerIndex(of: key) { counts[owner] += 1 }
            }
            return counts
        }
        let total = (0..<nodes).map { node in counts.reduce(0) { $0 + $1[node] } }
        return Balance(counts: total, shares: placement.membership.shares).largestOverMean
    }
}
