public import ArgumentParser
import Foundation
public import PlacementReports

extension ReportFormat: ExpressibleByArgument {}

/// What a report on standard output looks like.
struct FormatOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How the report is written.", discussion: "CSV and JSON have more columns and all digits.")
    )
    var format = ReportFormat.text

    /// Writes the report to standard output.
    func write(_ report: Report) throws {
        let failure = writeAll(Array(format.render(report).utf8), to: STDOUT_FILENO)
        // A closed pipe is no failure: whoever was reading has read enough.
        if let failure, failure != EPIPE {
            throw Failure(.ioError, "can't write the report: \(String(cString: strerror(failure)))")
        }
    }
}

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
