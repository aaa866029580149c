import Foundation
import TestSupport
import Testing

@testable import LoadBalancing

@Suite("What picks keep alive")
struct PickLifetimeTests {
    /// An endpoint as a load balancer holds it, without one.
    private func live(laneCount: Int = 2) -> LiveEndpoint {
        LiveEndpoint(
            requirements: PolicyRequirements(),
            totals: BalancerTotals(seed: 1),
            laneCount: laneCount,
            now: { 0 },
            consecutiveFailureLimit: 0,
            reportConsecutiveFailures: { _ in }
        )
    }

    @Test("A pick outlives the endpoint's state, its load balancer and its snapshot; with the last one, all is gone")
    func outlives() throws {
        weak var released: LiveEndpoint?
        weak var state: EndpointState?
        var picks: [PickBox] = []
        do {
            let live = live()
            let endpoint = EndpointState(.numbered(1), live: live)
            released = live
            state = endpoint
            for lane in [0, 0, 1] {
                picks.append(PickBox(Pick(endpoint.cells[lane], at: 0, alone: lane == 1)))
            }
        }
        #expect(state == nil, "a pick holds no more than it needs")
        #expect(released?.counts.started == 3)
        #expect(picks.map(\.endpoint) == Array(repeating: .numbered(1), count: 3))
        picks[1].finish(.success)
        picks[2].finish(.failure(.timedOut))
        // Lane 1's cell has been freed with its last pick, and its counts are kept.
        #expect(released?.counts == EndpointTotals(started: 3, finished: 2, failures: 1, consecutiveFailures: 1))
        picks[0].finish(.cancelled)
        #expect(released == nil)
    }

    @Test("A state without picks frees its cells at once", arguments: [1, 2, 33])
    func unused(laneCount: Int) {
        weak var released: LiveEndpoint?
        do {
            let live = live(laneCount: laneCount)
            released = live
            for _ in 0..<3 {
                _ = EndpointState(.numbered(1), live: live)
            }
            #expect(live.counts == EndpointTotals())
        }
        #expect(released == nil)
    }

    @Test("Of picks that end at once on many threads, one frees their cell, and all are counted", arguments: 1...20)
    func race(round: Int) {
        weak var released: LiveEndpoint?
        do {
            let live = live()
            released = live
            var state: EndpointState? = EndpointState(.numbered(1), live: live)
            let boxes = (0..<64).compactMap { _ in (state?.cells[0]).map { PickBox(Pick($0, at: 0)) } }
            let last = Locked<EndpointState?>(state)
            state = nil
            // The state goes in between: its retirement may be first, last or among them.
            DispatchQueue.concurrentPerform(iterations: 65) { index in
                if index == round * 3 {
                    last.withLock { $0.take() }.map { withExtendedLifetime($0) {} }
                } else {
                    boxes[index < round * 3 ? index : index - 1].finish(index % 2 == 0 ? .success : .cancelled)
                }
            }
            #expect((live.counts.started, live.counts.finished) == (64, 64))
            #expect(live.counts.cancellations == (0..<65).count { $0 != round * 3 && $0 % 2 == 1 })
        }
        #expect(released == nil)
    }

    @Test("Requests in flight of an endpoint that was changed are still counted by the policy, and then let go of")
    func elders() throws {
        let live = live(laneCount: 1)
        var record = EndpointRecord(.numbered(1), live: live)
        let old = PickBox(Pick(record.state.cells[0], at: 0))
        record.endpoint.weight = 2
        let new = PickBox(Pick(record.state.cells[0], at: 0))
        record.endpoint.weight = 3
        #expect(record.elders.count == 2)
        func candidates() -> Candidates {
            Candidates(
                states: [record.state],
                elders: [record.elders],
                weights: [3],
                availability: [true],
                totals: BalancerTotals(seed: 1)
            )
        }
        let before = candidates()
        #expect(before.requestsInFlight(0) == 2)
        new.finish(.success)
        #expect(before.requestsInFlight(0) == 1)
        record.forgetIdleElders()
        #expect(record.elders.map(\.endpoint.weight) == [1])
        #expect(candidates().requestsInFlight(0) == 1)
        old.finish(.success)
        record.forgetIdleElders()
        #expect(record.elders.isEmpty)
        #expect(candidates().requestsInFlight(0) == 0)
        #expect(live.counts == EndpointTotals(started: 2, finished: 2))
    }

    @Test("Least request sees what was in flight before an endpoint's weight changed")
    func eldersInUse() async throws {
        let feed = EndpointFeed(.numbered(1...2))
        try await BalancerUnderTest.run(feed, policy: .leastRequest) { test in
            var held: [PickBox] = []
            while held.count(where: { $0.endpoint.id == "e1" }) < 5 {
                held.append(PickBox(try test.balancer.pick()))
            }
            let before = test.balancer.status.endpoints.map(\.requestsInFlight)
            feed.send([.numbered(1, weight: 1), .numbered(2), .numbered(3)])
            await test.log.wait(for: "joined", of: "e3")
            feed.send([Endpoint(id: "e1", host: "127.0.0.1", port: 8001, zone: "z"), .numbered(2), .numbered(3)])
            await test.log.wait(for: "changed", of: "e1")
            #expect(test.balancer.status.endpoints.map(\.requestsInFlight) == before + [0])
            // Whichever two are compared, e3 has less to do: it is never e1's turn while that has five in flight.
            for _ in 0..<20 {
                let pick = try test.balancer.pick(excluding: ["e2"])
                #expect(pick.endpoint.id == "e3")
                pick.finish(.success)
            }
            for pick in held { pick.finish(.success) }
            #expect(test.balancer.status.endpoints.map(\.requestsInFlight) == [0, 0, 0])
        }
    }

    @Test("A success by any lane, of an endpoint as it is or was, ends the streak of failures by all", arguments: 0..<4)
    func streaks(lane: Int) {
        let live = live(laneCount: 4)
        let old = EndpointState(.numbered(1), live: live)
        let new = EndpointState(.numbered(1, weight: 2), live: live)
        func finish(_ state: EndpointState, _ lane: Int, _ outcome: Outcome) {
            state.cells[lane].start()
            state.cells[lane].finish(outcome, startedAt: 0)
        }
        for round in 1...3 {
            for failing in 0..<4 {
                finish(failing % 2 == 0 ? old : new, failing, .failure(.timedOut))
                #expect(live.counts.consecutiveFailures == failing + 1)
            }
            finish(new, lane, .cancelled)
            #expect(live.counts.consecutiveFailures == 4, "a cancellation says nothing")
            finish(round % 2 == 0 ? old : new, lane, .success)
            #expect(live.counts.consecutiveFailures == 0)
            finish(old, lane, .success)
        }
    }

    @Test("A lane is leased to one picker at a time, and those without one share the first")
    func leases() {
        let leases = LaneLeases(isShared: false)
        let own = (1..<leases.laneCount).map { _ in leases.lease() }
        #expect(Set(own) == Set(1..<leases.laneCount))
        #expect(leases.lease() == 0)
        leases.giveBack(0)
        #expect(leases.lease() == 0)
        leases.giveBack(1)
        #expect(leases.lease() == 1)
        let shared = LaneLeases(isShared: true)
        #expect(shared.laneCount == 1 && shared.lease() == 0)
    }

    @Test("A picker gives its lane back; more of them than lanes add up all the same")
    func pickers() throws {
        let balancer = try LoadBalancer(.numbered(1...3))
        for _ in 0..<10 {
            var pickers: [PickerBox] = []
            for _ in 0..<40 { pickers.append(PickerBox(balancer.makePicker())) }
            for picker in pickers {
                for _ in 0..<3 { try picker.pick().finish(.success) }
            }
        }
        #expect(balancer.status.endpoints.map(\.successes) == [400, 400, 400])
    }

    /// A picker in an array.
    private final class PickerBox {
        private var picker: Picker

        init(_ picker: consuming Picker) {
            self.picker = picker
        }

        func pick() throws(PickError) -> Pick {
            try picker.pick()
        }
    }
}
