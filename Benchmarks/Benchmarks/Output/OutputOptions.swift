import ArgumentParser
import CommandLineSupport
import PlacementReports

/// Where results go, and what they look like.
struct OutputOptions: ParsableArguments {
    @OptionGroup
    var format: FormatOptions

    @Option(
        name: .customLong("svg"),
        help: ArgumentHelp("Writes charts into this folder too, and makes it if need be.", valueName: "folder")
    )
    var svg: String?

    /// The folder for charts, made before anything is measured, so that a wrong name does not cost a run.
    func chartFolder() throws -> ChartFolder? {
        try svg.map { try ChartFolder(path: $0) }
    }

    /// Writes the report to standard output.
    func write(_ report: Report) throws { try format.write(report) }
}
