import Testing

@testable import LoadBalancing

/// gRFC A50's two algorithms, by hand.
@Suite("Rules for outliers")
struct OutlierRuleTests {
    private static let successRateOnly = OutlierConfiguration(consecutiveFailures: nil, failurePercentage: nil)
    private static let percentageOnly = OutlierConfiguration(consecutiveFailures: nil, successRate: nil)

    @Test("Success rates of 1, 1, 1, 1 and 0.6: the mean is 0.92, σ 0.16, the limit 0.616")
    func belowLimit() {
        var fleet = SimulatedFleet(5, Self.successRateOnly)
        for number in 0..<4 { fleet.request(number, successes: 100) }
        fleet.request(4, successes: 60, failures: 40)
        #expect(fleet.advance(to: 10) == [.ejected(4, .successRate, untilSeconds: 40)])
    }

    @Test("σ is the population's: by a sample's, 0.1789, the limit would be 0.58 and nobody ejected")
    func populationDeviation() {
        // With factor 2 the population's limit is 0.92 - 0.32 = 0.6, which 0.6 isn't below; with 1.9 it is.
        for (factor, isEjected) in [(1.9, true), (1.99, true), (2.01, false)] {
            var configuration = Self.successRateOnly
            configuration.successRate?.stdevFactor = factor
            var fleet = SimulatedFleet(5, configuration)
            for number in 0..<4 { fleet.request(number, successes: 1000) }
            fleet.request(4, successes: 600, failures: 400)
            #expect(!fleet.advance(to: 10).isEmpty == isEjected, "\(factor)")
        }
    }

    @Test("Endpoints that all fail alike are no outliers of their success rate")
    func allAlike() {
        var fleet = SimulatedFleet(6, Self.successRateOnly)
        for number in 0..<6 { fleet.request(number, successes: 10, failures: 90) }
        #expect(fleet.advance(to: 10) == [])
    }

    @Test("Success rates need 100 requests of an endpoint, and 5 endpoints with as many")
    func successRateVolume() {
        var fleet = SimulatedFleet(6, Self.successRateOnly)
        for number in 0..<4 { fleet.request(number, successes: 100) }
        fleet.request(4, failures: 99)
        #expect(fleet.advance(to: 10) == [], "four endpoints with enough")
        for number in 0..<5 { fleet.request(number, successes: 100) }
        fleet.request(5, failures: 99)
        #expect(fleet.advance(to: 20) == [], "the outlier has too few")
        for number in 0..<5 { fleet.request(number, successes: 100) }
        fleet.request(5, failures: 100)
        #expect(fleet.advance(to: 30) == [.ejected(5, .successRate, untilSeconds: 60)])
    }

    @Test("A failure percentage of 85 ejects, of 84 does not")
    func percentage() {
        for (failures, isEjected) in [(84, false), (85, true), (100, true)] {
            var fleet = SimulatedFleet(5, Self.percentageOnly)
            for number in 0..<4 { fleet.request(number, successes: 50) }
            fleet.request(4, successes: 100 - failures, failures: failures)
            let expected: [OutlierChange] = isEjected ? [.ejected(4, .failurePercentage, untilSeconds: 40)] : []
            #expect(fleet.advance(to: 10) == expected, "\(failures)")
        }
    }

    @Test("Failure percentages need 50 requests of an endpoint, and 5 endpoints with as many")
    func percentageVolume() {
        var fleet = SimulatedFleet(6, Self.percentageOnly)
        for number in 0..<4 { fleet.request(number, failures: 50) }
        fleet.request(4, failures: 49)
        #expect(fleet.advance(to: 10) == [])
        for number in 0..<5 { fleet.request(number, successes: 50) }
        fleet.request(5, failures: 49)
        #expect(fleet.advance(to: 20) == [])
        for number in 0..<5 { fleet.request(number, successes: 50) }
        fleet.request(5, failures: 50)
        #expect(fleet.advance(to: 30) == [.ejected(5, .failurePercentage, untilSeconds: 60)])
    }

    @Test("Cancelled requests are no requests")
    func cancelled() {
        var fleet = SimulatedFleet(5, Self.percentageOnly)
        for number in 0..<4 { fleet.request(number, successes: 50) }
        fleet.request(4, failures: 49, cancelled: 1000)
        #expect(fleet.advance(to: 10) == [], "49 requests are too few")
        for number in 0..<4 { fleet.request(number, successes: 50) }
        fleet.request(4, failures: 50, cancelled: 1000)
        #expect(fleet.advance(to: 20) == [.ejected(4, .failurePercentage, untilSeconds: 50)], "50 of 50 failed")
    }

    @Test("An interval's requests are judged, not those before it")
    func differences() {
        var fleet = SimulatedFleet(5, Self.percentageOnly)
        for number in 0..<5 { fleet.request(number, successes: 100_000) }
        #expect(fleet.advance(to: 10) == [])
        for number in 0..<4 { fleet.request(number, successes: 50) }
        fleet.request(4, failures: 50)
        #expect(fleet.advance(to: 19.9) == [], "the interval is not over")
        #expect(fleet.advance(to: 20) == [.ejected(4, .failurePercentage, untilSeconds: 50)])
    }

    @Test("Counters that went backwards are those of a new start")
    func backwards() {
        var fleet = SimulatedFleet(5, Self.percentageOnly)
        for number in 0..<5 { fleet.request(number, successes: 1000, failures: 10) }
        #expect(fleet.advance(to: 10) == [])
        for number in 0..<4 { fleet.request(number, successes: 50) }
        fleet.totals[SimulatedFleet.id(4)] = nil
        fleet.request(4, failures: 60)
        #expect(fleet.advance(to: 20) == [.ejected(4, .failurePercentage, untilSeconds: 50)])
    }

    @Test("An interval that is judged late is one interval, and the next one is a full one")
    func lateInterval() {
        var fleet = SimulatedFleet(2)
        #expect(fleet.advance(to: 47) == [])
        #expect(fleet.detector.nextEventAt == .seconds(57))
    }

    @Test("Both rules at once eject an endpoint once")
    func once() throws {
        var fleet = SimulatedFleet(10, OutlierConfiguration(maximumEjectedFraction: 1))
        for number in 0..<9 { fleet.request(number, successes: 100) }
        fleet.request(9, successes: 10, failures: 90)
        #expect(fleet.advance(to: 10) == [.ejected(9, .consecutiveFailures, untilSeconds: 40)])
        #expect(try #require(fleet.detector.ejection(of: SimulatedFleet.id(9))).times == 1)
    }

    @Test("Of more outliers than may be ejected the first by id bytes are; the others are spared")
    func order() {
        var fleet = SimulatedFleet(20, Self.percentageOnly)
        for number in 0..<20 { fleet.request(number, successes: 50) }
        for number in [17, 3, 11, 8] { fleet.request(number, failures: 1000) }
        let expected: [OutlierChange] = [
            .ejected(3, .failurePercentage, untilSeconds: 40), .ejected(8, .failurePercentage, untilSeconds: 40),
            .spared(11, .failurePercentage), .spared(17, .failurePercentage),
        ]
        #expect(fleet.advance(to: 10) == expected)
    }

    @Test("Failures in a row come before success rates, and these before percentages, when there is room for one")
    func precedence() {
        var fleet = SimulatedFleet(12)
        for number in 0..<12 { fleet.request(number, successes: 100) }
        // All successes before the failures, but for one whose last request succeeded.
        fleet.request(1, failures: 900)
        fleet.request(1, successes: 1)
        fleet.request(7, failures: 900)
        let changes = fleet.advance(to: 10)
        #expect(changes == [.spared(1, .successRate), .ejected(7, .consecutiveFailures, untilSeconds: 40)])
    }

    @Test("An ejected endpoint is not judged, and does not count in the mean")
    func ejectedIsOut() {
        var fleet = SimulatedFleet(12, OutlierConfiguration(maximumEjectedFraction: 0.5))
        #expect(fleet.fail(0) == .ejected(0, .consecutiveFailures, untilSeconds: 30))
        // What was under way: with it, the mean would be 0.825, σ 0.289, the limit 0.28, and 0.35 well above it.
        fleet.request(0, failures: 100)
        for number in 1..<12 { fleet.request(number, successes: 95, failures: 5) }
        for number in 1..<12 { fleet.request(number, successes: 1) }
        fleet.request(11, failures: 170)
        fleet.request(11, successes: 1)
        #expect(fleet.advance(to: 10) == [.ejected(11, .successRate, untilSeconds: 40)])
    }

    @Test("Endpoints of which no totals come are not judged, nor forgotten")
    func noTotals() {
        var fleet = SimulatedFleet(6, Self.percentageOnly)
        for number in 0..<5 { fleet.request(number, failures: 50) }
        fleet.totals[SimulatedFleet.id(4)] = nil
        #expect(fleet.advance(to: 10) == [], "four are left")
        fleet.request(4, failures: 50)
        for number in 0..<4 { fleet.request(number, successes: 50) }
        #expect(fleet.advance(to: 20) == [.ejected(4, .failurePercentage, untilSeconds: 50)])
    }
}
