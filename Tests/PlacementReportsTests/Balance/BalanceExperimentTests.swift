import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("The balance experiment")
struct BalanceExperimentTests {
    static let log = (0..<600).flatMap { key in Array(repeating: "user:\(key)", count: 1 + key % 7) }

    /// Measured once for all tests that only look.
    static let results = Task { await run(sizes: [3, 20]) }

    static func run(sizes: [Int], boundedKeyLimit: Int = 500, seed: UInt64 = 42) async -> BalanceResults {
        let inputs = [
            KeyInput(id: "log", title: "A log", about: "Key: the user.", sample: KeySample(log)),
            KeyInput(id: "few", title: "Few", about: "", sample: KeySample(["a", "b", "a"])),
        ]
        return await BalanceExperiment(inputs: inputs, sizes: sizes, boundedKeyLimit: boundedKeyLimit, seed: seed).run()
    }

    @Test("counts keys, requests and exact shares as a count by hand does", arguments: [3, 20])
    func byHand(nodes: Int) async throws {
        let ring = try HashRing(NumberedNodes(count: nodes).ids)
        var keys = [Int](repeating: 0, count: nodes)
        var requests = keys
        for user in Set(Self.log) {
            let owner = try #require(ring.ownerIndex(of: user))
            keys[owner] += 1
            requests[owner] += Self.log.count { $0 == user }
        }
        let results = await Self.results.value
        let row = try #require(results.rows.first { $0.input == 0 && $0.nodes == nodes && $0.method == .hashRing })
        func expectSame(_ found: Double?, _ count: Double?, over total: Int) throws {
            let expected = try #require(count) / Double(total) * Double(nodes)
            #expect(abs(try #require(found) - expected) < 1e-9)
        }
        try expectSame(row.keys?.largestOverMean, keys.max().map(Double.init), over: 600)
        try expectSame(row.keys?.smallestOverMean, keys.min().map(Double.init), over: 600)
        try expectSame(row.requests.largestOverMean, requests.max().map(Double.init), over: Self.log.count)
        try expectSame(row.exact?.largestOverMean, ring.ownedShares.max(), over: 1)
        let equal = Array(repeating: 1 / Double(nodes), count: nodes)
        #expect(row.probability == ChiSquared.probability(of: keys, shares: equal))
        #expect(row.exactProbability == ChiSquared.probability(of: keys, shares: ring.ownedShares))
    }

    @Test("has a row for each input, size and method, and chance for each input and size")
    func shape() async {
        let results = await Self.results.value
        #expect(results.rows.count == 2 * 2 * PlacementMethod.allCases.count)
        #expect(results.chances.count == 4)
        #expect(results.rows.prefix(PlacementMethod.allCases.count).map(\.method) == PlacementMethod.allCases)
        for row in results.rows where row.method == .roundRobin {
            #expect(row.keys == nil && row.exact == nil && row.probability == nil)
            let range = row.requests.largestOverMean - row.requests.smallestOverMean
            let oneRequest = Double(row.nodes) / Double(results.inputs[row.input].sample.requestCount)
            #expect(range <= oneRequest + 1e-9)
        }
        for row in results.rows where row.method == .hashModulo {
            #expect(row.exact?.coefficientOfVariation ?? 1 < 1e-12)
        }
        for row in results.rows where row.method == .rendezvousHash {
            #expect(row.exact == nil && row.exactProbability == nil && row.keys != nil)
        }
    }

    @Test("gives the same numbers for the same seed, whatever other sizes are asked for")
    func repeatable() async {
        func numbers(_ results: BalanceResults) -> [String] {
            results.rows.filter { $0.nodes == 20 }.map { "\($0)" }
                + results.chances.filter { $0.nodes == 20 }.map { "\($0)" }
                + results.bounded.filter { $0.nodes == 20 }.map { "\($0.name) \($0.balance) \($0.joined) \($0.left)" }
        }
        let both = numbers(await Self.results.value)
        #expect(numbers(await Self.run(sizes: [20, 20])) == both)
        let other = await Self.run(sizes: [20], boundedKeyLimit: 0, seed: 43)
        #expect(other.bounded.isEmpty)
        #expect(zip(numbers(other), both).contains { $0 != $1 })
    }

    /// Every placement and the paper's ring of one point a node, but not modulo and round robin; four bounds and none.
    static let boundedRows = (PlacementMethod.allCases.count - 2 + 1) * 5

    @Test("assigns the input with the most keys within each bound, and counts probes and moves as a count by hand does")
    func bounded() async throws {
        let results = await Self.results.value
        #expect(results.boundedInput == 0)
        #expect(results.boundedKeys == 500)
        #expect(results.bounded.count == 2 * Self.boundedRows)
        for row in results.bounded {
            if let factor = row.factor {
                let capacity = (factor * 500 / Double(row.nodes)).rounded(.up)
                let largest = row.balance.largestOverMean * 500 / Double(row.nodes)
                #expect(largest <= capacity + 1e-9, "\(row.name)")
            } else {
                #expect(row.away == 0 && row.mostProbes == 0, "\(row.name)")
            }
            #expect(row.joined.keys.total == 500)
        }
        let hashes = (0..<500).map { HashFunction.xxh3.hash("user:\($0)") }
        let nodes = NumberedNodes(count: 20)
        var assignment = try BoundedAssignment(
            ofHashes: hashes,
            over: HashRing(nodes.ids, virtualNodes: 1),
            factor: 1.25
        )
        let row = try #require(
            results.bounded.first { $0.nodes == 20 && $0.name == "HashRing, 1 point a node" && $0.factor == 1.25 }
        )
        let probes = hashes.compactMap { assignment.extraProbes(ofHash: $0) }.sorted()
        #expect(row.away == probes.count { $0 > 0 } && row.away > 0)
        let meanProbes = Double(probes.reduce(0, +)) / 500
        #expect(abs(row.meanProbes - meanProbes) < 1e-12)
        #expect(row.p99Probes == probes[494] && row.mostProbes == probes[499])
        let joined = try assignment.update(to: HashRing(nodes.ids + [nodes.id(21)], virtualNodes: 1))
        #expect(row.joined.keys == joined.bounded.keys)
        let left = try assignment.update(to: HashRing(nodes.ids, virtualNodes: 1))
        #expect(row.left.keys == left.bounded.keys)
    }

    @Test("says how far it is, from nothing to all")
    func progress() async {
        let input = KeyInput(id: "one", title: "One key", about: "", sample: KeySample(["a"]))
        var fractions: [Double] = []
        _ = await BalanceExperiment(inputs: [input], sizes: [2, 3]).run { fractions.append($0.fraction) }
        // Two sizes to count, then two to bound, which count twice.
        #expect(fractions.map { ($0 * 6).rounded() } == [0, 1, 2, 4, 6])
    }

    @Test("has nothing to say about nothing")
    func nothing() async {
        let empty = KeyInput(id: "empty", title: "Empty", about: "", sample: KeySample())
        let results = await BalanceExperiment(inputs: [empty]).run()
        #expect(results.rows.isEmpty && results.bounded.isEmpty && results.charts().isEmpty)
        #expect(results.report(header: []).sections.isEmpty)
    }
}

@Suite("The balance report")
struct BalanceReportTests {
    @Test("has a section for each input and for each size with a bound, and fits a terminal")
    func shape() async throws {
        let results = await BalanceExperimentTests.results.value
        let report = results.report(header: [])
        // Every method and chance; at two sizes.
        let methods = PlacementMethod.allCases.count + 1
        let bounded = BalanceExperimentTests.boundedRows
        #expect(report.sections.map(\.title) == ["A log", "Few", "Bounded load, 3 nodes", "Bounded load, 20 nodes"])
        #expect(report.sections.map(\.table.rows.count) == [2 * methods, 2 * methods, bounded, bounded])
        #expect(report.sections[0].prose.hasPrefix("Key: the user. 600 keys in 2,395 requests."))
        #expect(report.sections[1].prose.contains("The busiest key alone makes 66.7 % of the requests"))
        #expect(report.sections[2].prose.contains("the first 500 distinct keys of “A log”"))
        let long = ReportFormat.text.render(report).split(separator: "\n").filter { $0.count > 120 }
        #expect(long.isEmpty)
        #expect(ReportFormat.csv.render(report).split(separator: "\r\n").count == 1 + 4 * methods + 2 * bounded)
    }

    @Test("says which method is left out and why, and which keys are not spread as their hashes should be")
    func words() {
        let input = KeyInput(id: "log", title: "A log", about: "", sample: KeySample(["a", "b"]))
        var results = BalanceResults(BalanceExperiment(inputs: [input], sizes: [4]))
        #expect(results.report(header: []).summary == nil)
        results.omissions.append(
            BalanceResults.Omission(
                input: 0,
                nodes: 4,
                method: .maglevTable,
                reason: .tooFewSlots(3, nodes: 4, withoutSlot: "x", needed: 5)
            )
        )
        let even = Balance(counts: [1, 1], shares: [0.5, 0.5])
        for probability in [0.5, 0.0001] {
            results.rows.append(
                BalanceResults.Row(
                    input: 0,
                    nodes: 4,
                    method: .hashRing,
                    keys: even,
                    probability: 1,
                    exactProbability: probability,
                    requests: even,
                    exact: even
                )
            )
        }
        let report = results.report(header: [])
        #expect(
            report.sections[0].prose.contains("MaglevTable of 4 nodes is left out: 3 slots are too few for 4 nodes")
        )
        let summary = report.summary?.prose ?? ""
        #expect(summary.hasPrefix("Keys were counted 2 times where shares are known exactly. 1 of these counts"))
        #expect(summary.hasSuffix("“A log” on 4 nodes of HashRing."))
    }
}
