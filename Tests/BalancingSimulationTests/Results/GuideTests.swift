import ConsistentHashing
import Foundation
import LoadBalancing
import PlacementReports
import Testing

@testable import BalancingSimulation

/// The guide's tables are lines of the report: `Scripts/test.sh report` compares each with those of a run. Here is what can be seen
/// without one.
@Suite("The guide to policies says what the report says")
struct GuideTests {
    private static func rows() throws -> [[String]] {
        let guide = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Sources/LoadBalancing/LoadBalancing.docc/WhichPolicy.md")
        let text = try String(contentsOf: guide, encoding: .utf8).replacing("\\_", with: "_")
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return rows.filter { $0.count == 7 && $0[0] != "for" && !$0[0].hasPrefix(":--") }
    }

    @Test("has a row for each claim, in its order")
    func rows() throws {
        let rows = try Self.rows()
        var last = ""
        let claims = rows.map { row in
            last = row[0].isEmpty ? last : row[0]
            return [last] + row[1...4]
        }
        let expected = Claim.all.map { claim in
            [claim.need, claim.takenName, claim.otherName, claim.place, claim.figure.rawValue]
        }
        #expect(claims == expected)
    }

    @Test("and in each the figure of what to take is the lesser one")
    func figures() throws {
        func number(_ text: String) throws -> Double {
            if ["never", "–"].contains(text) { return .infinity }
            let parts = text.split(separator: " ")
            let number = try #require(Double(parts[0].replacing(",", with: "")), "\(text)")
            let units = ["ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1, "%": 1]
            return number * (parts.count > 1 ? try #require(units[String(parts[1])], "\(text)") : 1)
        }
        for row in try Self.rows() {
            #expect(try number(row[5]) < number(row[6]), "\(row)")
        }
    }

    @Test("each claim's rows are in its scenario")
    func claims() throws {
        let scenarios = Scenario.all(
            logs: ["sticky-sessions", "cache-sharding"].map {
                KeyInput(id: $0, title: $0, about: "", sample: SyntheticKeys.sample(count: 10))
            }
        )
        for claim in Claim.all {
            let scenario = try #require(scenarios.first { $0.id == claim.scenario }, "\(claim.scenario)")
            for side in [claim.taken, claim.other] {
                #expect(
                    scenario.variants.contains { $0.settings == side.settings && $0.policy == side.policy },
                    "\(claim.scenario): \(side)"
                )
            }
        }
    }
}
