import Foundation
import Testing

@testable import LoadBalancing

@Suite("Peak EWMA policy")
struct PeakEWMAPolicyTests {
    private static let millisecond: UInt64 = 1_000_000
    private static let second: UInt64 = 1_000_000_000

    private static func answer(_ fleet: Fleet, _ index: Int, after latency: UInt64) {
        fleet.start(index)
        fleet.finish(index, startedAt: fleet.now - latency)
    }

    @Test("What is compared is latency · (requests in flight + 1) / weight: the table of its documentation")
    func documented() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(weights: [1, 1, 10, 1, 1], requirements: policy.requirements)
        fleet.now = Self.second
        Self.answer(fleet, 0, after: 2 * Self.millisecond)
        Self.answer(fleet, 1, after: 50 * Self.millisecond)
        Self.answer(fleet, 2, after: 50 * Self.millisecond)
        for _ in 0..<4 { fleet.start(0) }
        fleet.start(4)
        let selection = try policy.makeSelection(over: fleet.candidates(), replacing: nil)
        let loads = (0..<5).map { selection.load(of: $0, now: fleet.now) }
        #expect(loads == [10e6, 50e6, 5e6, 0, 0x1p48])
        #expect((0x1p48 / 3600e9).rounded() == 78)
    }

    @Test("The quicker of two takes the requests until it has so many more in flight")
    func quicker() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(count: 2, requirements: policy.requirements)
        fleet.now = Self.second
        Self.answer(fleet, 0, after: 10 * Self.millisecond)
        Self.answer(fleet, 1, after: 35 * Self.millisecond)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 31)
        // 10, 20, 30, then 40 against 35, then 40 against 70.
        for expected in [0, 0, 0, 1, 0] {
            #expect(fleet.pick(by: selection, over: candidates, lane: &lane) == expected)
            fleet.start(expected)
        }
    }

    @Test("An endpoint never measured is tried at once, by one request at a time")
    func unmeasured() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(count: 2, requirements: policy.requirements)
        fleet.now = Self.second
        Self.answer(fleet, 0, after: 900 * Self.millisecond)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 32)
        #expect(fleet.pick(by: selection, over: candidates, lane: &lane) == 1)
        fleet.start(1)
        for _ in 0..<1000 {
            #expect(fleet.pick(by: selection, over: candidates, lane: &lane) == 0)
            fleet.start(0)
        }
        fleet.now += Self.millisecond
        fleet.finish(1, startedAt: fleet.now - Self.millisecond)
        #expect(fleet.pick(by: selection, over: candidates, lane: &lane) == 1, "it answered")
    }

    @Test("Before any answer it is least request")
    func nothingMeasured() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(count: 4, requirements: policy.requirements)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 33)
        for _ in 0..<4000 {
            if let index = fleet.pick(by: selection, over: candidates, lane: &lane) { fleet.start(index) }
        }
        let inFlight = (0..<4).map { candidates.requestsInFlight($0) }
        #expect(inFlight.allSatisfy { abs($0 - 1000) < 20 }, "\(inFlight)")
    }

    @Test("An endpoint that was slow is left alone, and tried again when its average has decayed to the others'")
    func idle() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(count: 2, requirements: policy.requirements)
        fleet.now = Self.second
        Self.answer(fleet, 1, after: 500 * Self.millisecond)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 34)
        var firstTry: UInt64?
        for tenth in 1...1000 where firstTry == nil {
            fleet.now = Self.second + UInt64(tenth) * Self.second / 10
            // The other goes on answering within 5 ms.
            Self.answer(fleet, 0, after: 5 * Self.millisecond)
            if fleet.pick(by: selection, over: candidates, lane: &lane) == 1 {
                firstTry = UInt64(tenth)
            }
        }
        // 500 ms · e^(−t/10 s) is 5 ms at 10 s · ln 100 = 46.05 s.
        #expect(firstTry == 461)
    }

    @Test("Among equals each endpoint is as likely")
    func ties() throws {
        let policy = PeakEWMAPolicy()
        let fleet = Fleet(count: 5, requirements: policy.requirements)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 35)
        let counts = fleet.picks(20_000, by: selection, over: candidates, lane: &lane).counts(5)
        #expect(ChiSquared.fits(counts, shares: [1, 1, 1, 1, 1]), "\(counts)")
    }

    @Test("It asks for latencies with τ 10 s unless given, and refuses times that make no sense")
    func configuration() {
        #expect(PeakEWMAPolicy().requirements.latency == PeakEWMA.Configuration(decayTime: .seconds(10)))
        let candidates = Fleet(count: 1).candidates()
        for time in [Duration.zero, .seconds(-1)] {
            #expect(throws: PolicyError.invalidDecayTime(time)) {
                try PeakEWMAPolicy.peakEWMA(decayTime: time).makeSelection(over: candidates, replacing: nil)
            }
        }
        #expect(throws: PolicyError.invalidInitialLatency(.seconds(-2))) {
            try PeakEWMAPolicy.peakEWMA(decayTime: .seconds(1), initialLatency: .seconds(-2))
                .makeSelection(over: candidates, replacing: nil)
        }
        #expect("\(PolicyError.invalidDecayTime(.seconds(-1)))".contains("-1.0 seconds"))
    }
}
