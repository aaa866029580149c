import LoadBalancing
import ManualClocks
import Testing

@Suite("A concurrency limit", .timeLimit(.minutes(1)))
struct ConcurrencyLimitTests {
    /// Holds those who are in until it is opened.
    private final class Door: Sendable {
        private let stream = AsyncStream<Void>.makeStream()
        func wait() async {
            for await _ in stream.stream { return }
        }
        func open() { stream.continuation.yield() }
    }

    private func entered(_ limit: ConcurrencyLimit, _ count: Int) async {
        while limit.active < count { await Task.yield() }
    }

    private func queued(_ limit: ConcurrencyLimit, _ count: Int) async {
        while limit.queued != count { await Task.yield() }
    }

    @Test("Who waits goes on when another leaves, and who is one too many is told at once")
    func queue() async throws {
        let clock = ManualClock()
        let limit = try ConcurrencyLimit(.init(limit: 1, queueLength: 1), clock: clock)
        let doors = [Door(), Door()]
        let first = Task { try await limit.withPlace { await doors[0].wait() } }
        await entered(limit, 1)
        let second = Task { try await limit.withPlace { await doors[1].wait() } }
        await queued(limit, 1)
        await #expect(throws: ConcurrencyLimitError.full(limit: 1, queueLength: 1)) { try await limit.withPlace {} }
        doors[0].open()
        try await first.value
        await queued(limit, 0)
        #expect(limit.active == 1)
        doors[1].open()
        try await second.value
        #expect(limit.active == 0)
        #expect(clock.sleeperCount == 0)
    }

    @Test("Who has waited for long enough gives up; who is cancelled does so at once; the place is not lost")
    func givingUp() async throws {
        let clock = ManualClock()
        let limit = try ConcurrencyLimit(.init(limit: 1, queueLength: 5, queueWait: .seconds(1)), clock: clock)
        let door = Door()
        let first = Task { try await limit.withPlace { await door.wait() } }
        await entered(limit, 1)
        let late = Task { try await limit.withPlace {} }
        await clock.waitForSleepers(1)
        let cancelled = Task { try await limit.withPlace {} }
        await queued(limit, 2)
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        clock.advance(by: .seconds(1))
        await #expect(throws: ConcurrencyLimitError.waitedTooLong(.seconds(1))) { try await late.value }
        #expect(limit.queued == 0)
        door.open()
        try await first.value
        try await limit.withPlace {}
        #expect(limit.active == 0)
    }

    @Test("An error of those let through is theirs, and frees the place")
    func errors() async throws {
        struct Mine: Error {}
        let limit = try ConcurrencyLimit(.init(limit: 1))
        await #expect(throws: Mine.self) { try await limit.withPlace { throw Mine() } }
        #expect(limit.active == 0)
        #expect(throws: ConfigurationError.self) { try ConcurrencyLimit(.init(limit: 0)) }
    }

    @Test("Of a thousand in a crowd never more than the limit are in, and no place is lost", arguments: 1...4)
    func many(seed: UInt64) async throws {
        let limit = try ConcurrencyLimit(.init(limit: 3, queueLength: 20), clock: ManualClock())
        let crowd = Locked((inside: 0, most: 0))
        let results = Locked<[String: Int]>([:])
        var chance = Chance(seed: seed)
        await withTaskGroup { group in
            for number in 0..<1000 {
                let yields = Int.random(in: 0...30, using: &chance)
                let isGivenUp = chance.says(0.2)
                group.addTask {
                    let task = Task {
                        try await limit.withPlace {
                            crowd.withLock { crowd in
                                crowd.inside += 1
                                crowd.most = max(crowd.most, crowd.inside)
                            }
                            for _ in 0..<yields { await Task.yield() }
                            crowd.withLock { $0.inside -= 1 }
                        }
                    }
                    if isGivenUp { task.cancel() }
                    var name = "through"
                    if case .failure(let error) = await task.result { name = "\(type(of: error))" }
                    results.withLock { [name] in $0[name, default: 0] += 1 }
                    // One that is turned away comes back later, or the whole thousand would be within a moment.
                    for _ in 0..<50 where name != "through" { await Task.yield() }
                }
                // More than have a place and may wait.
                if number >= 30 { await group.next() }
            }
        }
        #expect(limit.active == 0 && limit.queued == 0, "seed \(seed)")
        #expect(crowd.withLock { $0.most } <= 3, "seed \(seed)")
        let counts = results.withLock { $0 }
        #expect(counts["through", default: 0] > 50, "seed \(seed): \(counts)")
        #expect(counts.values.reduce(0, +) == 1000, "seed \(seed)")
    }
}
