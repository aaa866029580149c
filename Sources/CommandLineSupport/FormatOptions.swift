public import ArgumentParser
public import PlacementReports

extension ReportFormat: ExpressibleByArgument {}

/// What a report on standard output looks like.
package struct FormatOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How the report is written.", discussion: "CSV and JSON have more columns and all digits.")
    )
    package var format = ReportFormat.text

    package init() {}

    /// Writes the report to standard output.
    package func write(_ report: Report) throws {
        try StandardOutput.write(format.render(report))
    }
}
