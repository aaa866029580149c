import Testing

@testable import LoadBalancing

/// How many are ejected, for how long.
@Suite("Ejection of outliers")
struct EjectionTests {
    @Test("Failures in a row eject at once, for 30 s, and the ejection ends at its time")
    func consecutiveFailures() throws {
        var fleet = SimulatedFleet(3)
        #expect(fleet.detector.nextEventAt == .seconds(10))
        fleet.now = .seconds(4)
        #expect(fleet.fail(1) == .ejected(1, .consecutiveFailures, untilSeconds: 34))
        #expect(fleet.ejected() == [1])
        let ejection = try #require(fleet.detector.ejection(of: SimulatedFleet.id(1)))
        #expect(ejection == (.seconds(34), 1, .consecutiveFailures))
        #expect(fleet.fail(1) == nil, "it is ejected already")
        for end in [10.0, 20, 30] {
            #expect(fleet.detector.nextEventAt == .seconds(end))
            #expect(fleet.advance(to: end) == [])
        }
        #expect(fleet.detector.nextEventAt == .seconds(34))
        #expect(fleet.advance(to: 33.999999999) == [])
        #expect(fleet.advance(to: 34) == [.returned(1)])
        #expect(fleet.ejected() == [])
        #expect(fleet.detector.ejection(of: SimulatedFleet.id(1)) == nil)
        #expect(fleet.detector.nextEventAt == .seconds(40))
    }

    @Test("The nth ejection in a row lasts n times 30 s, and 300 s at most")
    func times() {
        var fleet = SimulatedFleet(2)
        var lasts: [Int] = []
        for _ in 0..<13 {
            let before = fleet.now
            guard case .ejected(_, _, let until) = fleet.fail(0) else { break }
            lasts.append(Int((until - before) / 1_000_000_000))
            #expect(fleet.advance(to: Double(until) / 1e9) == [.returned(0)])
        }
        #expect(lasts == [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 300, 300, 300])
    }

    @Test("A maximum below the base time does not shorten the first ejection, and none is longer")
    func maximumBelowBase() {
        var fleet = SimulatedFleet(2, OutlierConfiguration(maximumEjectionTime: .seconds(20)))
        for _ in 0..<3 {
            let end = Double(fleet.now) / 1e9 + 30
            #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: end))
            #expect(fleet.advance(to: end) == [.returned(0)])
        }
    }

    @Test("Each interval without an ejection takes one of the times away")
    func countdown() throws {
        // Ejected three times: until 30, 90 and 180 s. The interval in which it returns is none without an ejection.
        func afterCleanIntervals(_ count: Int) throws -> Int {
            var fleet = SimulatedFleet(2)
            for end in [30.0, 90, 180] {
                _ = fleet.fail(0)
                #expect(fleet.advance(to: end) == [.returned(0)])
            }
            for number in 0..<count { #expect(fleet.advance(to: 190 + Double(number) * 10) == []) }
            _ = fleet.fail(0)
            return try #require(fleet.detector.ejection(of: SimulatedFleet.id(0))).times
        }
        #expect(try (0...5).map(afterCleanIntervals) == [4, 3, 2, 1, 1, 1])
    }

    @Test("An ejection within an interval, however short, keeps the times")
    func shortEjection() throws {
        var fleet = SimulatedFleet(2, OutlierConfiguration(baseEjectionTime: .seconds(1)))
        fleet.now = .seconds(2)
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 3))
        #expect(fleet.advance(to: 3) == [.returned(0)])
        #expect(fleet.advance(to: 10) == [])
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 12))
        #expect(fleet.advance(to: 12) == [.returned(0)])
        #expect(fleet.advance(to: 20) == [])
        #expect(fleet.advance(to: 30) == [], "the first clean interval: from 2 to 1")
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 32))
    }

    @Test("After a long outage ten clean intervals are enough, for the times stop at the longest ejection")
    func longOutage() throws {
        var fleet = SimulatedFleet(2)
        for _ in 0..<50 {
            _ = fleet.fail(0)
            let until = try #require(fleet.detector.ejection(of: SimulatedFleet.id(0))).until
            #expect(fleet.advance(to: Double(until) / 1e9) == [.returned(0)])
        }
        let end = Double(fleet.now) / 1e9
        for number in 1...10 { #expect(fleet.advance(to: end + Double(number) * 10) == []) }
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: end + 130))
    }

    private static let shares: [(Int, Double, Int)] = [
        (1, 0.1, 0), (2, 0.1, 1), (19, 0.1, 1), (20, 0.1, 2), (100, 0.1, 10), (5, 0, 1), (1, 1, 0), (2, 1, 1),
        (3, 1, 2), (10, 0.7, 7), (100, 0.29, 29), (30, 0.1, 3), (7, 0.5, 3),
    ]

    @Test("At most the share may be ejected, one in any case, and never the only one", arguments: shares)
    func share(count: Int, fraction: Double, allowed: Int) {
        var fleet = SimulatedFleet(count, OutlierConfiguration(maximumEjectedFraction: fraction))
        for number in 0..<count {
            let expected: OutlierChange =
                number < allowed
                ? .ejected(number, .consecutiveFailures, untilSeconds: 30) : .spared(number, .consecutiveFailures)
            #expect(fleet.fail(number) == expected)
        }
        #expect(fleet.ejected() == Array(0..<allowed))
    }

    @Test("That an endpoint was spared is said once an interval")
    func sparedOnce() {
        var fleet = SimulatedFleet(2)
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 30))
        #expect(fleet.fail(1) == .spared(1, .consecutiveFailures))
        #expect(fleet.fail(1) == nil)
        #expect(fleet.advance(to: 10) == [])
        #expect(fleet.fail(1) == .spared(1, .consecutiveFailures))
        #expect(fleet.fail(1) == nil)
    }

    @Test("One that was spared, and goes on failing, is ejected as soon as an interval ends and there is room")
    func sparedLater() {
        var fleet = SimulatedFleet(2)
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 30))
        fleet.request(1, failures: 5)
        #expect(fleet.fail(1) == .spared(1, .consecutiveFailures))
        #expect(fleet.advance(to: 10) == [.spared(1, .consecutiveFailures)])
        #expect(fleet.advance(to: 20) == [], "no request failed since")
        fleet.request(1, failures: 1)
        #expect(fleet.advance(to: 30) == [.returned(0), .ejected(1, .consecutiveFailures, untilSeconds: 60)])
    }

    @Test("Failures before an ejection's end do not count against an endpoint that returned")
    func returnsAnew() {
        var fleet = SimulatedFleet(2)
        fleet.request(0, failures: 5)
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 30))
        // Requests that were under way when it was ejected.
        fleet.request(0, failures: 40)
        #expect(fleet.advance(to: 30) == [.returned(0)])
        fleet.request(0, failures: 4)
        #expect(fleet.advance(to: 40) == [])
        fleet.request(0, failures: 1)
        #expect(fleet.advance(to: 50) == [.ejected(0, .consecutiveFailures, untilSeconds: 80)])
    }

    @Test("An endpoint that leaves makes room, and comes back as a new one")
    func removal() throws {
        var fleet = SimulatedFleet(3)
        _ = fleet.fail(0)
        #expect(fleet.advance(to: 30) == [.returned(0)])
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 90))
        #expect(fleet.fail(1) == .spared(1, .consecutiveFailures))
        fleet.detector.remove(SimulatedFleet.id(0))
        #expect(!fleet.detector.isEjected(SimulatedFleet.id(0)))
        #expect(fleet.fail(0) == nil)
        #expect(fleet.fail(1) == .ejected(1, .consecutiveFailures, untilSeconds: 60))
        fleet.insert(0)
        #expect(fleet.ejected() == [1])
        #expect(fleet.advance(to: 60) == [.returned(1)])
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 90), "30 s: its past is forgotten")
        fleet.detector.insert(SimulatedFleet.id(0))
        #expect(fleet.detector.isEjected(SimulatedFleet.id(0)), "what is there is not inserted again")
    }

    @Test("With failures in a row switched off they eject nobody")
    func consecutiveOff() {
        var fleet = SimulatedFleet(2, OutlierConfiguration(consecutiveFailures: nil))
        fleet.request(0, failures: 49)
        #expect(fleet.fail(0) == nil)
        #expect(fleet.advance(to: 10) == [])
    }

    @Test("With every rule switched off there is nothing to wake up for")
    func allOff() {
        let off = OutlierConfiguration(consecutiveFailures: nil, successRate: nil, failurePercentage: nil)
        var fleet = SimulatedFleet(2, off)
        #expect(fleet.detector.nextEventAt == .max)
        #expect(fleet.advance(to: 100) == [])
        #expect(fleet.detector.nextEventAt == .max)
    }

    @Test("Absurd configurations and times do not trap")
    func absurd() {
        let forever = Duration.seconds(Int64.max)
        var fleet = SimulatedFleet(
            2,
            OutlierConfiguration(interval: forever, baseEjectionTime: forever, maximumEjectionTime: forever)
        )
        #expect(fleet.detector.nextEventAt == .max)
        #expect(fleet.fail(0) == .ejected(SimulatedFleet.id(0), .consecutiveFailures, until: .max))
        #expect(fleet.advance(to: 1e9) == [])

        let nonsense = OutlierConfiguration(
            interval: .seconds(-1),
            baseEjectionTime: .zero,
            maximumEjectionTime: .seconds(-1),
            maximumEjectedFraction: .nan,
            consecutiveFailures: .min,
            successRate: .init(minimumHosts: .min, requestVolume: .min, stdevFactor: .nan),
            failurePercentage: .init(minimumHosts: .min, requestVolume: .min, threshold: .nan)
        )
        fleet = SimulatedFleet(3, nonsense)
        for step in 1...5 {
            for number in 0..<3 {
                fleet.request(number, failures: 1)
                _ = fleet.fail(number)
            }
            let next = fleet.detector.nextEventAt
            _ = fleet.advance(to: Double(step))
            #expect(fleet.detector.nextEventAt > next, "time goes on")
        }
        // Back in time, and at its end.
        _ = fleet.advance(to: 0)
        _ = fleet.detector.advance(to: .max, totals: [:])
        #expect(fleet.detector.nextEventAt == .max)
    }
}
