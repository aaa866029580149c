import Testing

@testable import LoadBalancing

@Suite("Draining, beside a model of it")
struct DrainModelTests {
    /// A machine, a model, and the picks that both see.
    private struct Run {
        var model: DrainModel
        var machine: BalancerMachine
        var parts = BalancerMachine.SnapshotParts()
        var now: UInt64 = 0
        var held: [(pick: PickBox, ticket: DrainModel.Ticket)] = []

        /// - Parameter modelled: what the model believes, if not the truth.
        init(drain: Duration, modelled: Duration? = nil) {
            model = DrainModel(drain: (modelled ?? drain).nanoseconds)
            let configuration = LoadBalancerConfiguration(
                outliers: nil,
                drainDuration: drain,
                metricsInterval: .seconds(100_000)
            )
            let totals = BalancerTotals(seed: 1)
            machine = BalancerMachine(configuration, isProbed: false, seed: 1, now: 0) {
                LiveEndpoint(
                    requirements: PolicyRequirements(),
                    totals: totals,
                    now: { 0 },
                    consecutiveFailureLimit: 0,
                    reportConsecutiveFailures: { _ in }
                )
            }
            machine.begin(at: 0)
        }

        mutating func list(_ list: [Endpoint]) throws {
            machine.listArrived(list, at: now)
            let usable = BalancerMachine.usable(list).endpoints
            try model.list(usable, at: now, reported: machine.takeEvents())
            try check()
        }

        mutating func advance(by duration: UInt64) throws {
            now += duration
            _ = machine.advance(to: now)
            try model.advance(to: now, reported: machine.takeEvents())
            try check()
        }

        /// Picks one that takes new picks, or, to stay, any that can be stayed on.
        mutating func pick(_ id: EndpointID, staying: Bool) throws {
            let state = staying ? parts.stayable[id] : parts.states.first { $0.endpoint.id == id }
            guard let state, let ticket = model.pick(id) else { return }
            held.append((PickBox(Pick(state.cells[0], at: 0)), ticket))
            try check()
        }

        mutating func finish(_ index: Int, _ outcome: Outcome) throws {
            let (pick, ticket) = held.remove(at: index)
            let endpoint = pick.endpoint
            pick.finish(outcome)
            try model.finish(ticket, endpoint: endpoint)
            try check()
        }

        private mutating func check() throws {
            if let newer = machine.takeSnapshotParts(at: now) { parts = newer }
            try model.check(parts, machine)
        }
    }

    private func randomList(_ chance: inout Chance) -> [Endpoint] {
        if chance.says(0.05) { return [] }
        var list: [Endpoint] = []
        for number in 0..<8 where chance.says(0.6) {
            let weight: Double = [0, 1, 1, 2].randomElement(using: &chance) ?? 1
            var endpoint = Endpoint.numbered(number, weight: weight)
            // Now and then another server under the same id, or the same entry twice, or one that is refused.
            if chance.says(0.1) { endpoint.address = .hostPort(host: "127.0.0.2", port: 9000) }
            list.append(endpoint)
            if chance.says(0.05) { list.append(.numbered(number, weight: 7)) }
            if chance.says(0.05) { list.append(.numbered(100, weight: -1)) }
        }
        list.shuffle(using: &chance)
        return list
    }

    @Test("Over random histories the machine does what the model allows, and all it must", arguments: 1...80)
    func histories(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let drain = UInt64.random(in: 0...UInt64.seconds(120), using: &chance)
        var run = Run(drain: .nanoseconds(Int64(drain)))
        do {
            for _ in 0..<400 {
                switch Int.random(in: 0..<100, using: &chance) {
                case 0..<15:
                    try run.list(randomList(&chance))
                case 15..<35:
                    // To the very moment, a nanosecond short of it, or anywhere.
                    let next = run.machine.nextEventAt
                    let exact = next > run.now && next < .max ? next - run.now : 0
                    let steps = [exact, exact > 0 ? exact - 1 : 0, chance.next() % (drain / 2 + 1)]
                    try run.advance(by: steps.randomElement(using: &chance) ?? 0)
                case 35..<55:
                    if let id = run.model.candidates.randomElement(using: &chance) {
                        try run.pick(id, staying: false)
                    }
                case 55..<70:
                    if let id = run.model.stayable.randomElement(using: &chance) {
                        try run.pick(id, staying: true)
                    }
                default:
                    if let index = run.held.indices.randomElement(using: &chance) {
                        let outcomes: [Outcome] = [.success, .cancelled, .failure(.timedOut)]
                        try run.finish(index, outcomes.randomElement(using: &chance) ?? .success)
                    }
                }
            }
            while !run.held.isEmpty { try run.finish(0, .success) }
        } catch {
            Issue.record("seed \(seed), draining for \(drain) ns, at \(run.now): \(error)")
        }
        #expect(run.model.gone > 0, "seed \(seed): a history in which nothing happens proves nothing")
    }

    @Test("Among the histories some endpoints come back while they drain")
    func returns() throws {
        var run = Run(drain: .seconds(60))
        try run.list(.numbered(1...2))
        try run.pick("e2", staying: false)
        try run.list(.numbered(1...1))
        try run.advance(by: .seconds(59))
        try run.list(.numbered(1...2))
        #expect(run.model.returned == 1)
        try run.advance(by: .seconds(120))
        try run.finish(0, .success)
        #expect(run.model.gone == 0)
    }

    @Test("The model catches a machine that drains too long or too short, or forgets what it knew")
    func modelCatches() throws {
        func leave(_ run: inout Run) throws {
            try run.list(.numbered(1...2))
            try run.list(.numbered(1...1))
            try run.advance(by: .seconds(60))
        }
        var exact = Run(drain: .seconds(60))
        try leave(&exact)
        #expect(exact.model.gone == 1)
        var long = Run(drain: .seconds(61), modelled: .seconds(60))
        #expect(throws: DrainModel.Illegal.sleepsPast(.seconds(60))) { try leave(&long) }
        var short = Run(drain: .seconds(60), modelled: .seconds(61))
        #expect(throws: DrainModel.Illegal.misreported([.gone("e2", inFlight: 0)], expected: [])) { try leave(&short) }

        // A machine that never saw the pick has forgotten it, as far as the model can tell.
        var forgetful = Run(drain: .seconds(60))
        try forgetful.list(.numbered(1...2))
        _ = forgetful.model.pick("e1")
        #expect(
            throws: DrainModel.Illegal.counts("e1", started: 0, inFlight: 0, expected: 1, expectedInFlight: 1)
        ) { try forgetful.list(.numbered(1...3)) }
    }
}
