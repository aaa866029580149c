import ConsistentHashing

/// Coluzzi et al., "MementoHash: A Stateful, Minimal Memory, Best Performing Consistent Hash Algorithm", 2023 (arXiv
/// 2306.09783; IEEE/ACM Transactions on Networking 2024): what removing nodes does, up to nine of ten.
struct MementoPaper: Sendable {
    let isQuick: Bool
    private var nodes: Int { isQuick ? 100 : 1000 }

    /// What is measured, in the report's order.
    private static let methods: [PlacementMethod] = [
        .incrementalSlotHash, .hashRing, .rendezvousTable, .maglevTable, .incrementalMaglevTable,
    ]

    private enum Scenario: String, CaseIterable, Sendable {
        case stable = "none removed"
        case oneShot = "90 % removed at once"
        case incremental = "90 % removed, a tenth of all at a time"

        /// The parts of the nodes that are there, one after the other, in tenths.
        var tenths: [Int] {
            switch self {
            case .stable: [10]
            case .oneShot: [10, 1]
            case .incremental: Array((1...10).reversed())
            }
        }
    }

    func comparison() async throws -> PaperComparison {
        let cases = Scenario.allCases.flatMap { scenario in Self.methods.map { (scenario, $0) } }
        let rows = try await parallelMap(0..<cases.count) { place in
            let (scenario, method) = cases[place]
            return try self.rows(scenario, method)
        }
        return PaperComparison(
            title: "Coluzzi et al., 2023 (MementoHash)",
            about: "MementoHash: A Stateful, Minimal Memory, Best Performing Consistent Hash Algorithm, in its three "
                + "scenarios: no node removed, nine of ten at once, and little by little, here in random order. The paper "
                + "proves balance and minimal disruption, which is 0 needless moves; the curves it draws are of memory and "
                + "lookup time, and no number was taken from them. Shares and moves are exact, of all hashes there "
                + "could be; of incremental slots, which own no ranges, the moves of \(Digits.grouped(Self.sampleSize)) hashes.",
            rows: [
                PaperComparison.Row(
                    "any",
                    "MementoHash",
                    "moved needlessly, of keys",
                    published: 0,
                    source: "proved",
                    ours: nil
                )
            ] + rows.flatMap { $0 }
        )
    }

    private func rows(_ scenario: Scenario, _ method: PlacementMethod) throws -> [PaperComparison.Row] {
        guard let placement = try method.placement(NumberedNodes(count: nodes).ids) else { return [] }
        return try rows(scenario, method, placement)
    }

    private func rows(
        _ scenario: Scenario,
        _ method: PlacementMethod,
        _ placement: some ComparedPlacement
    ) throws -> [PaperComparison.Row] {
        var generator = SplitMix64(seed: 2306)
        let order = placement.membership.map(\.id).shuffled(using: &generator)
        var current = placement
        var needless = 0.0
        for tenths in scenario.tenths.dropFirst() {
            let next = try current.updated(to: order.prefix(nodes * tenths / 10)).placement
            needless += try Self.needlessShare(from: current, to: next)
            current = next
        }
        let setup = "\(Digits.grouped(nodes)) nodes, \(scenario.rawValue)"
        var rows: [PaperComparison.Row] = []
        if let ranges = current as? any HashRangePlacement<String> {
            let balance = Balance(parts: ranges.ownedShares, shares: current.membership.shares)
            rows.append(PaperComparison.Row(setup, method.rawValue, "largest/mean", ours: balance.largestOverMean))
            rows.append(PaperComparison.Row(setup, method.rawValue, "CV", ours: balance.coefficientOfVariation))
        }
        if scenario != .stable {
            rows.append(
                PaperComparison.Row(
                    setup,
                    method.rawValue,
                    "moved needlessly, of keys",
                    ours: needless
                )
            )
        }
        return rows
    }

    /// The part of all hashes that moves between two nodes that both were and are there.
    private static func needlessShare<Placed: ComparedPlacement>(
        from before: Placed,
        to after: Placed
    ) throws -> Double {
        guard let before = before as? any HashRangePlacement<String>,
            let after = after as? any HashRangePlacement<String>
        else { return sampledShare(of: before, after) }
        return try share(of: before, after)
    }

    /// The same over some hashes, for a placement whose nodes own no ranges.
    private static func sampledShare<Placed: ComparedPlacement>(of before: Placed, _ after: Placed) -> Double {
        var generator = SplitMix64(seed: 9783)
        let (old, new) = (Set(before.nodes), Set(after.nodes))
        let needless = (0..<sampleSize).count { _ in
            let hash = generator.next()
            guard let from = before.owner(ofHash: hash), let to = after.owner(ofHash: hash) else { return false }
            return from != to && new.contains(from) && old.contains(to)
        }
        return Double(needless) / Double(sampleSize)
    }

    private static let sampleSize = 200_000

    private static func share(
        of before: some HashRangePlacement<String>,
        _ after: some HashRangePlacement<String>
    ) throws -> Double {
        let (old, new) = (Set(before.nodes), Set(after.nodes))
        let moves = try before.moves(to: after)
        return moves.reduce(0) { sum, move in
            guard let from = move.from, let to = move.to, new.contains(from), old.contains(to) else { return sum }
            return sum + move.share
        }
    }
}
