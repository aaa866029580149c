import LoadBalancing
import Testing

@Suite("Priority loads")
struct PriorityLoadsTests {
    /// Per cent of each level that is well, and what Envoy says each carries, in whole per cents.
    struct Row: Sendable, CustomTestStringConvertible {
        let well: [Int]
        let carried: [Int]
        var panicking: [Int] = []
        var testDescription: String { "\(well) % well" }
    }

    @Test(
        "Envoy's worked examples, to the per cent that it rounds to",
        arguments: [
            // Documentation, "Priority levels": two levels, the second whole.
            Row(well: [100, 100], carried: [100, 0]),
            Row(well: [72, 100], carried: [100, 0]),
            Row(well: [71, 100], carried: [99, 1]),
            Row(well: [50, 100], carried: [70, 30]),
            Row(well: [25, 100], carried: [35, 65]),
            Row(well: [0, 100], carried: [0, 100]),
            // The same, two levels.
            Row(well: [72, 72], carried: [100, 0]),
            Row(well: [71, 71], carried: [99, 1]),
            Row(well: [50, 50], carried: [70, 30]),
            Row(well: [25, 25], carried: [50, 50], panicking: [0, 1]),
            // The same, three levels.
            Row(well: [100, 100, 100], carried: [100, 0, 0]),
            Row(well: [72, 72, 100], carried: [100, 0, 0]),
            Row(well: [71, 71, 100], carried: [99, 1, 0]),
            Row(well: [50, 50, 100], carried: [70, 30, 0]),
            Row(well: [25, 100, 100], carried: [35, 65, 0]),
            Row(well: [25, 25, 100], carried: [35, 35, 30]),
            Row(well: [25, 25, 20], carried: [36, 36, 28], panicking: [0, 1, 2]),
            // Documentation, "Panic threshold".
            Row(well: [50, 60], carried: [70, 30]),
            Row(well: [5, 65], carried: [7, 93], panicking: [0]),
        ]
    )
    func envoy(row: Row) {
        let loads = PriorityLoads(levels: row.well.map { PriorityLoads.Level(well: $0, of: 100) })
        for (share, carried) in zip(loads.shares, row.carried) {
            // All levels in panic carry in proportion to their endpoints, in Envoy's code as here; its table goes by health.
            guard row.panicking.count < row.well.count else { break }
            #expect(abs(share * 100 - Double(carried)) < 1, "\(loads.shares)")
        }
        #expect(loads.panics.indices.filter { loads.panics[$0] } == row.panicking)
        #expect(abs(loads.shares.reduce(0, +) - 1) < 1e-12)
    }

    @Test("The documentation's table")
    func documented() {
        func shares(_ well: Int...) -> [Double] {
            PriorityLoads(levels: well.map { PriorityLoads.Level(well: $0, of: 100) }).shares
                .map { ($0 * 1000).rounded() / 10 }
        }
        #expect(shares(71, 71) == [99.4, 0.6])
        #expect(shares(50, 60) == [70, 30])
        #expect(shares(5, 65) == [7.1, 92.9])
        #expect(shares(25, 25, 100) == [35, 35, 30])
    }

    @Test("All levels in panic carry as many requests as they have endpoints")
    func totalPanic() {
        let loads = PriorityLoads(levels: [.init(well: 0, of: 30), .init(well: 1, of: 10)])
        #expect(loads.panics == [true, true])
        #expect(loads.shares == [0.75, 0.25])
    }

    @Test("One level alone panics by the threshold, whatever the factor", arguments: 0...20)
    func oneLevel(well: Int) {
        for threshold in [0, 0.3, 0.5, 0.9, 1] {
            let loads = PriorityLoads(levels: [.init(well: well, of: 20)], panicThreshold: threshold)
            #expect(loads.shares == [1])
            #expect(loads.panics == [PanicRule(threshold: threshold).panics(total: 20, healthy: well)])
        }
    }

    @Test("With a threshold of 0 nothing panics while anybody is well, and all when nobody is")
    func withoutPanic() {
        let some = PriorityLoads(levels: [.init(well: 0, of: 10), .init(well: 1, of: 10)], panicThreshold: 0)
        #expect(some.panics == [false, false])
        #expect(some.shares == [0, 1])
        let none = PriorityLoads(levels: [.init(well: 0, of: 10), .init(well: 0, of: 10)], panicThreshold: 0)
        #expect(none.panics == [true, true])
        #expect(PriorityLoads(levels: []).shares.isEmpty)
        #expect(PriorityLoads(levels: [.init(well: 0, of: 0)]).shares == [0])
    }

    @Test(
        "Whatever is well: shares add up to 1, none is for the dead, no level gets more than its health",
        arguments: 1...20
    )
    func properties(seed: UInt64) {
        var chance = Chance(seed: seed)
        for _ in 0..<500 {
            let factor = Double.random(in: 1...3, using: &chance)
            let threshold = Double.random(in: 0...1, using: &chance)
            let levels = (0..<Int.random(in: 1...5, using: &chance)).map { _ in
                let count = Int.random(in: 1...12, using: &chance)
                return PriorityLoads.Level(well: Int.random(in: 0...count, using: &chance), of: count)
            }
            let loads = PriorityLoads(levels: levels, overprovisioning: factor, panicThreshold: threshold)
            #expect(abs(loads.shares.reduce(0, +) - 1) < 1e-9, "seed \(seed)")
            let healths = levels.map { min(1, factor * $0.wellShare) }
            let isEnough = healths.reduce(0, +) >= 1 - 1e-9
            var before = 0.0
            for (index, level) in levels.enumerated() {
                let share = loads.shares[index]
                #expect(share >= 0)
                if !loads.panics[index] { #expect(level.wellCount > 0 || share == 0, "seed \(seed)") }
                if isEnough, levels.count > 1 {
                    #expect(!loads.panics[index])
                    // Nobody gets any while those before can carry it all.
                    #expect(abs(share - min(healths[index], max(0, 1 - before))) < 1e-9, "seed \(seed)")
                }
                before += healths[index]
            }
        }
    }
}
