import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("The movement report")
struct MovementReportTests {
    @Test("has a section for each input and size, a row for each change and method, and a summary")
    func shape() async throws {
        let results = await MovementExperimentTests.results.value
        let report = results.report(header: [Report.HeaderLine("machine", "mine")])
        #expect(report.header.map(\.name) == ["machine", "hash", "seed", "A log"])
        #expect(report.sections.map(\.title) == ["A log, 3 nodes", "A log, 5 nodes"])
        #expect(report.sections.allSatisfy { $0.table.rows.count == 48 })
        let summary = try #require(report.summary)
        #expect(summary.table.rows.count == 16)
        let careful = "HashRing, ThinnedRing, RendezvousHash and RendezvousTable"
        #expect(summary.prose.contains("No key moved needlessly with \(careful)"))
        let csv = ReportFormat.csv.render(report).split(separator: "\r\n")
        #expect(csv.count == 1 + 96)
        #expect(csv.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count >= 24 })
    }

    @Test("fits a terminal")
    func width() async {
        let results = await MovementExperimentTests.results.value
        let lines = ReportFormat.text.render(results.report(header: [])).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 120 })
    }

    @Test("says what the busiest key alone makes of the requests, and which method is left out and why")
    func prose() async throws {
        let input = MovementExperiment.Input(
            id: "log",
            title: "A log",
            about: "Key: the user.",
            sample: KeySample(["a", "a", "a", "b"])
        )
        var results = MovementResults(MovementExperiment(inputs: [input], sizes: [4]))
        results.omissions.append(
            MovementResults.Omission(
                input: 0,
                nodes: 4,
                method: .maglevTable,
                reason: .tooFewSlots(3, nodes: 4, withoutSlot: "x", needed: 5)
            )
        )
        let report = results.report(header: [])
        let prose = try #require(report.sections.first).prose
        #expect(
            prose.hasPrefix("Key: the user. 2 keys in 4 requests. The busiest key alone makes 75.0 % of the requests")
        )
        #expect(prose.contains("at least 3.00 times the mean"))
        #expect(prose.contains("MaglevTable is left out: 3 slots are too few for 4 nodes"))
    }
}

@Suite("The sampling error")
struct SamplingErrorTests {
    @Test(
        "is that of the Wilson interval",
        arguments: [(0.0, 100.0, 0.0185), (0.5, 100, 0.0962), (0.09, 1000, 0.0177)]
    )
    func wilson(share: Double, count: Double, expected: Double) {
        #expect(abs(SamplingError.halfWidth(share: share, count: count) - expected) < 0.0001)
        let mirrored = SamplingError.halfWidth(share: 1 - share, count: count)
        #expect(abs(mirrored - expected) < 0.0001)
    }

    @Test("is everything where there is nothing")
    func nothing() {
        #expect(SamplingError.halfWidth(share: 0, count: 0) == 1)
        #expect(SamplingError.effectiveCount(requests: []) == 0)
    }

    @Test("counts requests of one key as one, of equally busy keys as so many keys")
    func effectiveCount() {
        #expect(SamplingError.effectiveCount(requests: [1000]) == 1)
        #expect(SamplingError.effectiveCount(requests: [5, 5, 5, 5]) == 4)
        #expect(SamplingError.effectiveCount(requests: [3, 1]) == 1.6)
    }
}
