import Testing

@testable import LoadBalancing

@Suite("Outliers, beside a model of them")
struct OutlierModelTests {
    /// A detector, a model, and the counters of a fleet that both see.
    struct Run {
        var model: OutlierModel
        var detector: OutlierDetector
        var totals: [EndpointID: EndpointTotals] = [:]
        var now = 0
        var intervalEnd: Int

        init(_ rules: OutlierModel.Rules, detectorRules: OutlierModel.Rules? = nil) {
            model = OutlierModel(rules)
            let other = OutlierModel(detectorRules ?? rules)
            detector = OutlierDetector(other.configuration, now: 0)
            intervalEnd = rules.interval
        }

        mutating func insert(_ id: EndpointID) {
            model.insert(id)
            detector.insert(id)
            totals[id] = EndpointTotals()
        }

        mutating func remove(_ id: EndpointID) {
            model.remove(id)
            detector.remove(id)
            totals[id] = nil
        }

        mutating func request(_ id: EndpointID, successes: Int, failures: Int, cancelled: Int = 0) throws {
            totals[id]?.finished += successes + failures + cancelled
            totals[id]?.failures += failures
            totals[id]?.cancellations += cancelled
            if successes > 0 { totals[id]?.consecutiveFailures = 0 }
            totals[id]?.consecutiveFailures += failures
            if model.request(id, successes: successes, failures: failures) {
                let change = detector.consecutiveFailures(of: id, at: UInt64(now) * 1_000_000)
                try model.checkReport(change, of: id, at: now)
            }
            try checkStates()
        }

        mutating func advance(by milliseconds: Int) throws {
            now += milliseconds
            let changes = detector.advance(to: UInt64(now) * 1_000_000, totals: totals)
            let endsInterval = now >= intervalEnd
            if endsInterval { intervalEnd = now + model.rules.interval }
            for case .returned(let id) in changes { totals[id]?.consecutiveFailures = 0 }
            try model.check(changes, at: now, endsInterval: endsInterval)
            try checkStates()
            guard detector.nextEventAt > UInt64(now) * 1_000_000 else { throw OutlierModel.Illegal.outOfOrder }
        }

        private func checkStates() throws {
            for id in model.ids where model.isEjected(id) != detector.isEjected(id) {
                throw OutlierModel.Illegal.wrongState(id)
            }
        }
    }

    private static func rules(_ chance: inout Chance) -> OutlierModel.Rules {
        OutlierModel.Rules(
            percent: .random(in: 0...100, using: &chance),
            interval: .random(in: 1000...20_000, using: &chance),
            base: .random(in: 500...60_000, using: &chance),
            maximum: .random(in: 0...300_000, using: &chance),
            // In half of the histories rows are too long to happen, so that the other rules have their say.
            inARow: chance.says(0.5) ? .random(in: 1...8, using: &chance) : 100_000
        )
    }

    /// One random history; what happened in it, by name.
    private func history(seed: UInt64) throws -> [String: Int] {
        var chance = Chance(seed: seed)
        var run = Run(Self.rules(&chance))
        try run.model.configuration.check()
        let names = (0..<Int.random(in: 1...25, using: &chance)).map { EndpointID("node-\($0)") }
        for name in names where chance.says(0.8) { run.insert(name) }
        var wellness: [EndpointID: Double] = [:]
        for _ in 0..<600 {
            guard let name = names.randomElement(using: &chance) else { break }
            switch Int.random(in: 0..<100, using: &chance) {
            case 0..<3: if run.totals[name] == nil { run.insert(name) }
            case 3..<5: if run.totals[name] != nil { run.remove(name) }
            case 5..<15: wellness[name] = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &chance)
            case 15..<60:
                // All get requests in the same proportion, and each succeeds as well as it can just now.
                let count = [1, 5, 60, 150].randomElement(using: &chance) ?? 1
                for id in run.model.ids where !run.model.isEjected(id) || chance.says(0.1) {
                    let expected = Int(Double(count) * (wellness[id] ?? 1))
                    let successes = min(count, max(0, expected + .random(in: -2...2, using: &chance)))
                    try run.request(
                        id,
                        successes: successes,
                        failures: count - successes,
                        cancelled: .random(in: 0...3, using: &chance)
                    )
                }
            default: try run.advance(by: .random(in: 1...max(2, run.model.rules.interval / 2), using: &chance))
            }
        }
        return run.model.counts
    }

    @Test("Over random histories the detector does what the model allows, and all it must", arguments: 1...60)
    func histories(seed: UInt64) {
        do {
            _ = try history(seed: seed)
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }

    @Test("Those histories have every kind of change in them")
    func coverage() throws {
        var counts: [String: Int] = [:]
        for seed in UInt64(1)...60 { counts.merge(try history(seed: seed), uniquingKeysWith: +) }
        for kind in EjectionReason.allCases.map(\.rawValue) + ["returned", "spared", "again"] {
            #expect(counts[kind, default: 0] >= 20, "\(kind) in seeds 1 to 60: \(counts)")
        }
    }

    /// What the model says of a detector that follows other rules than it believes.
    private func verdict(
        on change: (inout OutlierModel.Rules) -> Void,
        _ history: (inout Run) throws -> Void
    ) -> OutlierModel.Illegal? {
        let rules = OutlierModel.Rules(percent: 20, interval: 10_000, base: 30_000, maximum: 60_000, inARow: 5)
        var others = rules
        change(&others)
        var run = Run(rules, detectorRules: others)
        for number in 0..<10 { run.insert(SimulatedFleet.id(number)) }
        do {
            try history(&run)
            return nil
        } catch {
            return error as? OutlierModel.Illegal
        }
    }

    @Test("The model catches a detector that ejects too many, too few, for too long or not long enough")
    func modelCatches() {
        let three: (inout Run) throws -> Void = { run in
            for number in 0..<3 { try run.request(SimulatedFleet.id(number), successes: 0, failures: 5) }
        }
        #expect(verdict(on: { _ in }, three) == nil)
        #expect(verdict(on: { $0.percent = 30 }, three) == .tooMany(ejected: 3, of: 10))
        #expect(verdict(on: { $0.percent = 10 }, three) == .sparedWithRoom(SimulatedFleet.id(1)))
        #expect(
            verdict(on: { $0.base = 20_000 }, three)
                == .wrongTime(SimulatedFleet.id(0), milliseconds: 20_000, expected: 30_000)
        )
        let again: (inout Run) throws -> Void = { run in
            for wait in [30_000, 60_000, 60_000] {
                try run.request(SimulatedFleet.id(0), successes: 0, failures: 5)
                try run.advance(by: wait)
            }
        }
        #expect(verdict(on: { _ in }, again) == nil)
        #expect(verdict(on: { $0.maximum = 90_000 }, again) == .longerThanMaximum(SimulatedFleet.id(0)))
        let failing: (inout Run) throws -> Void = { run in
            try run.request(SimulatedFleet.id(0), successes: 0, failures: 4)
            try run.advance(by: 10_000)
        }
        #expect(verdict(on: { _ in }, failing) == nil)
        #expect(verdict(on: { $0.inARow = 4 }, failing) == .noReason(SimulatedFleet.id(0), .consecutiveFailures))
    }

    @Test("The order in which endpoints were listed changes nothing", arguments: 1...10)
    func listingOrder(seed: UInt64) {
        var chance = Chance(seed: seed)
        let ids = (0..<30).map { SimulatedFleet.id($0) }
        var totals: [EndpointID: EndpointTotals] = [:]
        for id in ids {
            let failures = chance.says(0.3) ? 95 : Int.random(in: 0...20, using: &chance)
            totals[id] = EndpointTotals(finished: 100, failures: failures)
        }
        var changes: Set<[OutlierChange]> = []
        for _ in 0..<5 {
            var detector = OutlierDetector(OutlierConfiguration(), now: 0)
            for id in ids.shuffled(using: &chance) { detector.insert(id) }
            changes.insert(detector.advance(to: .seconds(10), totals: totals))
        }
        #expect(changes.count == 1, "seed \(seed)")
        #expect(changes.first?.count ?? 0 > 3, "seed \(seed)")
    }
}
