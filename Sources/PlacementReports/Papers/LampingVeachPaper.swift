import ConsistentHashing

/// Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014 (arXiv 1406.2294): how uneven a ring is
/// with so many points a node.
struct LampingVeachPaper: Sendable {
    let isQuick: Bool
    /// Which of the paper's rings: how many points a node they have.
    var points = Self.published.map(\.points)
    private let nodes = 1000

    private struct Published {
        let points: Int
        let deviation: Double
        /// The ends of the 99 % interval of shares over the mean.
        let interval: (low: Double, high: Double)
        /// How many rings are made here: the fewer points a ring has, the more its figures scatter.
        let rings: Int
    }

    private static let published = [
        Published(points: 1, deviation: 0.9979060, interval: (0.005, 5.25), rings: 2000),
        Published(points: 10, deviation: 0.3151810, interval: (0.37, 1.98), rings: 2000),
        Published(points: 100, deviation: 0.0996996, interval: (0.76, 1.28), rings: 200),
        Published(points: 1000, deviation: 0.0315723, interval: (0.92, 1.09), rings: 20),
    ]

    func comparison() async throws -> PaperComparison {
        var rows: [PaperComparison.Row] = []
        for published in Self.published where points.contains(published.points) {
            rows += try await self.rows(published)
        }
        return PaperComparison(
            title: "Lamping and Veach, 2014",
            about:
                "A Fast, Minimal Memory, Consistent Hash Algorithm: how much the shares of a ring's nodes differ. Shares "
                + "are exact; of all rings together, each with another seed. How many nodes the paper's ring had is not "
                + "known here, and matters little: √((n − 1) / (n v + 1)) is expected of n nodes with v points each.",
            rows: rows
        )
    }

    private func rows(_ published: Published) async throws -> [PaperComparison.Row] {
        let rings = isQuick ? max(2, published.rings / 20) : published.rings
        let ids = NumberedNodes(count: nodes).ids
        let shares = try await parallelMap(0..<rings) { seed in
            try HashRing(
                ids,
                virtualNodes: published.points,
                hashFunction: HashFunction(.xxh3, seed: UInt64(seed))
            ).ownedShares
        }
        let loads = shares.joined().map { $0 * Double(nodes) }.sorted()
        let variance = loads.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(loads.count)
        let setup =
            "\(Digits.grouped(nodes)) nodes, \(Digits.counted(published.points, "point")) a node, "
            + Digits.counted(rings, "ring")
        func row(_ figure: String, _ number: Double, _ ours: Double) -> PaperComparison.Row {
            PaperComparison.Row(setup, "HashRing", figure, published: number, source: "table", ours: ours)
        }
        return [
            row("CV", published.deviation, variance.squareRoot()),
            row(
                "share/mean, 0.5th percentile",
                published.interval.low,
                MedianInterval.percentile(0.005, of: loads)
            ),
            row(
                "share/mean, 99.5th percentile",
                published.interval.high,
                MedianInterval.percentile(0.995, of: loads)
            ),
        ]
    }
}
