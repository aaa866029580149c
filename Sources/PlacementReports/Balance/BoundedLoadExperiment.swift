import ConsistentHashing

/// What a bound on each node's keys costs: keys away from their owners, nodes passed over, keys moved.
struct BoundedLoadExperiment: Sendable {
    /// The keys, by their hashes.
    let hashes: [UInt64]

    /// The first distinct keys of a sample.
    init(sample: KeySample, keyLimit: Int) {
        var hashes: [UInt64] = []
        sample.forEachKey { key in
            if hashes.count < keyLimit { hashes.append(HashFunction.xxh3.hash(bytes: key)) }
        }
        self.hashes = hashes
    }

    /// Every placement within every bound, and within none.
    func rows(nodes: Int) async -> [BalanceResults.Bounded] {
        let ids = NumberedNodes(count: nodes).ids
        let rows = await withTaskGroup(of: (place: Int, rows: [BalanceResults.Bounded]).self) { group in
            for (place, candidate) in Self.candidates(ids).enumerated() {
                group.addTask { (place, measured(candidate.name, candidate.placement)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // Tasks end in any order, the results have one.
        return rows.sorted { $0.place < $1.place }.flatMap(\.rows)
    }

    /// Every placement, and the ring that a bound was made for. One that the nodes are too many for is left out here as it
    /// is where keys are counted, which says why.
    private static func candidates(_ ids: [String]) -> [(name: String, placement: any ComparedPlacement)] {
        var candidates: [(name: String, placement: any ComparedPlacement)] = []
        if let ring = try? HashRing(ids, virtualNodes: 1) {
            candidates.append(("HashRing, 1 point a node", ring))
        }
        for method in PlacementMethod.allCases {
            if let placement = try? method.placement(ids) {
                candidates.append((method.rawValue, placement))
            }
        }
        return candidates
    }

    private func measured(_ name: String, _ placement: some ComparedPlacement) -> [BalanceResults.Bounded] {
        let newcomer = NumberedNodes(count: placement.membership.count).id(placement.membership.count + 1)
        var larger = placement
        guard (try? larger.insert(newcomer)) != nil else { return [] }
        var smaller = larger
        guard (try? smaller.remove(newcomer)) != nil else { return [] }
        let factors: [Double?] = BalanceExperiment.boundedFactors + [nil]
        return factors.compactMap { factor in
            try? row(name: name, placement: placement, larger: larger, smaller: smaller, factor: factor)
        }
    }

    private func row<Bounded: ComparedPlacement>(
        name: String,
        placement: Bounded,
        larger: Bounded,
        smaller: Bounded,
        factor: Double?
    ) throws(BoundedLoadError) -> BalanceResults.Bounded {
        let nodes = placement.membership.count
        // A bound of all keys there are binds no node.
        let assignment = try BoundedAssignment(ofHashes: hashes, over: placement, factor: factor ?? Double(nodes + 1))
        var changed = assignment
        let joined = try changed.update(to: larger).bounded
        let left = try changed.update(to: smaller).bounded
        let probes = hashes.map { assignment.extraProbes(ofHash: $0) ?? 0 }.sorted()
        return BalanceResults.Bounded(
            nodes: nodes,
            name: name,
            factor: factor,
            balance: Balance(counts: assignment.loads, shares: placement.membership.shares),
            away: probes.count { $0 > 0 },
            meanProbes: Double(assignment.extraProbes) / Double(max(1, probes.count)),
            p99Probes: Int(MedianInterval.percentile(0.99, of: probes.map(Double.init))),
            mostProbes: probes.last ?? 0,
            joined: joined,
            left: left
        )
    }
}
