import Testing

@testable import LoadBalancing

@Suite("The adaptive throttle")
struct AdaptiveThrottleTests {
    /// Lets requests in and ends them, whatever the throttle would have said.
    private func throttle(requests: Int, accepts: Int, multiplier: Double = 2) throws -> AdaptiveThrottleState {
        var throttle = AdaptiveThrottleState(AdaptiveThrottle(multiplier: multiplier))
        for number in 0..<requests {
            let ticketOrNone = throttle.admit(at: 0, random: .max)
            let ticket = try #require(ticketOrNone)
            throttle.ended(ticket, accepted: number < accepts)
        }
        return throttle
    }

    @Test(
        "The probability is max(0, (requests − K · accepts) / (requests + 1))",
        arguments: [
            (100, 100, 2, 0), (100, 50, 2, 0), (100, 20, 2, 60.0 / 101), (100, 0, 2, 100.0 / 101),
            (100, 50, 1.1, 45.0 / 101), (0, 0, 2, 0), (1, 0, 2, 1.0 / 2),
        ] as [(Int, Int, Double, Double)]
    )
    func formula(requests: Int, accepts: Int, multiplier: Double, expected: Double) throws {
        var throttle = try throttle(requests: requests, accepts: accepts, multiplier: multiplier)
        #expect(abs(throttle.refusalProbability(at: 0) - expected) < 1e-12)
    }

    @Test("A request counts from its start, and neither way until it has ended")
    func underWay() throws {
        var throttle = AdaptiveThrottleState(AdaptiveThrottle())
        // A burst of a client that has just started: all of it goes out.
        let tickets = (0..<1000).compactMap { _ in throttle.admit(at: 0, random: 0) }
        #expect(tickets.count == 1000)
        for ticket in tickets.prefix(500) { throttle.ended(ticket, accepted: false) }
        #expect(abs(throttle.refusalProbability(at: 0) - 500.0 / 1001) < 1e-12)
        for ticket in tickets.suffix(500) { throttle.ended(ticket, accepted: nil) }
        #expect(abs(throttle.refusalProbability(at: 0) - 500.0 / 501) < 1e-12)
    }

    @Test("Those it refuses count as requests, so it goes on while the servers refuse")
    func refusals() throws {
        var throttle = try throttle(requests: 100, accepts: 0)
        let before = throttle.refusalProbability(at: 0)
        #expect(throttle.admit(at: 0, random: 0) == nil)
        #expect(throttle.refusalProbability(at: 0) > before)
    }

    @Test("What is older than two minutes is forgotten, a request with its answer")
    func window() throws {
        var throttle = try throttle(requests: 100, accepts: 0)
        #expect(throttle.refusalProbability(at: .seconds(120)) > 0.9)
        #expect(throttle.refusalProbability(at: .seconds(126)) == 0)
        let ticketOrNone = throttle.admit(at: .seconds(126), random: 0)
        let ticket = try #require(ticketOrNone)
        throttle.ended(ticket, accepted: true)
        #expect(throttle.refusalProbability(at: .seconds(300)) == 0)
        // An answer to what is forgotten is not counted.
        let lateOrNone = throttle.admit(at: .seconds(300), random: 0)
        let late = try #require(lateOrNone)
        #expect(throttle.refusalProbability(at: .seconds(500)) == 0)
        throttle.ended(late, accepted: false)
        #expect(throttle.refusalProbability(at: .seconds(500)) == 0)
    }

    @Test("Servers that accept a tenth are asked for about twice what they accept")
    func steadyState() {
        var throttle = AdaptiveThrottleState(AdaptiveThrottle())
        var chance = Chance(seed: 1)
        var sent = 0
        // 1000 requests a second, of which the servers take the first 100 of each second.
        for second in 0..<600 {
            var accepted = 0
            for number in 0..<1000 {
                let now = UInt64.seconds(Double(second) + Double(number) / 1000)
                guard let ticket = throttle.admit(at: now, random: chance.next()) else { continue }
                if second >= 300 { sent += 1 }
                throttle.ended(ticket, accepted: accepted < 100)
                accepted += 1
            }
        }
        let perSecond = Double(sent) / 300
        #expect((150...250).contains(perSecond), "\(perSecond)")
    }
}
