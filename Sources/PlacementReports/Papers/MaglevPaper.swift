import ConsistentHashing

/// Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, § 5.3: how even tables are,
/// and how many entries change when backends fail.
struct MaglevPaper: Sendable {
    let isQuick: Bool
    var nodes = 1000
    private var ids: [String] { NumberedNodes(count: nodes).ids }

    struct Published {
        let slots: Int
        /// How much more than the mean the fullest backend gets.
        let ring: Double
        let rendezvous: Double
    }

    private static let published = [
        Published(slots: 65_537, ring: 0.297, rendezvous: 0.495),
        Published(slots: 655_373, ring: 0.103, rendezvous: 0.123),
    ]

    func comparison() async throws -> PaperComparison {
        var rows: [PaperComparison.Row] = []
        for published in Self.published {
            rows += try await balanceRows(published)
        }
        for published in Self.published {
            for failures in isQuick ? [1, 10] : [1, 2, 5, 10, 20, 50] {
                rows += try await failureRows(failures, slots: published.slots)
            }
        }
        return PaperComparison(
            title: "Eisenbud et al., 2016 (Maglev)",
            about:
                "Maglev: A Fast and Reliable Software Network Load Balancer, § 5.3, with 1,000 backends. largest/mean − 1: "
                + "by how much backends must be overprovisioned; the mean over sets of nodes. The paper says that Maglev "
                + "is almost perfect, and that a difference of at most 1 % is assured by more than 100 slots a backend "
                + "(§ 3.4). How it made a table of a ring (1,000 points a node) is not said: here a slot is its first "
                + "hash's owner's. Figure 12 draws how many entries change when k backends fail at once, as a curve without "
                + "numbers; the mean of 200 repetitions there.",
            rows: rows
        )
    }

    func balanceRows(_ published: Published) async throws -> [PaperComparison.Row] {
        let sets = isQuick ? 2 : 20
        let slots = published.slots
        let excesses = try await parallelMap(0..<sets) { seed in
            let hashFunction = HashFunction(.xxh3, seed: UInt64(seed))
            let ring = try HashRing(ids, virtualNodes: 1000, hashFunction: hashFunction)
            let rendezvous = try RendezvousTable(ids, slotCount: slots, hashFunction: hashFunction)
            let maglev = try MaglevTable(ids, slotCount: slots, hashFunction: hashFunction)
            let tables = [
                maglev.slots.indices.compactMap {
                    ring.ownerIndex(ofHash: maglev.slots.hashes(ofSlot: $0).lowerBound)
                },
                Array(rendezvous.slots), Array(maglev.slots),
            ]
            return tables.map(balance)
        }
        func mean(_ table: Int, _ figure: (Balance) -> Double) -> Double {
            excesses.reduce(0) { $0 + figure($1[table]) } / Double(sets)
        }
        let setup = "\(Digits.grouped(slots)) slots, \(Digits.grouped(nodes)) nodes, \(sets) sets of nodes"
        let excess = "largest/mean − 1"
        return [
            PaperComparison.Row(
                setup,
                "HashRing, 1,000 points",
                excess,
                published: published.ring,
                source: "text",
                ours: mean(0) { $0.largestOverMean - 1 }
            ),
            PaperComparison.Row(
                setup,
                "RendezvousTable",
                excess,
                published: published.rendezvous,
                source: "text",
                ours: mean(1) { $0.largestOverMean - 1 }
            ),
            PaperComparison.Row(setup, "MaglevTable", excess, ours: mean(2) { $0.largestOverMean - 1 }),
            PaperComparison.Row(
                setup,
                "MaglevTable",
                "(largest − smallest)/mean",
                published: slots > 100 * nodes ? 0.01 : nil,
                source: slots > 100 * nodes ? "§ 3.4, at most" : "",
                ours: mean(2) { $0.largestOverMean - $0.smallestOverMean }
            ),
        ]
    }

    /// The balance of a table's slots.
    private func balance(_ owners: [Int]) -> Balance {
        var counts = [Int](repeating: 0, count: nodes)
        for owner in owners {
            counts[owner] += 1
        }
        return Balance(counts: counts, shares: Array(repeating: 1 / Double(nodes), count: nodes))
    }

    func failureRows(_ failures: Int, slots: Int) async throws -> [PaperComparison.Row] {
        // A large table takes twenty times as long to fill.
        let repetitions = (isQuick ? 4 : 200) / (slots > 100_000 ? 4 : 1)
        let before = try MaglevTable(ids, slotCount: slots)
        let ids = ids
        let changes = try await parallelMap(0..<repetitions) { repetition in
            var generator = SplitMix64(seed: UInt64(failures) << 32 + UInt64(repetition))
            let failed = Set(ids.shuffled(using: &generator).prefix(failures))
            let (after, update) = try before.updated(to: ids.filter { !failed.contains($0) })
            var (changed, needless) = (0, 0)
            for (old, new) in zip(before.slots, after.slots) where update.newIndices[old] != new {
                changed += 1
                needless += update.newIndices[old] == nil ? 0 : 1
            }
            return (changed: changed, needless: needless)
        }
        func mean(_ count: ((changed: Int, needless: Int)) -> Int) -> Double {
            Double(changes.reduce(0) { $0 + count($1) }) / Double(repetitions) / Double(slots)
        }
        let setup =
            "\(Digits.grouped(slots)) slots, \(failures) of \(Digits.grouped(nodes)) nodes fail, "
            + Digits.counted(repetitions, "repetition")
        return [
            PaperComparison.Row(
                setup,
                "MaglevTable",
                "entries changed",
                source: "figure 12, a curve",
                ours: mean { $0.changed }
            ),
            PaperComparison.Row(setup, "MaglevTable", "entries changed needlessly", ours: mean { $0.needless }),
        ]
    }
}
