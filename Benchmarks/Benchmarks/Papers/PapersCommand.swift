import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// Published figures beside ours.
struct PapersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "papers",
        abstract: "Measures what papers on consistent hashing published once more, and writes both side by side.",
        discussion: """
            The papers are those on jump hash (how uneven a ring is), Maglev, MementoHash and local rendezvous hashing. \
            Only numbers printed in a paper are taken, none read off a curve. All of it takes a few minutes, --quick \
            some seconds.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run Benchmarks papers
              swift run Benchmarks papers --quick --format markdown

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              74  the report can't be written to standard output
            """
    )

    @Flag(help: "Takes fewer keys and repetitions than the papers had; the report says so.")
    var quick = false

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        let bar = ProgressBar()
        let results = try await PapersExperiment(isQuick: quick).run {
            bar.show(fraction: $0.fraction, next: $0.next)
        }
        bar.clear()
        try output.write(results.report(header: Machine.header))
    }
}
