#if HTTP
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import Testing

    /// What happens to one of three servers.
    enum ServerFault: String, CaseIterable, Sendable {
        case killed, restarted, slow, answers503, neverAnswers, resets

        /// What it does while it lasts; `nil` where it is not there.
        var answer: Answer? {
            switch self {
            case .killed, .restarted: nil
            case .slow: .later(.milliseconds(400), .text("slow"))
            case .answers503: .reply(.serviceUnavailable)
            case .neverAnswers: .silence
            case .resets: .reset
            }
        }
    }

    /// In CI each fault comes once, after a warm-up of a second, for CI's time; `Scripts/faults.sh` has each five times after ten
    /// seconds.
    @Suite("One of three servers fails under load", .serialized, .timeLimit(.minutes(30)))
    struct FaultTests {
        private static func number(_ name: String, _ standard: Int) -> Int {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
        }

        private let warmUp = Duration.seconds(number("SHARDING_FAULT_WARMUP", 1))
        private let phase = Duration.seconds(number("SHARDING_FAULT_PHASE", 2))
        static let rounds = number("SHARDING_FAULT_ROUNDS", 1)

        private let balancing = LoadBalancerConfiguration(
            health: HealthConfiguration(
                interval: .milliseconds(200),
                timeout: .milliseconds(700),
                idleInterval: .milliseconds(200)
            ),
            outliers: OutlierConfiguration(interval: .seconds(1), baseEjectionTime: .seconds(1), consecutiveFailures: 5)
        )
        private let configuration = LoadBalancedHTTPConfiguration(
            connectTimeout: .seconds(1),
            retries: RetryConfiguration(attempts: 3, attemptTimeout: .seconds(1))
        )

        @Test("and no request does", arguments: ServerFault.allCases, 0..<rounds)
        func fault(_ fault: ServerFault, round: Int) async throws {
            let servers = try await Self.servers()
            let discovery = StaticDiscovery(servers.enumerated().map { $1.endpoint(id: EndpointID("s\($0)")) })
            try await ClientUnderTest.run(
                discovery,
                policy: .hashRing,
                probe: HTTPProbe(),
                balancing: balancing,
                configuration
            ) { test in
                let load = Load(test)
                let start = ContinuousClock.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await load.run() }
                    try await Task.sleep(for: warmUp)
                    let before = load.take()
                    #expect(before.failures == [])

                    try await begin(fault, servers[0])
                    try await Task.sleep(for: phase)
                    let during = load.take()
                    try await end(fault, servers[0])
                    try await eventually("all are in service") {
                        test.balancer.status.endpoints.allSatisfy { $0.state == .inService }
                    }
                    _ = load.take()
                    try await Task.sleep(for: phase)
                    let after = load.take()
                    group.cancelAll()
                    try await group.waitForAll()

                    let status = test.client.retrier.status
                    report(fault, round, before, during, after, status, ContinuousClock.now - start)
                    #expect(during.failures == [])
                    #expect(after.failures == [])
                    #expect(after.answers == before.answers.merging(after.answers) { first, _ in first })
                    #expect(Double(status.retries + status.hedges) <= Self.limit(status, ContinuousClock.now - start))
                }
            }
            for server in servers { await server.kill() }
        }

        static func servers() async throws -> [TestServer] {
            var servers: [TestServer] = []
            for number in 0..<3 {
                servers.append(try await TestServer.start(keepsRequests: false) { _ in .text("s\(number)") })
            }
            return servers
        }

        private func begin(_ fault: ServerFault, _ server: TestServer) async throws {
            if let answer = fault.answer {
                server.answers { _ in answer }
            } else {
                await server.kill()
                if fault == .restarted { try await server.start() }
            }
        }

        private func end(_ fault: ServerFault, _ server: TestServer) async throws {
            server.answers { _ in .text("s0") }
            if fault == .killed { try await server.start() }
        }

        /// What the budget allows: a fifth of the requests, and ten for each second, ten seconds of which may come at once.
        private static func limit(_ status: RetrierStatus, _ time: Duration) -> Double {
            0.2 * Double(status.requests) + 10 * (10 + time / .seconds(1))
        }

        private func report(
            _ fault: ServerFault,
            _ round: Int,
            _ before: Load.Totals,
            _ during: Load.Totals,
            _ after: Load.Totals,
            _ status: RetrierStatus,
            _ time: Duration
        ) {
            func figures(_ totals: Load.Totals) -> String {
                let times = totals.times.sorted()
                guard !times.isEmpty else { return "no request" }
                func milliseconds(_ share: Double) -> String {
                    String(
                        format: "%.1f",
                        times[min(times.count - 1, Int(share * Double(times.count)))] / .milliseconds(1)
                    )
                }
                return "\(totals.requests) requests, \(totals.failures.count) failed, p50 \(milliseconds(0.5)) ms, "
                    + "p99 \(milliseconds(0.99)) ms, slowest \(milliseconds(1)) ms"
            }
            let attempts = Double(status.requests + status.retries + status.hedges) / Double(max(1, status.requests))
            print(
                """
                fault \(fault.rawValue), round \(round + 1) of \(Self.rounds), warm-up \(warmUp):
                  before  \(figures(before))
                  during  \(figures(during))
                  after   \(figures(after))
                  \(status.retries) retries of at most \(Int(Self.limit(status, time))), \(status.refusals) refused, \
                \(String(format: "%.3f", attempts)) attempts a request
                """
            )
        }
    }
#endif
