import ConsistentHashing

extension BalanceResults {
    /// A section for each number of nodes.
    var boundedSections: [Report.Section] {
        guard let boundedInput else { return [] }
        let input = inputs[boundedInput]
        let isPart = boundedKeys < input.sample.count
        let keys = "\(isPart ? "the first " : "")\(Digits.grouped(boundedKeys)) distinct keys of “\(input.title)”"
        return sizes.compactMap { nodes in
            let rows = bounded.filter { $0.nodes == nodes }
            guard !rows.isEmpty else { return nil }
            var table = Report.Table(columns: Self.boundedColumns)
            for row in rows {
                table.append(Self.cells(of: row, keys: boundedKeys))
            }
            return Report.Section(
                title: "Bounded load, \(Self.name(nodes))",
                prose:
                    "BoundedAssignment of \(keys): no node holds more than so many times its share of them. away: keys "
                    + "whose owner was full. probes: how many nodes a key passes over, as they are full. joins, leaves: a node joins, "
                    + "and leaves again; needless: moved between two other nodes. The minimum is "
                    + "\(Digits.fixed(rows[0].joined.keys.minimum, digits: 1)) keys.",
                facts: [
                    Report.Fact("input", .text(input.id)),
                    Report.Fact("keys", .integer(boundedKeys)),
                    Report.Fact("node_count", .integer(nodes)),
                    Report.Fact("minimum_keys", .real(rows[0].joined.keys.minimum)),
                ],
                table: table
            )
        }
    }

    private static let boundedColumns: [Report.Column] = [
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("bound", key: "bound", kind: .text),
        Report.Column("max/mean", key: "keys_largest_over_mean", kind: .real(digits: 3)),
        Report.Column("away", unit: "of keys", key: "away_share", kind: .share),
        Report.Column("probes", unit: "mean", key: "extra_probes_mean", kind: .real(digits: 3)),
        Report.Column("probes", unit: "p99", key: "extra_probes_p99", kind: .integer),
        Report.Column("probes", unit: "most", key: "extra_probes_most", kind: .integer),
        Report.Column("joins", unit: "moved", key: "join_moved_keys", kind: .integer),
        Report.Column("joins", unit: "needless", key: "join_needless_keys", kind: .integer),
        Report.Column("leaves", unit: "moved", key: "leave_moved_keys", kind: .integer),
        Report.Column("leaves", unit: "needless", key: "leave_needless_keys", kind: .integer),
    ]

    private static func cells(of row: Bounded, keys: Int) -> [Cell] {
        let away = Double(row.away) / Double(max(1, keys))
        return [
            .text(row.name),
            .text(row.factor.map { Digits.fixed($0, digits: 2) } ?? "none"),
            .real(row.balance.largestOverMean),
            .share(away, error: SamplingError.halfWidth(share: away, count: Double(keys))),
            .real(row.meanProbes),
            .integer(row.p99Probes),
            .integer(row.mostProbes),
            .integer(row.joined.keys.moved),
            .integer(row.joined.keys.needless),
            .integer(row.left.keys.moved),
            .integer(row.left.keys.needless),
        ]
    }
}
