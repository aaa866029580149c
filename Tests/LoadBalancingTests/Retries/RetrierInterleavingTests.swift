import LoadBalancing
import ManualClocks
import TestSupport
import Testing

@Suite("Many requests at once over a load balancer", .timeLimit(.minutes(1)))
struct RetrierInterleavingTests {
    struct Down: Error {}

    /// What attempts do, by chance. Time moves as they go on, or when nobody does.
    final class Service: Sendable {
        struct State {
            var begun = 0
            var underWay = 0
            /// Goes up with whatever happens.
            var steps = 0
        }

        let clock = ManualClock()
        let state = Locked(State())

        func send(_ attempt: Attempt, seed: UInt64) async throws -> Int {
            state.withLock { state in
                state.begun += 1
                state.underWay += 1
            }
            defer { state.withLock { $0.underWay -= 1 } }
            var chance = Chance(seed: seed &* 31 &+ UInt64(attempt.number))
            for _ in 0..<Int.random(in: 0...8, using: &chance) {
                state.withLock { $0.steps += 1 }
                if chance.says(0.05) { clock.advance(by: .milliseconds(1)) }
                await Task.yield()
            }
            if chance.says(0.3) {
                try await clock.sleep(for: .milliseconds(.random(in: 1...20, using: &chance)))
            }
            if chance.says(0.4) { throw Down() }
            return attempt.number
        }

        /// Moves time on whenever nothing has happened for a while, until it is cancelled.
        func moveTime() async {
            var seen = -1
            while !Task.isCancelled {
                for _ in 0..<100 { await Task.yield() }
                let steps = state.withLock { $0.steps }
                if steps == seen, let next = clock.nextSleeperDeadline {
                    clock.advance(by: max(.zero, next.offset - clock.now.offset))
                }
                seen = steps
            }
        }
    }

    static func verdict(_ result: Result<Int, any Error>, seed: UInt64) -> Verdict {
        switch result {
        case .success: seed % 7 == 0 ? .streaming : .answer()
        case .failure(RetrierError.attemptTimedOut): .failure(.timedOut, .sentAndSafe)
        case .failure: seed % 5 == 0 ? .failure(.serverError, .sentAndUnsafe) : .failure(.connectFailed, .notSent)
        }
    }

    @Test(
        "Attempts, hedges, time-outs, cancellations and a shutdown: every pick is finished once, nothing goes on",
        arguments: 1...6,
        [false, true]
    )
    func interleavings(seed: UInt64, isInTurn: Bool) async throws {
        var chance = Chance(seed: seed)
        let service = Service()
        let log = RecordingLog()
        let balancer = try LoadBalancer(
            .numbered(1...4),
            policy: .leastRequest,
            clock: service.clock,
            logger: log.logger
        )
        let configuration = RetryConfiguration(
            attempts: .random(in: 2...4, using: &chance),
            backoff: RetryBackoff(base: .milliseconds(1), maximum: .milliseconds(2)),
            attemptTimeout: seed % 2 == 0 ? .milliseconds(15) : nil,
            timeout: seed % 3 == 0 ? .milliseconds(40) : nil,
            budget: .shareOfRequests(0.5),
            hedging: isInTurn ? nil : .after(.milliseconds(3)),
            concurrencyLimit: seed % 2 == 1 && !isInTurn
                ? ConcurrencyLimit.Configuration(limit: 4, queueLength: 4) : nil
        )
        let retrier = try Retrier(balancer, configuration: configuration)
        let run = Task { try await balancer.run() }
        try await balancer.waitUntilReady()
        let mover = Task { await service.moveTime() }
        let ends = Locked<[String: Int]>([:])
        await withTaskGroup { group in
            for number in 0..<400 as Range<UInt64> {
                let seed = chance.next()
                let isGivenUp = number % 9 == 0
                group.addTask {
                    let request = Task {
                        try await retrier.perform(
                            keyHash: seed,
                            options: RequestOptions(isSafeToRepeat: seed % 4 != 0),
                            attemptEndingItself: { try await service.send($0, seed: seed) },
                            answered: { Self.verdict(.success($0), seed: seed) },
                            failed: { Self.verdict(.failure($0), seed: seed) }
                        )
                    }
                    if isGivenUp {
                        for _ in 0..<seed % 8 { await Task.yield() }
                        request.cancel()
                    }
                    var end = "answer"
                    if case .failure(let error) = await request.result { end = "\(type(of: error))" }
                    ends.withLock { [end] in $0[end, default: 0] += 1 }
                }
                if number >= 16 { await group.next() }
                if number == 320 { run.cancel() }
            }
        }
        mover.cancel()
        await mover.value
        try await run.value
        let (begun, underWay) = service.state.withLock { ($0.begun, $0.underWay) }
        #expect(underWay == 0, "seed \(seed)")
        let status = balancer.status
        let finished = status.endpoints.reduce(0) { $0 + $1.successes + $1.failures + $1.cancellations }
        #expect(status.endpoints.allSatisfy { $0.requestsInFlight == 0 }, "seed \(seed)")
        let report = retrier.status
        #expect(report.requestsUnderWay == 0, "seed \(seed)")
        // Each attempt had a pick, also one that a full endpoint turned away.
        let most = report.requests + report.retries + report.hedges
        #expect(finished <= most && finished >= begun, "seed \(seed)")
        let all = ends.withLock { $0 }
        #expect(all.values.reduce(0, +) == 400, "seed \(seed)")
        #expect(all["answer", default: 0] > 100 && all["PickError", default: 0] > 20, "seed \(seed): \(all)")
        #expect(report.retries > 20 && (report.hedges > 5) != isInTurn, "seed \(seed): \(report)")
    }
}
