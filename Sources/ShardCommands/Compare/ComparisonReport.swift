import CommandLineSupport
import ConsistentHashing
import PlacementReports

/// The report of `shard compare`: the table of the benchmarks' movement report, over the user's own nodes and keys.
struct ComparisonReport {
    let comparisons: [Comparison]
    let keys: (name: String, sample: KeySample)
    let showsNodes: Bool

    /// Runs the comparisons and writes down what they find.
    func report() throws -> Report {
        guard let first = comparisons.first else { return Report(title: "Nothing to compare") }
        let (before, after) = (first.before.nodes, first.after.nodes)
        let update = try membership(of: before).update(to: membership(of: after))
        var table = Report.Table(columns: MovementTable.columns)
        var nodes = Report.Table(columns: Self.nodeColumns)
        for comparison in comparisons {
            let result = try comparison.run(change: Self.change(update), over: keys.sample)
            table.append(result.row.cells(of: keys.sample))
            for node in result.nodes {
                nodes.append(Self.cells(of: node, placement: comparison.label))
            }
        }
        var sections = [
            Report.Section(
                title: "What moves",
                prose: [keys.sample.counts + ".", keys.sample.busiestKeySentence(nodes: update.before.count)]
                    .compactMap { $0 }.joined(separator: " "),
                facts: facts(update),
                table: table
            )
        ]
        if showsNodes {
            sections.append(Report.Section(title: "Node by node", facts: facts(update), table: nodes))
        }
        return Report(
            title: "How many keys move",
            header: [
                Report.HeaderLine("package", .text("swift-sharding \(PackageVersion.current)\(Self.buildRemark)")),
                Report.HeaderLine("nodes before", .text("\(update.before.count), of \(before.title)")),
                Report.HeaderLine("nodes after", .text("\(update.after.count), of \(after.title)")),
                Report.HeaderLine("keys", .text(keys.name)),
            ],
            introduction: MovementTable.introduction,
            sections: sections
        )
    }

    private func membership(of nodes: NodeSet) throws -> Membership<String> {
        do {
            return try Membership(nodes.members)
        } catch {
            throw nodes.origin.failure("\(error)")
        }
    }

    private func facts(_ update: MembershipUpdate<String>) -> [Report.Fact] {
        [
            Report.Fact("nodes_before", .integer(update.before.count)),
            Report.Fact("nodes_after", .integer(update.after.count)),
            Report.Fact("keys", .integer(keys.sample.count)),
            Report.Fact("requests", .integer(keys.sample.requestCount)),
        ]
    }

    /// What happens to the nodes, in words.
    static func change(_ update: MembershipUpdate<String>) -> String {
        let parts = [
            part(update.joined.map(\.id), "joined"),
            part(update.left.map(\.id), "left"),
            part(update.reweighted.map { "\($0.node) (\(number($0.before)) → \(number($0.after)))" }, "weighed anew"),
        ].compactMap(\.self)
        return parts.isEmpty ? "the same nodes" : parts.joined(separator: "; ")
    }

    private static func part(_ ids: [String], _ what: String) -> String? {
        guard !ids.isEmpty else { return nil }
        let shown = 5
        let names = ids.prefix(shown).joined(separator: ", ")
        return what + ": " + names + (ids.count > shown ? " and \(ids.count - shown) more" : "")
    }

    private static func number(_ weight: Double) -> String {
        let text = weight.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static var buildRemark: String {
        #if DEBUG
            ", debug build: times are many times those of a release build"
        #else
            ""
        #endif
    }

    private static let nodeColumns: [Report.Column] = [
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("node", key: "node", kind: .text),
        Report.Column("weight", unit: "before", key: "weight_before", kind: .real(digits: 2)),
        Report.Column("weight", unit: "after", key: "weight_after", kind: .real(digits: 2)),
        Report.Column("keys", unit: "before", key: "keys_before", kind: .integer),
        Report.Column("keys", unit: "after", key: "keys_after", kind: .integer),
        Report.Column("gained", unit: "keys", key: "gained_keys", kind: .integer),
        Report.Column("lost", unit: "keys", key: "lost_keys", kind: .integer),
        Report.Column("gained", unit: "requests", key: "gained_requests", kind: .integer),
        Report.Column("lost", unit: "requests", key: "lost_requests", kind: .integer),
    ]

    private static func cells(of node: Comparison.NodeRow, placement: String) -> [Cell] {
        [
            .text(placement),
            .text(node.id),
            node.weights.before.map(Cell.real) ?? .none,
            node.weights.after.map(Cell.real) ?? .none,
            .integer(node.keys.before),
            .integer(node.keys.after),
            .integer(node.movement.gainedKeys),
            .integer(node.movement.lostKeys),
            .integer(node.movement.gainedRequests),
            .integer(node.movement.lostRequests),
        ]
    }
}
