import PlacementReports
import Timing

extension SpeedResults {
    /// The report: lookups, other ways to ask, changes, and which targets are met.
    ///
    /// - Parameters:
    ///   - header: what to say about the run itself.
    ///   - keys: what was looked up.
    func report(header: [Report.HeaderLine], keys: SpeedKeys) -> Report {
        Report(
            title: "How fast lookups and changes are",
            header: header + [
                Report.HeaderLine("keys", .text("\(keys.count) of \(keys.length) bytes in one buffer")),
                Report.HeaderLine("hash", .text("XXH3-64, seed 0, part of every lookup")),
                Report.HeaderLine(
                    "allocations",
                    .text(AllocationCounter.works ? "counted; one known allocation was counted as 1" : "not counted")
                ),
            ],
            introduction: [
                "floor: a loop in C that hashes the same keys and no more, the hash inlined. Loops take turns with it, batch "
                    + "by batch; floors is the median of the batches' ratios, between the ends of its 95 % interval.",
                "target: what the package asks of itself, in floors. met: unclear if the target is within the interval.",
                "in C: what a loop in C takes that does the same over the same memory, with neither a check nor what is "
                    + "there for rare cases, in floors. Where that is more than the target, this processor can't reach it.",
                "p50, p99: nanoseconds a lookup, of the median batch and of the 99th of 100; floor: of the floor's median "
                    + "batch in the same run. alloc.: allocations over all lookups of a batch.",
            ],
            sections: [
                Report.Section(
                    title: "Lookups",
                    prose: "Key bytes in, index of the node out, one thread, default parameters. max/mean: the largest "
                        + "node's share of the hashes over the mean.",
                    table: lookupTable
                ),
                Report.Section(
                    title: "Lookups in other ways",
                    prose:
                        "chain: which of the next two keys is looked up depends on the answer before, in multiples of "
                        + "the floor in the same chain. String key, node back: what is added by a String as key, "
                        + "and by taking the node instead of its index, in floors. cold keys: read all over 64 MB, in no order, in multiples of the floor "
                        + "over such keys. two threads: each looks up all keys in one placement, which it takes from a "
                        + "lock for every 64 keys while a third thread replaces it ten thousand times a second; in "
                        + "multiples of two threads' floor.",
                    table: askedTable
                ),
                Report.Section(
                    title: "Changes",
                    prose: "Medians of up to 31; floors beside the floor just before and after each. The changed nodes "
                        + "are in the middle of the others. update 1 %: updated(to:) with every hundredth node replaced "
                        + "by another one.",
                    table: changeTable
                ),
                Report.Section(
                    title: "Picks",
                    prose:
                        "A load balancer's pick and its finish, by a picker or by the balancer itself; hash policies by key. two "
                        + "threads: each picks by the same balancer, in multiples of two threads' floor. out: so many endpoints "
                        + "are passed over, and what is theirs goes to the next in its ranking.",
                    table: pickTable
                ),
                Report.Section(
                    title: "Two pickers",
                    prose:
                        "How many times as many picks by key, on a ring, two pickers on two threads make as one does, while "
                        + "a third thread changes the list ten times a second.",
                    table: scalingTable
                ),
            ],
            summary: summary
        )
    }

    private var summary: Report.Section {
        func names(_ wanted: Verdict) -> [String] { verdicts.filter { $0.verdict == wanted }.map(\.name) }
        var sentences = ["Met: \(names(.met).count) of \(verdicts.count)."]
        if !names(.missed).isEmpty { sentences.append("Missed: \(names(.missed).joined(separator: "; ")).") }
        if !names(.unclear).isEmpty { sentences.append("Unclear: \(names(.unclear).joined(separator: "; ")).") }
        return Report.Section(
            title: "Targets",
            prose: sentences.joined(separator: " "),
            table: Report.Table(columns: [Report.Column("target", key: "target", kind: .text)])
        )
    }

    private static let figureColumns: [Report.Column] = [
        Report.Column("floors", key: "floors", kind: .real(digits: 2)),
        Report.Column("from", key: "floors_from", kind: .real(digits: 2)),
        Report.Column("to", key: "floors_to", kind: .real(digits: 2)),
        Report.Column("target", key: "target_floors", kind: .real(digits: 2)),
        Report.Column("met", key: "met", kind: .text),
        Report.Column("p50", unit: "ns", key: "p50_ns", kind: .real(digits: 2)),
        Report.Column("p99", unit: "ns", key: "p99_ns", kind: .real(digits: 2)),
        Report.Column("floor", unit: "ns", key: "floor_ns", kind: .real(digits: 2)),
    ]

    private static let inCColumn = Report.Column("in C", key: "c_floors", kind: .real(digits: 2))

    private static func figures(_ measured: Measured?, target: Double?) -> [Cell] {
        guard let measured else {
            return [.none, .none, .none, Cell(real: target), .none, .none, .none, .none]
        }
        return [
            .real(measured.floors.median),
            .real(measured.floors.interval.lowerBound),
            .real(measured.floors.interval.upperBound),
            Cell(real: target),
            Cell(text: SpeedTargets.verdict(measured.floors, target: target)?.rawValue),
            .real(measured.p50),
            .real(measured.p99),
            .real(measured.floor),
        ]
    }

    private static let nodesColumn = Report.Column("nodes", key: "nodes", kind: .text)

    private var lookupTable: Report.Table {
        let leading = [Self.nodesColumn, Report.Column("placement", key: "placement", kind: .text)]
        let trailing = [
            Self.inCColumn,
            Report.Column("alloc.", key: "allocations", kind: .integer),
            Report.Column("max/mean", key: "largest_over_mean", kind: .real(digits: 3)),
            Report.Column("bytes", unit: "a node", key: "bytes_per_node", kind: .real(digits: 0)),
            Report.Column("note", key: "note", kind: .text),
        ]
        var table = Report.Table(columns: leading + Self.figureColumns + trailing)
        for row in lookups {
            table.append(
                [.text(Self.group(row.nodes)), .text(row.name)] + Self.figures(row.measured, target: row.target)
                    + [
                        Cell(real: row.inC),
                        row.allocations.map { .integer($0) } ?? .none,
                        Cell(real: row.largestOverMean),
                        Cell(real: row.bytesPerNode),
                        .text(row.note),
                    ]
            )
        }
        return table
    }

    private var askedTable: Report.Table {
        let leading = [
            Self.nodesColumn,
            Report.Column("placement", key: "placement", kind: .text),
            Report.Column("asked", key: "asked", kind: .text),
        ]
        let trailing = [Self.inCColumn, Report.Column("alloc.", key: "allocations", kind: .integer)]
        var table = Report.Table(columns: leading + Self.figureColumns + trailing)
        for row in asked {
            table.append(
                [.text(Self.group(row.nodes)), .text(row.placement.rawValue), .text(row.question.rawValue)]
                    + Self.figures(row.measured, target: row.target)
                    + [Cell(real: row.inC), row.allocations.map { .integer($0) } ?? .none]
            )
        }
        return table
    }

    private var changeTable: Report.Table {
        var table = Report.Table(columns: [
            Self.nodesColumn,
            Report.Column("placement", key: "placement", kind: .text),
            Report.Column("change", key: "change", kind: .text),
            Report.Column("time", key: "time_seconds", kind: .duration),
            Report.Column("floors", key: "floors", kind: .real(digits: 0)),
            Report.Column("target", key: "target_floors", kind: .real(digits: 0)),
            Report.Column("met", key: "met", kind: .text),
        ])
        for row in changes {
            table.append([
                .text(Self.group(row.nodes)), .text(row.placement.rawValue), .text(row.change.rawValue),
                .duration(row.duration), .real(row.floors), Cell(real: row.target), Cell(text: row.verdict?.rawValue),
            ])
        }
        return table
    }

    private var pickTable: Report.Table {
        let leading = [
            Self.nodesColumn,
            Report.Column("policy", key: "policy", kind: .text),
            Report.Column("by", key: "by", kind: .text),
        ]
        let trailing = [Report.Column("alloc.", key: "allocations", kind: .integer)]
        var table = Report.Table(columns: leading + Self.figureColumns + trailing)
        for row in picks {
            table.append(
                [.text(Self.group(row.endpoints)), .text(row.policy), .text(row.way.rawValue)]
                    + Self.figures(row.measured, target: row.target)
                    + [row.allocations.map { .integer($0) } ?? .none]
            )
        }
        return table
    }

    private var scalingTable: Report.Table {
        var table = Report.Table(columns: [
            Self.nodesColumn,
            Report.Column("times", key: "times", kind: .real(digits: 2)),
            Report.Column("from", key: "times_from", kind: .real(digits: 2)),
            Report.Column("to", key: "times_to", kind: .real(digits: 2)),
            Report.Column("target", key: "target_times", kind: .real(digits: 2)),
            Report.Column("met", key: "met", kind: .text),
            Report.Column("list changes", key: "changes", kind: .integer),
        ])
        for row in scaled {
            table.append([
                .text(Self.group(row.endpoints)), .real(row.ratio.median), .real(row.ratio.interval.lowerBound),
                .real(row.ratio.interval.upperBound), .real(SpeedResults.Scaled.target), .text(row.verdict.rawValue),
                .integer(row.changes),
            ])
        }
        return table
    }

    private static func group(_ nodes: Int) -> String { nodes == 1 ? "1 node" : "\(nodes) nodes" }
}

extension Cell {
    /// Words, if there are any.
    fileprivate init(text: String?) { self = text.map { .text($0) } ?? .none }
}
