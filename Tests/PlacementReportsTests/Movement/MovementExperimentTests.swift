import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("The movement experiment")
struct MovementExperimentTests {
    /// 300 keys, of which some are asked for more often than others.
    static let log = (0..<300).flatMap { key in Array(repeating: "user:\(key)", count: 1 + key % 7) }.shuffled(seed: 11)

    /// Measured once for all tests that only look.
    static let results = Task { await run(sizes: [3, 5]) }

    static func run(sizes: [Int] = [5], seed: UInt64 = 42) async -> MovementResults {
        let input = KeyInput(id: "log", title: "A log", about: "", sample: KeySample(log))
        return await MovementExperiment(inputs: [input], sizes: sizes, seed: seed).run()
    }

    /// Members after a change, from what a row says about it and nothing else.
    private func members(after row: MovementResults.Row) -> [Member<String>] {
        let ids = NumberedNodes(count: row.nodes).ids
        switch row.change {
        case .oneAdded: return (ids + row.touched).map { Member($0) }
        case .oneRemoved, .lastRemoved, .tenthRemoved:
            return ids.filter { !row.touched.contains($0) }.map { Member($0) }
        case .weightDoubled: return ids.map { Member($0, weight: row.touched.contains($0) ? 2 : 1) }
        case .addedAndRemoved: return ids.map { Member($0) }
        }
    }

    /// Who owns a key, built anew; nil for round robin, whose owners depend on where its turn began.
    private func owner(of key: String, _ method: PlacementMethod, _ members: [Member<String>]) throws -> String? {
        switch method {
        case .hashRing: return try HashRing(members).owner(of: key)
        case .thinnedRing: return try ThinnedRing(members).owner(of: key)
        case .rendezvousHash: return try RendezvousHash(members).owner(of: key)
        case .hashModulo:
            let list = members.flatMap { Array(repeating: $0.id, count: Int($0.weight)) }
            return list[Int(HashFunction.xxh3.hash(key) % UInt64(list.count))]
        case .rendezvousTable, .maglevTable, .incrementalMaglevTable, .incrementalSlotHash, .roundRobin:
            return nil
        }
    }

    @Test("counts what moved, the minimum, needless moves and shares as a count by hand does")
    func byHand() async throws {
        let results = await Self.results.value
        let requests = Dictionary(Self.log.map { ($0, 1) }, uniquingKeysWith: +)
        for row in results.rows where [.hashRing, .rendezvousHash, .hashModulo].contains(row.method) {
            let before = NumberedNodes(count: row.nodes).ids.map { Member($0) }
            let after = members(after: row)
            let weightBefore = Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0.weight) })
            let weightAfter = Dictionary(uniqueKeysWithValues: after.map { ($0.id, $0.weight) })
            var (moved, movedRequests, needless) = (0, 0, 0)
            var loadAfter: [String: Int] = [:]
            for (key, count) in requests {
                let old = try #require(try owner(of: key, row.method, before))
                let new = try #require(try owner(of: key, row.method, after))
                loadAfter[new, default: 0] += count
                guard old != new else { continue }
                moved += 1
                movedRequests += count
                let oldLost = (weightAfter[old] ?? 0) < (weightBefore[old] ?? 0)
                let newGained = (weightAfter[new] ?? 0) > (weightBefore[new] ?? 0)
                needless += oldLost || newGained ? 0 : 1
            }
            let total = after.reduce(0) { $0 + $1.weight }
            let largest = after.map {
                Double(loadAfter[$0.id] ?? 0) / Double(Self.log.count) / ($0.weight / total)
            }.max()
            #expect(row.movement.keys.total == 300)
            #expect(row.movement.keys.moved == moved, "\(row.method), \(row.change)")
            #expect(row.movement.requests.moved == movedRequests, "\(row.method), \(row.change)")
            #expect(row.movement.keys.needless == needless, "\(row.method), \(row.change)")
            #expect(abs(row.after.ofRequests - (largest ?? 0)) < 1e-9, "\(row.method), \(row.change)")
            #expect(row.duration > .zero)
        }
    }

    @Test("has the same minimum for every method, as the formula for each change gives it", arguments: [3, 5])
    func minimum(nodes: Int) async {
        let n = Double(nodes)
        let expected: [MovementExperiment.Change: Double] = [
            .oneAdded: 1 / (n + 1), .oneRemoved: 1 / n, .lastRemoved: 1 / n,
            .tenthRemoved: Double(max(1, nodes / 10)) / n, .weightDoubled: 2 / (n + 1) - 1 / n, .addedAndRemoved: 0,
        ]
        let rows = await Self.results.value.rows.filter { $0.nodes == nodes }
        #expect(rows.count == PlacementMethod.allCases.count * MovementExperiment.Change.allCases.count)
        for row in rows {
            #expect(abs(row.movement.keys.minimumShare - (expected[row.change] ?? .nan)) < 1e-12)
        }
    }

    @Test("finds every key where it was after a node came and went, but for methods with a history")
    func addedAndRemoved() async {
        let rows = await Self.results.value.rows.filter { $0.change == .addedAndRemoved }
        for row in rows {
            switch row.method {
            case .roundRobin: continue
            // The slots that the newcomer had go to those whose turn it is, not always to those they came from.
            case .incrementalMaglevTable: #expect(row.movement.keys.movedShare < 0.01)
            // The keys that the newcomer had go to all others alike.
            case .incrementalSlotHash: #expect(row.movement.keys.movedShare < 1.2 / Double(row.nodes + 1))
            default: #expect(row.movement.keys.moved == 0, "\(row.method)")
            }
        }
        // A further run begins elsewhere; with this seed it does not happen to be the same node.
        #expect(rows.contains { $0.method == .roundRobin && $0.movement.keys.moved > 200 })
        #expect(rows.count == 2 * PlacementMethod.allCases.count)
    }

    @Test("finds no needless move with both rings and both kinds of rendezvous, nor in one change with numbered slots")
    func needless() async {
        let rows = await Self.results.value.rows.filter {
            [.hashRing, .thinnedRing, .rendezvousHash, .rendezvousTable].contains($0.method)
                || $0.method == .incrementalSlotHash && $0.change != .addedAndRemoved
        }
        #expect(rows.count == 2 * (5 * MovementExperiment.Change.allCases.count - 1))
        #expect(rows.allSatisfy { $0.movement.keys.needless == 0 })
    }

    @Test("gives the same numbers for the same seed, whatever other sizes are asked for")
    func repeatable() async {
        func numbers(_ results: MovementResults) -> [String] {
            results.rows.filter { $0.nodes == 5 }
                .map { "\($0.method) \($0.change) \($0.touched) \($0.movement) \($0.before) \($0.after)" }
        }
        let both = numbers(await Self.results.value)
        #expect(numbers(await Self.run(sizes: [5])) == both)
        #expect(numbers(await Self.run(sizes: [5], seed: 43)) != both)
    }

    @Test("gives each node's load over the mean, ascending, adding up to the number of nodes")
    func loads() async {
        let results = await Self.results.value
        #expect(results.loads.map(\.method) == PlacementMethod.allCases + PlacementMethod.allCases)
        for load in results.loads where load.nodes == 5 {
            #expect(load.requestsOverMean == load.requestsOverMean.sorted())
            #expect(abs(load.requestsOverMean.reduce(0, +) - 5) < 1e-9)
            let row = results.rows.first { $0.method == load.method && $0.nodes == 5 }
            #expect(abs((load.requestsOverMean.last ?? 0) - (row?.before.ofRequests ?? .nan)) < 1e-9)
        }
    }

    @Test("says how far it is, from nothing to all")
    func progress() async {
        let input = KeyInput(id: "one", title: "One key", about: "", sample: KeySample(["a"]))
        var fractions: [Double] = []
        _ = await MovementExperiment(inputs: [input], sizes: [2]).run { fractions.append($0.fraction) }
        #expect(fractions.count == PlacementMethod.allCases.count + 1)
        #expect(fractions.first == 0)
        #expect(fractions.last == 1)
        #expect(fractions == fractions.sorted())
    }

    @Test("leaves out inputs without requests, and measures a size that is named twice once")
    func emptyInputs() async {
        let results = await MovementExperiment(
            inputs: [
                .init(id: "empty", title: "Empty", about: "Nothing.", sample: KeySample()),
                .init(id: "some", title: "Some", about: "Three.", sample: KeySample(["a", "b", "c"])),
            ],
            sizes: [3, 3]
        ).run()
        #expect(results.rows.count == PlacementMethod.allCases.count * MovementExperiment.Change.allCases.count)
        #expect(results.charts().count == 2)
    }
}

extension Array {
    fileprivate func shuffled(seed: UInt64) -> [Element] {
        var generator = SplitMix64(seed: seed)
        return shuffled(using: &generator)
    }
}
