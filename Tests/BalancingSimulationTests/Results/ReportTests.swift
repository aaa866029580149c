import Foundation
import LoadBalancing
import PlacementReports
import Testing

@testable import BalancingSimulation

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The report of load balancing")
struct ReportTests {
    /// Each scenario with all its columns and charts, at a fifteenth of its requests.
    private static let results = Task {
        let log = SyntheticKeys.zipf(keys: 50, requests: 400, exponent: 1, seed: 3)
        let logs = ["sticky-sessions", "cache-sharding"].map {
            KeyInput(id: $0, title: "Log <\($0)>", about: "Key: a number.", sample: log)
        }
        let scenarios = Scenario.all(logs: logs).map { $0.thinned(to: 1.0 / 15) }
        return try await BalancingExperiment(
            scenarios: scenarios,
            policies: ["round_robin", "ring_hash", "shuffle_shards"]
        ).run()
    }

    @Test("has a section for each scenario, whose tables fit 120 columns, and ends with what to take when")
    func sections() async throws {
        let results = try await Self.results.value
        let report = results.report(header: [])
        #expect(report.sections.map(\.title) == results.scenarios.map(\.title))
        #expect(report.summary?.title == "What to take when")
        for line in ReportFormat.text.render(report).split(separator: "\n") {
            #expect(line.count <= 120, "\(line)")
        }
    }

    @Test("writes the same in every format, and the same for the same seed")
    func formats() async throws {
        let report = try await Self.results.value.report(header: [])
        let csv = ReportFormat.csv.render(report).split(separator: "\r\n")
        #expect(csv.count == 1 + report.sections.reduce(0) { $0 + $1.table.rows.count })
        let json = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(report).utf8))
        let sections = try #require((json as? [String: Any])?["sections"] as? [[String: Any]])
        #expect(sections.count == report.sections.count)
    }

    @Test("has a chart for each scenario, and one of its course where something changes, all well-formed")
    func charts() async throws {
        let results = try await Self.results.value
        let charts = results.charts()
        let names = results.scenarios.flatMap { scenario in
            ["balancing-\(scenario.id).svg"] + (scenario.timeline == nil ? [] : ["balancing-\(scenario.id)-course.svg"])
        }
        #expect(charts.map(\.fileName) == names)
        for chart in charts {
            #expect(XMLParser(data: Data(chart.svg.utf8)).parse(), "\(chart.fileName)")
        }
    }

    @Test("says after how many seconds a service is well again, and that it is not")
    func recovery() {
        func result(_ successes: [Int]) -> RunResult {
            var result = RunResult.empty
            result.seconds = successes.map { .init(requests: 100, successes: $0, p99: nil) }
            return result
        }
        #expect(result([100, 50, 100, 100]).secondsUntilWell(after: 1) == 1)
        #expect(result([100, 50, 99, 100]).secondsUntilWell(after: 1) == 1)
        #expect(result([100, 50, 98, 100]).secondsUntilWell(after: 1) == 2)
        #expect(result([100, 50, 100, 98]).secondsUntilWell(after: 1) == nil)
        #expect(result([0, 50, 100, 100]).secondsUntilWell(after: 2) == 0)
        #expect(result([0, 0]).secondsUntilWell(after: 2) == nil)
    }

    @Test("counts a request without an answer as longer than any, and returning keys")
    func recording() {
        var recorder = Recorder(duration: 1, keyCount: 2)
        for number in 0..<100 as Range<UInt64> {
            recorder.began(at: number, isNoise: false)
            recorder.sent(number: 1, isHedge: false, isNoise: false)
            recorder.ended(
                arrivedAt: number,
                at: number + 1000 - number,
                answeredBy: number < 99 ? Int(number % 2) : nil,
                key: number < 50 ? 0 : 1,
                wasThrottled: false,
                isNoise: false
            )
        }
        let result = recorder.result(servers: [], pickedAndNotFinished: 0)
        #expect(result.p50 == 951)
        #expect(result.p99 == 1000)
        #expect(result.p999 == nil)
        #expect((result.successes, result.failures, result.requests) == (99, 1, 100))
        #expect((result.returns, result.moves, result.returningKeys, result.movedKeys) == (97, 97, 2, 2))
        // One of 50 is more than 1 %.
        #expect(result.hurtKeys == 1)
    }
}

extension Scenario {
    /// The same with fewer requests.
    func thinned(to part: Double) -> Scenario {
        changed { setup in
            setup.load = setup.load.scaled(by: part)
            if let noise = setup.noise {
                setup.noise?.load = noise.load.scaled(by: part)
            }
        }
    }
}

extension RunResult {
    static var empty: RunResult { Recorder(duration: 0, keyCount: 0).result(servers: [], pickedAndNotFinished: 0) }
}
