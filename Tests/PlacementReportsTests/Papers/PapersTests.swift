import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("Published figures beside ours")
struct PapersTests {
    private func row(_ comparison: PaperComparison, _ setup: String, _ figure: String) throws -> PaperComparison.Row {
        try #require(
            comparison.rows.first { $0.setup.contains(setup) && $0.figure == figure },
            "\(comparison.rows.map { "\($0.setup): \($0.figure)" })"
        )
    }

    @Test("A ring of 1, 10, 100 points a node is as uneven as Lamping and Veach's, and as theory has it")
    func lampingVeach() async throws {
        let comparison = try await LampingVeachPaper(isQuick: true, points: [1, 10, 100]).comparison()
        for (points, tolerance) in [(1, 0.02), (10, 0.02), (100, 0.03)] {
            let setup = points == 1 ? " 1 point a node" : " \(points) points a node"
            let deviation = try row(comparison, setup, "CV")
            let expected = (999.0 / Double(1000 * points + 1)).squareRoot()
            #expect(abs((deviation.ours ?? 0) / expected - 1) < tolerance, "\(points) points")
            #expect(abs((deviation.ratio ?? 0) - 1) < tolerance, "\(points) points")
            let high = try row(comparison, setup, "share/mean, 99.5th percentile")
            #expect(abs((high.ratio ?? 0) - 1) < 0.1, "\(points) points")
        }
    }

    @Test("Entries that change when Maglev's backends fail are those of the failed, and some more")
    func maglevFailures() async throws {
        let rows = try await MaglevPaper(isQuick: true, nodes: 50).failureRows(5, slots: 5003)
        let changed = try #require(rows.first?.ours)
        let needless = try #require(rows.last?.ours)
        // What the failed had, give or take one slot each.
        #expect(abs(changed - needless - 0.1) <= 5.0 / 5003)
        #expect((0.001...0.2).contains(needless))
        #expect(rows.allSatisfy { $0.published == nil && $0.ratio == nil })
    }

    @Test("Tables of few slots are as uneven as chance, Maglev's are not")
    func maglevBalance() async throws {
        let published = MaglevPaper.Published(slots: 5003, ring: 0.3, rendezvous: 0.5)
        let rows = try await MaglevPaper(isQuick: true, nodes: 50).balanceRows(published)
        let ours = rows.map { $0.ours ?? .nan }
        // 100 slots a node: chance has a deviation of 10 %, and the fullest of 50 about 2.2 of these.
        #expect((0.1...0.5).contains(ours[0]) && (0.1...0.5).contains(ours[1]))
        #expect(ours[2] < 0.01 && ours[3] <= 50.0 / 5003 + 1e-9)
        #expect(rows[1].ratio.map { abs($0 - ours[1] / 0.5) < 1e-9 } == true)
    }

    @Test("Removing nine of ten nodes moves nothing needlessly but with Maglev, at once or little by little")
    func memento() async throws {
        let rows = try await MementoPaper(isQuick: true).comparison().rows.filter { $0.figure.hasPrefix("moved") }
        #expect(rows.count == 1 + 2 * 5)
        #expect(rows[0].published == 0 && rows[0].ours == nil)
        for row in rows.dropFirst() {
            #expect(row.published == nil)
            let ours = try #require(row.ours)
            #expect(row.placement == "MaglevTable" ? ours > 0 : ours == 0, "\(row.setup), \(row.placement)")
        }
    }

    @Test("The fullest of some nodes is counted over all keys")
    func localRendezvous() async throws {
        let paper = LocalRendezvousPaper(isQuick: true, keys: 3_200)
        let ring = try HashRing(["a", "b", "c"])
        var counts = [0, 0, 0]
        for key in UInt64(0)..<3_200 {
            counts[try #require(ring.ownerIndex(of: key))] += 1
        }
        let largest = try await paper.largest(ring)
        #expect(abs(largest - Double(counts.max() ?? 0) * 3 / 3_200) < 1e-9)
    }

    @Test("The report has a section a paper, says that it is scaled down, and fits a terminal")
    func report() throws {
        let rows = [
            PaperComparison.Row("a setup", "HashRing", "CV", published: 0.5, source: "table", ours: 0.25),
            PaperComparison.Row("a setup", "another", "CV", published: 0.5, source: "table", ours: nil),
            PaperComparison.Row("another setup", "HashRing", "CV", ours: 0.125),
        ]
        let comparison = PaperComparison(title: "Someone, 1999", about: "A paper.", rows: rows)
        let report = PapersResults(isQuick: true, comparisons: [comparison]).report(header: [])
        let text = ReportFormat.text.render(report)
        #expect(text.contains("quick: scaled down"))
        #expect(text.contains("HashRing   CV         0.5000  table  0.2500  0.500\n"))
        #expect(text.contains("another    CV         0.5000  table       –      –\n"))
        #expect(text.contains("HashRing   CV              –         0.1250      –\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
        let full = PapersResults(isQuick: false, comparisons: []).report(header: [])
        #expect(!ReportFormat.text.render(full).contains("quick"))
    }
}
