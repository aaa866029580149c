#if GRPC
    import ByteService
    import ConsistentHashing
    import Foundation
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Testing

    /// In CI each fault comes once, after a warm-up of a second, for CI's time; `Scripts/faults.sh` has each five times after ten
    /// seconds.
    @Suite("One of three gRPC servers fails under load", .serialized, .timeLimit(.minutes(30)))
    struct FaultTests {
        private static func number(_ name: String, _ standard: Int) -> Int {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
        }

        private let warmUp = Duration.seconds(number("SHARDING_FAULT_WARMUP", 1))
        private let phase = Duration.seconds(number("SHARDING_FAULT_PHASE", 2))
        static let rounds = number("SHARDING_FAULT_ROUNDS", 1)

        private static let balancing = LoadBalancerConfiguration(
            health: HealthConfiguration(
                interval: .milliseconds(200),
                timeout: .milliseconds(700),
                idleInterval: .milliseconds(200)
            ),
            outliers: OutlierConfiguration(interval: .seconds(1), baseEjectionTime: .seconds(1), consecutiveFailures: 5)
        )

        private static let configuration = BalancedTransportConfiguration(
            connection: BalancedTransportConfiguration.quick.connection,
            retries: RetryConfiguration(attemptTimeout: .seconds(1))
        )

        /// All may be made again.
        private static let serviceConfig = ServiceConfig.retried(
            backoff: .milliseconds(10)...(.milliseconds(100)),
            multiplier: 2
        )

        @Test(
            "and no call does; open streams elsewhere go on, and keys come back",
            arguments: ServerFault.allCases,
            0..<rounds
        )
        func fault(_ fault: ServerFault, round: Int) async throws {
            var servers: [FaultyServer] = []
            defer { for server in servers { server.stop() } }
            for number in 0..<3 { servers.append(try FaultyServer("s\(number)")) }
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map(\.endpoint)),
                policy: .hashRing,
                probe: GRPCHealthProbe(transportSecurity: .plaintext),
                balancing: Self.balancing,
                Self.configuration,
                serviceConfig: Self.serviceConfig
            ) { [faulty = servers[0]] test in
                try await self.fault(fault, faulty, test, round)
            }
        }

        private func fault(
            _ fault: ServerFault,
            _ server: FaultyServer,
            _ test: ClientUnderTest,
            _ round: Int
        ) async throws {
            let load = CallLoad(test)
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await load.run() }
                try await Task.sleep(for: warmUp)
                try await eventually("all streams are open") { load.standing.allSatisfy { $0.messages > 0 } }
                let before = LoadPart(load)
                #expect(before.failures == [])

                try await server.begin(fault)
                try await Task.sleep(for: phase)
                let during = LoadPart(load)
                try await server.end(fault)
                // It may be found to be unwell yet for what was before, and its connection may wait for its back-off.
                let ring = try HashRing(["s0", "s1", "s2"])
                var after = LoadPart(load)
                var between: [String] = []
                for _ in 0..<10 {
                    between += after.failures
                    try await Task.sleep(for: phase)
                    after = LoadPart(load)
                    if after.misplaced(ring).isEmpty { break }
                }
                group.cancelAll()
                try await group.waitForAll()

                let status = test.transport.retrier.status
                let time = ContinuousClock.now - start
                report(fault, round, [before, during, after], status, Self.limit(status, time))
                #expect(during.failures == [])
                #expect(between == [])
                #expect(after.failures == [])
                #expect(during.streams.cut == 0 || fault.endsStreams)
                #expect(after.misplaced(ring) == [])
                #expect(after.calls.answers.values.contains([server.name]))
                check(fault, server.name, before.standing, during.standing, after.standing)
                #expect(Double(status.retries + status.hedges) <= Self.limit(status, time))
            }
        }

        /// Open streams: those at the server that fails, and the others.
        private func check(
            _ fault: ServerFault,
            _ name: String,
            _ before: [CallLoad.OpenStream],
            _ during: [CallLoad.OpenStream],
            _ after: [CallLoad.OpenStream]
        ) {
            #expect(Set(before.map(\.server)) == ["s0", "s1", "s2"])
            for (number, stream) in before.enumerated() {
                let isThere = stream.server == name
                let ends = isThere && fault.endsStreams ? ["\(name): unavailable"] : []
                #expect(after[number].ends == ends, "stream \(number)")
                // One that stands still goes on later.
                if !(isThere && fault == .silent) { #expect(during[number].messages > stream.messages) }
                #expect(after[number].messages > during[number].messages, "stream \(number)")
            }
        }

        /// What the budget allows: a fifth of the requests, and ten for each second, ten seconds of which may come at once.
        private static func limit(_ status: RetrierStatus, _ time: Duration) -> Double {
            0.2 * Double(status.requests) + 10 * (10 + time / .seconds(1))
        }

        private func report(
            _ fault: ServerFault,
            _ round: Int,
            _ parts: [LoadPart],
            _ status: RetrierStatus,
            _ limit: Double
        ) {
            let attempts = Double(status.requests + status.retries + status.hedges) / Double(max(1, status.requests))
            let ended = parts[2].standing.count { !$0.ends.isEmpty }
            print(
                """
                gRPC fault \(fault.rawValue), round \(round + 1) of \(Self.rounds), warm-up \(warmUp):
                  before  \(parts[0].calls.figures)
                  during  \(parts[1].calls.figures)
                  after   \(parts[2].calls.figures)
                  streams \(parts[1].streams.figures), \(parts[1].streams.cut) cut in the middle
                  \(ended) of \(CallLoad.openStreams) open streams ended with UNAVAILABLE and were opened again
                  \(status.retries) retries of at most \(Int(limit)), \(status.refusals) refused, \
                \(String(format: "%.3f", attempts)) attempts a call
                """
            )
        }
    }

    /// What there was in one part of a test.
    private struct LoadPart: Sendable {
        let calls: CallLoad.Totals
        let streams: CallLoad.Totals
        let standing: [CallLoad.OpenStream]

        init(_ load: CallLoad) {
            calls = load.takeCalls()
            streams = load.takeStreams()
            standing = load.standing
        }

        var failures: [String] { calls.failures + streams.failures }

        /// Keys that somebody else than their owner has answered.
        func misplaced(_ ring: HashRing<String>) -> [Int] {
            calls.answers.merging(streams.answers) { $0.union($1) }.filter { key, answers in
                answers.contains { $0 != ring.owner(of: CallLoad.name(of: key)) }
            }.map(\.key)
        }
    }

    extension CallLoad.Totals {
        fileprivate var figures: String {
            let times = times.sorted()
            guard !times.isEmpty else { return "none" }
            func milliseconds(_ share: Double) -> String {
                String(
                    format: "%.1f",
                    times[min(times.count - 1, Int(share * Double(times.count)))] / .milliseconds(1)
                )
            }
            return "\(calls) calls, \(failures.count) failed, p50 \(milliseconds(0.5)) ms, "
                + "p99 \(milliseconds(0.99)) ms, slowest \(milliseconds(1)) ms"
        }
    }
#endif
