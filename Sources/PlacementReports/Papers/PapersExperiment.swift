import ConsistentHashing

/// Figures that papers on consistent hashing published, measured here once more.
///
/// ```swift
/// let results = try await PapersExperiment(isQuick: true).run()
/// print(ReportFormat.text.render(results.report(header: [])))
/// ```
///
/// Published figures are those of a paper's tables and sentences. Where a paper only draws a curve no number is taken
/// from it.
public struct PapersExperiment: Sendable {
    /// Fewer keys and repetitions than the papers had, which each setup says.
    public let isQuick: Bool

    /// All papers.
    public init(isQuick: Bool = false) {
        self.isQuick = isQuick
    }

    /// Measures everything, on all cores.
    ///
    /// - Parameter progress: called before each paper, and once at the end.
    /// - Throws: ``PlacementError``, which no setup of these does.
    public func run(progress: (ExperimentProgress) -> Void = { _ in }) async throws -> PapersResults {
        let papers: [(name: String, compare: @Sendable () async throws -> PaperComparison)] = [
            ("Lamping and Veach", { try await LampingVeachPaper(isQuick: isQuick).comparison() }),
            ("Eisenbud et al.", { try await MaglevPaper(isQuick: isQuick).comparison() }),
            ("Coluzzi et al.", { try await MementoPaper(isQuick: isQuick).comparison() }),
            ("Guan", { try await LocalRendezvousPaper(isQuick: isQuick).comparison() }),
        ]
        var comparisons: [PaperComparison] = []
        for (place, paper) in papers.enumerated() {
            progress(ExperimentProgress(fraction: Double(place) / Double(papers.count), next: paper.name))
            comparisons.append(try await paper.compare())
        }
        progress(ExperimentProgress(fraction: 1, next: ""))
        return PapersResults(isQuick: isQuick, comparisons: comparisons)
    }
}

/// What a ``PapersExperiment`` measured.
public struct PapersResults: Sendable {
    /// Fewer keys and repetitions than the papers had.
    public let isQuick: Bool
    /// Paper by paper, the oldest first.
    public let comparisons: [PaperComparison]
}

extension PapersResults {
    /// The report: a section for each paper.
    ///
    /// - Parameter header: what to say about the run itself: the package, the compiler, the machine.
    public func report(header: [Report.HeaderLine]) -> Report {
        let size = isQuick ? "quick: scaled down, with fewer keys and repetitions, as each setup says" : "full"
        return Report(
            title: "Published figures beside ours",
            header: header + [
                Report.HeaderLine(
                    "hash",
                    .text(HashFunction.xxh3.description + ", unless a setup says that seeds vary")
                ),
                Report.HeaderLine("size", .text(size)),
            ],
            introduction: [
                "published: as printed in the paper, and where; – where it gives no number, and none was read off a curve. "
                    + "ours: this package, at the setup above the rows; – for what it does not have. CV: the standard "
                    + "deviation of the nodes' shares over their mean."
            ],
            sections: comparisons.map(section)
        )
    }

    private static let columns: [Report.Column] = [
        Report.Column("setup", key: "setup", kind: .text),
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("figure", key: "figure", kind: .text),
        Report.Column("published", key: "published", kind: .real(digits: 4)),
        Report.Column("where", key: "published_where", kind: .text),
        Report.Column("ours", key: "ours", kind: .real(digits: 4)),
        Report.Column("ratio", key: "ours_over_published", kind: .real(digits: 3)),
    ]

    private func section(_ comparison: PaperComparison) -> Report.Section {
        var table = Report.Table(columns: Self.columns)
        for row in comparison.rows {
            table.append([
                .text(row.setup), .text(row.placement), .text(row.figure), Cell(real: row.published), .text(row.source),
                Cell(real: row.ours), Cell(real: row.ratio),
            ])
        }
        return Report.Section(title: comparison.title, prose: comparison.about, table: table)
    }
}
