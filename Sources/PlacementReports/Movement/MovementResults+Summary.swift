import ConsistentHashing

extension MovementResults {
    /// Each method at each number of nodes, over all changes; from the input with the most keys, where chance blurs the
    /// least.
    var summary: Report.Section? {
        guard let input = inputs.indices.max(by: { inputs[$0].sample.count < inputs[$1].sample.count }) else {
            return nil
        }
        var table = Report.Table(columns: Self.summaryColumns)
        for nodes in sizes {
            for method in PlacementMethod.allCases {
                let rows = rows.filter { $0.input == input && $0.nodes == nodes && $0.method == method }
                if let first = rows.first {
                    table.append(Self.summaryCells(of: rows, before: first.before))
                }
            }
        }
        return Report.Section(
            title: "Summary",
            prose: summarySentences(input: input).joined(separator: " "),
            facts: [Report.Fact("input", .text(inputs[input].id))],
            table: table
        )
    }

    private static let summaryColumns: [Report.Column] = [
        Report.Column("nodes", key: "nodes", kind: .text),
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("moved/minimum", unit: "least", key: "moved_over_minimum_least", kind: .real(digits: 2)),
        Report.Column("moved/minimum", unit: "most", key: "moved_over_minimum_most", kind: .real(digits: 2)),
        Report.Column("needless, most", unit: "of keys", key: "needless_share_most", kind: .share),
        Report.Column("came and went", unit: "of keys", key: "added_and_removed_share", kind: .share),
        Report.Column("before", unit: "max/mean", key: "largest_over_mean_requests_before", kind: .real(digits: 2)),
        Report.Column("slowest change", unit: "time", key: "slowest_seconds", kind: .duration),
    ]

    private static func summaryCells(of rows: [Row], before: LargestShare) -> [Cell] {
        let counts = rows.map(\.movement.keys)
        let ratios = counts.filter { $0.minimum > 0 }.map { Double($0.moved) / $0.minimum }
        let keys = Double(counts.first?.total ?? 0)
        func share(_ share: Double?) -> Cell {
            share.map { .share($0, error: SamplingError.halfWidth(share: $0, count: keys)) } ?? .none
        }
        return [
            .text("\(Digits.grouped(rows[0].nodes)) nodes"),
            .text(rows[0].method.rawValue),
            ratios.min().map(Cell.real) ?? .none,
            ratios.max().map(Cell.real) ?? .none,
            share(counts.map(\.needlessShare).max()),
            share(rows.first { $0.change == .addedAndRemoved }?.movement.keys.movedShare),
            .real(before.ofRequests),
            rows.map(\.duration).max().map(Cell.duration) ?? .none,
        ]
    }

    private func summarySentences(input: Int) -> [String] {
        let rows = rows.filter { $0.input == input }
        var sentences = ["“\(inputs[input].title)”, over all changes."]
        let methods = PlacementMethod.allCases.filter { method in rows.contains { $0.method == method } }
        let needless = methods.filter { method in
            rows.contains { $0.method == method && $0.movement.keys.needless > 0 }
        }
        let careful = methods.filter { !needless.contains($0) }
        if !careful.isEmpty {
            sentences.append("No key moved needlessly with \(Self.list(careful.map(\.rawValue))).")
        }
        guard let nodes = sizes.max() else { return sentences }
        let largest = rows.filter { $0.nodes == nodes && $0.change == .oneAdded }
        func moved(_ row: Row) -> Int { row.movement.keys.moved }
        let byMoves = largest.sorted { moved($0) < moved($1) }
        if let fewest = byMoves.first, let most = byMoves.last {
            sentences.append(
                "One node added to \(Digits.grouped(nodes)) moves \(Digits.grouped(moved(fewest))) keys "
                    + "(\(fewest.method.rawValue)) to \(Digits.grouped(moved(most))) (\(most.method.rawValue)), where the "
                    + "minimum is \(Digits.fixed(fewest.movement.keys.minimum, digits: 0))."
            )
        }
        let byLoad = largest.sorted { $0.before.ofRequests < $1.before.ofRequests }
            .map { "\(Digits.fixed($0.before.ofRequests, digits: 2)) (\($0.method.rawValue))" }
        if !byLoad.isEmpty {
            sentences.append(
                "Of \(Digits.grouped(nodes)) nodes the busiest has this many times the mean: \(Self.list(byLoad))."
            )
        }
        return sentences
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
