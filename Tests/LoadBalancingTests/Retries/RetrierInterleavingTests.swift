import LoadBalancing
import Synchronization
import Testing

@Suite("Many requests at once over a load balancer", .timeLimit(.minutes(1)))
struct RetrierInterleavingTests {
    struct Down: Error {}

    /// What attempts do, by chance.
    final class Service: Sendable {
        let begun = Atomic(0)
        let underWay = Atomic(0)

        func send(_ attempt: Attempt, seed: UInt64) async throws -> Int {
            begun.wrappingAdd(1, ordering: .relaxed)
            underWay.wrappingAdd(1, ordering: .relaxed)
            defer { underWay.wrappingSubtract(1, ordering: .relaxed) }
            var chance = Chance(seed: seed &* 31 &+ UInt64(attempt.number))
            for _ in 0..<Int.random(in: 0...20, using: &chance) { await Task.yield() }
            if chance.says(0.3) {
                // Until it is cancelled, or for so long.
                try await Task.sleep(for: .milliseconds(.random(in: 1...20, using: &chance)))
            }
            if chance.says(0.4) { throw Down() }
            return attempt.number
        }
    }

    /// Says so of what it says, by chance.
    static func verdict(_ result: Result<Int, any Error>, seed: UInt64) -> Verdict {
        switch result {
        case .success: seed % 7 == 0 ? .streaming : .answer()
        case .failure(RetrierError.attemptTimedOut): .failure(.timedOut, .sentAndSafe)
        case .failure: seed % 5 == 0 ? .failure(.serverError, .sentAndUnsafe) : .failure(.connectFailed, .notSent)
        }
    }

    @Test(
        "Attempts, hedges, time-outs, cancellations and a shutdown: every pick is finished once, nothing goes on",
        arguments: 1...6
    )
    func interleavings(seed: UInt64) async throws {
        var chance = Chance(seed: seed)
        let balancer = try LoadBalancer(.numbered(1...4), policy: .leastRequest)
        let configuration = RetryConfiguration(
            attempts: .random(in: 2...4, using: &chance),
            backoff: RetryBackoff(base: .milliseconds(1), maximum: .milliseconds(2)),
            attemptTimeout: seed % 2 == 0 ? .milliseconds(5) : nil,
            timeout: seed % 3 == 0 ? .milliseconds(20) : nil,
            budget: .shareOfRequests(0.5),
            hedging: .after(.milliseconds(1)),
            concurrencyLimit: seed % 2 == 1 ? ConcurrencyLimit.Configuration(limit: 4, queueLength: 4) : nil
        )
        let retrier = try Retrier(balancer, configuration: configuration)
        let service = Service()
        let run = Task { try await balancer.run() }
        let ends = Locked<[String: Int]>([:])
        await withTaskGroup { group in
            for number in 0..<400 as Range<UInt64> {
                let seed = chance.next()
                let isGivenUp = number % 9 == 0
                group.addTask {
                    let request = Task {
                        try await retrier.perform(
                            keyHash: seed,
                            options: RequestOptions(isSafeToRepeat: seed % 4 != 0)
                        ) { attempt in
                            try await service.send(attempt, seed: seed)
                        } verdict: { result in
                            Self.verdict(result, seed: seed)
                        }
                    }
                    if isGivenUp {
                        await Task.yield()
                        request.cancel()
                    }
                    let end: String
                    switch await request.result {
                    case .success: end = "answer"
                    case .failure(let error): end = "\(type(of: error))"
                    }
                    ends.withLock { [end] in $0[end, default: 0] += 1 }
                }
                if number % 20 == 0 { await group.next() }
                if number == 360 { run.cancel() }
            }
        }
        try await run.value
        #expect(service.underWay.load(ordering: .relaxed) == 0, "seed \(seed)")
        let status = balancer.status
        let finished = status.endpoints.reduce(0) { $0 + $1.successes + $1.failures + $1.cancellations }
        #expect(status.endpoints.allSatisfy { $0.requestsInFlight == 0 }, "seed \(seed)")
        let report = retrier.status
        #expect(report.requestsUnderWay == 0)
        // Each attempt had a pick, also one that a full endpoint turned away.
        let picked = report.requests + report.retries + report.hedges
        #expect(finished <= picked && finished >= service.begun.load(ordering: .relaxed), "seed \(seed)")
        let all = ends.withLock { $0 }
        #expect(all.values.reduce(0, +) == 400, "seed \(seed)")
        #expect(all["answer", default: 0] > 100 && all["PickError", default: 0] > 0, "seed \(seed): \(all)")
        #expect(report.retries > 20 && report.hedges > 5, "seed \(seed): \(report)")
    }
}
