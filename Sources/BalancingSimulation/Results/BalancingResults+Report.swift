import ConsistentHashing
package import PlacementReports

extension BalancingResults {
    /// The report: a section for each scenario, and what to take when.
    ///
    /// - Parameter header: what to say about the run itself: the package, the compiler, the machine.
    package func report(header: [Report.HeaderLine]) -> Report {
        Report(
            title: "Load balancing, simulated",
            header: header + [
                Report.HeaderLine("seed", .text("\(seed)")),
                Report.HeaderLine(
                    "runs",
                    .text(
                        "\(Digits.grouped(rows.count)), of "
                            + "\(Digits.grouped(rows.reduce(0) { $0 + $1.result.requests })) requests together"
                    )
                ),
            ],
            introduction: Self.introduction,
            sections: scenarios.compactMap(section),
            summary: summary
        )
    }

    private static let introduction = [
        "Simulated: servers, clients and their time; real: policies, outlier detection, probes' machine, slow start, retries, budgets, "
            + "throttles and hedges, which are the load balancer's own code. Unless a scenario says otherwise ten servers of four "
            + "workers each take 20 ms a request on average (log-normal, σ = 0.6), 2000 requests a second together; 1250 a second "
            + "come for 45 s by chance, whatever became of those before; a request has one attempt and one second. The numbers of "
            + "servers, requests and seconds are those of Finagle's simulation.",
        "Every policy is given the same requests at the same times with the same work. Smooth weighted round robin and weighted random "
            + "are round robin and random where all weights are equal, so they stand only where weights differ or rise.",
        "p50, p99, p99.9: of all requests' times; – if it is a request without an answer. errors: those without an answer. busiest: the part of all attempts "
            + "that the busiest server was sent. extra: retries and hedges for each request. moved keys: of the keys that were "
            + "answered more than once, those that another server answered than the time before, ever; moved requests: the same "
            + "by request. well after: seconds from the end of the trouble until at least 99 % of each second's requests are "
            + "answered; – if they are not before the run ends.",
    ]

    private func section(_ scenario: Scenario) -> Report.Section? {
        let rows = rows(of: scenario)
        guard !rows.isEmpty else { return nil }
        let columns = Self.columns(for: scenario)
        var table = Report.Table(columns: columns.map(\.column))
        for row in rows {
            table.append(columns.map { $0.cell(row) })
        }
        return Report.Section(
            title: scenario.title,
            prose: scenario.about,
            facts: [Report.Fact("scenario", .text(scenario.id)), Report.Fact("seed", .text("\(seed)"))],
            table: table
        )
    }

    private struct ColumnOfRows {
        let column: Report.Column
        let cell: (Row) -> Cell
    }

    private static func columns(for scenario: Scenario) -> [ColumnOfRows] {
        func time(_ nanoseconds: UInt64?) -> Cell { nanoseconds.map { .duration(.nanoseconds(Int64($0))) } ?? .none }
        func percent(_ share: Double?) -> Cell { share.map { .real($0 * 100) } ?? .none }
        var columns = [
            ColumnOfRows(column: .init("settings", key: "settings", kind: .text)) { .text($0.variant.settings) },
            ColumnOfRows(column: .init("policy", key: "policy", kind: .text)) { .text($0.variant.policy.name) },
            ColumnOfRows(column: .init("p50", key: "p50", kind: .duration)) { time($0.result.p50) },
            ColumnOfRows(column: .init("p99", key: "p99", kind: .duration)) { time($0.result.p99) },
            ColumnOfRows(column: .init("p99.9", key: "p999", kind: .duration)) { time($0.result.p999) },
            ColumnOfRows(column: .init("errors", unit: "%", key: "error_percent", kind: .real(digits: 2))) {
                percent($0.result.errorShare)
            },
            ColumnOfRows(column: .init("busiest", unit: "%", key: "busiest_percent", kind: .real(digits: 1))) {
                percent($0.result.largestShare)
            },
            ColumnOfRows(column: .init("extra", unit: "a request", key: "extra_attempts", kind: .real(digits: 3))) {
                .real($0.result.extraAttemptsPerRequest)
            },
            ColumnOfRows(
                column: .init(
                    "moved",
                    unit: "% of keys",
                    key: "moved_keys_percent",
                    kind: .real(digits: 1),
                    isDetail: !scenario.countsMoves
                )
            ) { percent($0.result.movedKeyShare) },
            ColumnOfRows(
                column: .init(
                    "moved",
                    unit: "% of requests",
                    key: "moved_requests_percent",
                    kind: .real(digits: 1),
                    isDetail: !scenario.countsMoves
                )
            ) { percent($0.result.movedRequestShare) },
        ]
        if scenario.countsTenants {
            columns.append(
                ColumnOfRows(column: .init("hurt", unit: "tenants", key: "hurt_tenants", kind: .integer)) {
                    .integer($0.result.hurtKeys)
                }
            )
        }
        if let end = scenario.troubleEnds {
            columns.append(
                ColumnOfRows(column: .init("well after", unit: "s", key: "well_after_seconds", kind: .integer)) {
                    $0.result.secondsUntilWell(after: end).map { .integer($0) } ?? .none
                }
            )
        }
        let details: [(String, (RunResult) -> Int)] = [
            ("requests", \.requests), ("attempts", \.attempts), ("retries", \.retries), ("hedges", \.hedges),
            ("throttled", \.throttled),
        ]
        return columns
            + details.map { name, value in
                ColumnOfRows(column: .init(name, key: name, kind: .integer, isDetail: true)) {
                    .integer(value($0.result))
                }
            }
    }
}
