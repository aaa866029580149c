import ArgumentParser
import BalancingSimulation
import CommandLineSupport
import PlacementReports
import Timing

/// What load balancers do when something happens to a service.
struct BalancingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balancing",
        abstract: "Simulates what each policy and retry setting makes of slow, failing, gone and new servers.",
        discussion: """
            Servers and their clients are simulated, in a time of their own; what the clients choose, eject, retry and \
            hedge by is the load balancer's own code. The same seed gives the same numbers, on any machine. It ends with \
            what to take when.

            The report goes to standard output, all else to standard error.

            SCENARIOS
              \(scenarioNames)

            POLICIES
              \(policyNames)

            EXAMPLES
              swift run Benchmarks balancing
              swift run Benchmarks balancing --format markdown --svg reports > reports/balancing.md
              swift run Benchmarks balancing --scenario retry-storm,overload
              swift run Benchmarks balancing --scenario one-slow --policy round_robin,least_request --seed 7

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              73  a chart can't be written to the folder of --svg
              74  the report can't be written to standard output
            """
    )

    @Option(
        help: ArgumentHelp(
            "The scenarios, with commas between them. (default: all)",
            valueName: "name,name,…"
        ),
        transform: { try BalancingCommand.names($0, of: "scenario", among: Scenario.ids) }
    )
    var scenario: [String]?

    @Option(
        help: ArgumentHelp("The policies, with commas between them. (default: all)", valueName: "name,name,…"),
        transform: { try BalancingCommand.names($0, of: "policy", among: PolicyChoice.names) }
    )
    var policy: [String]?

    @Flag(help: "Runs only what the last table, what to take when, compares. The numbers are those of the whole run.")
    var quick = false

    @Option(help: "What requests, their times and their work follow from.")
    var seed = BalancingExperiment.defaultSeed

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        let folder = try output.chartFolder()
        let bar = ProgressBar()
        let scenarios = Scenario.all(logs: try BundledInputs.logs()).filter { scenario?.contains($0.id) ?? true }
        let experiment = BalancingExperiment(
            scenarios: scenarios,
            policies: policy,
            isQuick: quick,
            seed: seed
        )
        let results = try await experiment.run { bar.show(fraction: $0.fraction, next: $0.next) }
        bar.clear()
        if let folder {
            for chart in results.charts() {
                try folder.write(chart)
            }
        }
        try output.write(results.report(header: Machine.header))
    }

    private static let scenarioNames = lines(of: Scenario.ids)
    private static let policyNames = lines(of: PolicyChoice.names)

    /// Names in lines that fit a terminal.
    private static func lines(of names: [String]) -> String {
        var lines: [String] = []
        for name in names {
            if let last = lines.last, last.count + 2 + name.count <= 74 {
                lines[lines.count - 1] += ", " + name
            } else {
                lines.append(name)
            }
        }
        return lines.joined(separator: ",\n  ")
    }

    private static func names(_ text: String, of kind: String, among allowed: [String]) throws -> [String] {
        let names = text.split(separator: ",").map(String.init)
        for name in names where !allowed.contains(name) {
            throw ValidationError("there is no \(kind) “\(name)”: choose from \(allowed.joined(separator: ", "))")
        }
        guard !names.isEmpty else {
            throw ValidationError("name at least one \(kind): \(allowed.joined(separator: ", "))")
        }
        return names
    }
}
