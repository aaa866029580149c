import LoadBalancing
package import PlacementReports

/// Load balancing simulated: each scenario with each of its policies and settings, with the load balancer's own code.
///
/// ```swift
/// let experiment = BalancingExperiment(scenarios: Scenario.all(logs: []))
/// let results = try await experiment.run()
/// print(ReportFormat.text.render(results.report(header: [])))
/// ```
///
/// The same seed gives the same results, on any number of cores.
package struct BalancingExperiment: Sendable {
    package let scenarios: [Scenario]
    /// Names of the policies to try; `nil` for all.
    package let policies: [String]?
    package let seed: UInt64

    /// The seed unless told.
    package static let defaultSeed: UInt64 = 1997

    /// Only the rows that what to take when is said by. Their numbers are those of the whole run.
    package let isQuick: Bool

    package init(
        scenarios: [Scenario],
        policies: [String]? = nil,
        isQuick: Bool = false,
        seed: UInt64 = Self.defaultSeed
    ) {
        self.scenarios = scenarios
        self.policies = policies
        self.isQuick = isQuick
        self.seed = seed
    }

    private static func compares(_ scenario: Scenario, _ variant: Scenario.Variant) -> (Claim) -> Bool {
        let side = Claim.Side(variant.settings, variant.policy)
        return { $0.scenario == scenario.id && [$0.taken, $0.other].contains(side) }
    }

    /// Runs everything, on all cores.
    ///
    /// - Parameter progress: called before the first run and after each.
    /// - Throws: ``ConfigurationError``, which no scenario of ours does.
    package func run(progress: (ExperimentProgress) -> Void = { _ in }) async throws -> BalancingResults {
        let jobs = scenarios.flatMap { scenario in
            scenario.variants
                .filter { policies?.contains($0.policy.policyName) ?? true }
                .filter { !isQuick || Claim.all.contains(where: Self.compares(scenario, $0)) }
                .map { (scenario, $0) }
        }
        progress(ExperimentProgress(fraction: 0, next: jobs.first?.0.title ?? ""))
        let seed = seed
        let rows = try await withThrowingTaskGroup(of: (Int, RunResult).self) { group in
            var results: [RunResult?] = Array(repeating: nil, count: jobs.count)
            for (number, job) in jobs.enumerated() {
                group.addTask { (number, try Simulation(job.0.setup(job.1, seed: seed)).run()) }
            }
            var done = 0
            for try await (number, result) in group {
                results[number] = result
                done += 1
                progress(
                    ExperimentProgress(
                        fraction: Double(done) / Double(jobs.count),
                        next: done < jobs.count ? jobs[done].0.title : ""
                    )
                )
            }
            // Tasks end in any order, the results have one.
            return zip(jobs, results).compactMap { job, result in
                result.map { BalancingResults.Row(scenario: job.0.id, variant: job.1, result: $0) }
            }
        }
        return BalancingResults(scenarios: scenarios, seed: seed, rows: rows)
    }
}

/// What a ``BalancingExperiment`` found.
package struct BalancingResults: Sendable {
    /// One run.
    package struct Row: Sendable {
        /// The scenario's id.
        package let scenario: String
        package let variant: Scenario.Variant
        package let result: RunResult
    }

    package let scenarios: [Scenario]
    package let seed: UInt64
    package let rows: [Row]

    /// The runs of a scenario, in order.
    package func rows(of scenario: Scenario) -> [Row] {
        rows.filter { $0.scenario == scenario.id }
    }

    /// One run; `nil` if it was not made.
    package func row(_ scenario: String, _ settings: String, _ policy: PolicyChoice) -> Row? {
        rows.first { $0.scenario == scenario && $0.variant.settings == settings && $0.variant.policy == policy }
    }
}
