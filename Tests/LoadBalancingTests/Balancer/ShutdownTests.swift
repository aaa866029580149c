import Foundation
import LoadBalancing
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@Suite("The end of a load balancer", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("Under load, a graceful shutdown ends run(), leaves no probe, and finishes every pick once")
    func underLoad() async throws {
        let probe = ScriptedProbe(["e3": .hanging])
        let log = RecordingLog()
        var configuration = LoadBalancerConfiguration()
        configuration.health.interval = .milliseconds(1)
        configuration.health.idleInterval = .milliseconds(1)
        configuration.health.timeout = .milliseconds(5)
        let feed = EndpointFeed(.numbered(1...3))
        let balancer = try LoadBalancer(
            feed,
            policy: .leastRequest,
            probe: probe,
            configuration: configuration,
            logger: log.logger
        )
        let group = ServiceGroup(services: [balancer], logger: log.logger)
        let picks = Locked(0)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for number in 0..<4 {
                tasks.addTask {
                    try await balancer.waitUntilReady()
                    while true {
                        do {
                            let pick = try balancer.pick()
                            await Task.yield()
                            picks.withLock { $0 += 1 }
                            pick.finish(number == 0 ? .failure(.timedOut) : .success)
                        } catch PickError.shutDown {
                            return
                        }
                        if picks.withLock({ $0 }) == 2000 {
                            await group.triggerGracefulShutdown()
                        }
                    }
                }
            }
            try await tasks.waitForAll()
        }
        let status = balancer.status
        #expect(status.isShutDown)
        #expect(status.endpoints.allSatisfy { $0.requestsInFlight == 0 })
        let counted = status.endpoints.reduce(0) { $0 + $1.successes + $1.failures }
        #expect(counted == picks.withLock { $0 })
        #expect(status.endpoints.allSatisfy { $0.cancellations == 0 })
        #expect(probe.running == 0)
        #expect(balancer.probesUnderWay == 0)
    }

    @Test("A load balancer that nobody holds goes, though picks of it are not finished, and they can be finished")
    func letGo() async throws {
        weak var released: LoadBalancer?
        let box: PickBox
        do {
            let balancer = try LoadBalancer(.numbered(1...3))
            released = balancer
            box = PickBox(try balancer.pick())
        }
        #expect(released == nil)
        #expect(box.endpoint.id.string.hasPrefix("e"))
        #expect(box.finish(.success))
    }

    @Test("Waiting for readiness ends when the task is cancelled")
    func cancelledWait() async throws {
        let balancer = try LoadBalancer(EndpointFeed())
        let wait = Task { try await balancer.waitUntilReady() }
        wait.cancel()
        await #expect(throws: CancellationError.self) { try await wait.value }
    }
}
