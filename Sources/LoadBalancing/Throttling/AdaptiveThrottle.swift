/// Refuses requests by chance before they are sent, as the servers refuse them: what is refused here costs them nothing.
///
/// A request is refused with the probability max(0, (requests − K · accepts) / (requests + 1)), both counted over the window.
/// Requests that are refused here count as well, so that it goes on for as long as the servers refuse, and lets through about
/// K times what they accept.
///
/// | requests | accepts | K | refused |
/// | --- | --- | --- | --- |
/// | 100 | 100 | 2 | 0 |
/// | 100 | 50 | 2 | 0 |
/// | 100 | 20 | 2 | 60 / 101 = 0.594 |
/// | 100 | 0 | 2 | 100 / 101 = 0.990 |
/// | 100 | 50 | 1.1 | 45 / 101 = 0.446 |
///
/// A request counts from its start, but until it has ended neither for the servers nor against them, which the source leaves
/// open. Were it against them, the second of two requests at once of a client that has just started would be refused every other
/// time, and a burst would refuse itself.
///
/// Source: "Handling Overload", in Beyer et al., Site Reliability Engineering, O'Reilly 2016.
public struct AdaptiveThrottle: Hashable, Sendable {
    /// K: lower refuses earlier. 2; 1 or above.
    public var multiplier: Double

    /// 2 minutes; 1 s or longer. It is counted in slices of a twenty-fourth.
    public var window: Duration

    public init(multiplier: Double = 2, window: Duration = .seconds(120)) {
        self.multiplier = multiplier
        self.window = window
    }

    func check() throws(ConfigurationError) {
        guard multiplier >= 1, multiplier.isFinite else {
            throw .invalidNumber(name: "adaptiveThrottle.multiplier", value: multiplier, allowed: "finite, 1 or above")
        }
        guard window >= .seconds(1) else {
            throw .invalidDuration(name: "adaptiveThrottle.window", value: window, allowed: "1 second or longer")
        }
    }
}

/// What an ``AdaptiveThrottle`` has counted, without clock or lock.
package struct AdaptiveThrottleState: Sendable {
    /// A request that was let through, to be handed back when it has ended.
    package struct Ticket: Hashable, Sendable {
        fileprivate let slice: UInt64
    }

    private struct Counts: AdditiveArithmetic, Sendable {
        var requests = 0
        var accepts = 0
        var underWay = 0

        static var zero: Counts { Counts() }
        static func + (first: Counts, second: Counts) -> Counts {
            Counts(
                requests: first.requests + second.requests,
                accepts: first.accepts + second.accepts,
                underWay: first.underWay + second.underWay
            )
        }
        static func - (first: Counts, second: Counts) -> Counts {
            Counts(
                requests: first.requests - second.requests,
                accepts: first.accepts - second.accepts,
                underWay: first.underWay - second.underWay
            )
        }
    }

    private let multiplier: Double
    private var slices: TimeSlices<Counts>

    package init(_ throttle: AdaptiveThrottle) {
        multiplier = throttle.multiplier
        slices = TimeSlices(window: throttle.window, count: 24)
    }

    /// With what probability a request that came now would be refused.
    package mutating func refusalProbability(at now: UInt64) -> Double {
        slices.move(to: now)
        let counts = slices.total
        let unaccepted = Double(counts.requests - counts.underWay) - multiplier * Double(counts.accepts)
        return max(0, unaccepted / Double(counts.requests + 1))
    }

    /// Counts a request, and lets it through or, with `nil`, refuses it.
    ///
    /// - Parameter random: 64 random bits.
    package mutating func admit(at now: UInt64, random: UInt64) -> Ticket? {
        // The upper 53 bits: as many as a Double holds, in [0, 1).
        let isRefused = Double(random >> 11) * 0x1p-53 < refusalProbability(at: now)
        let slice = slices.count(at: now) { counts in
            counts.requests += 1
            counts.underWay += isRefused ? 0 : 1
        }
        return isRefused ? nil : Ticket(slice: slice)
    }

    /// A request that was let through has ended: it was accepted by a server, or was not, or, with `nil`, nobody can say.
    package mutating func ended(_ ticket: Ticket, accepted: Bool?) {
        slices.count(inSlice: ticket.slice) { counts in
            counts.underWay -= 1
            switch accepted {
            case true?: counts.accepts += 1
            case false?: break
            case nil: counts.requests -= 1
            }
        }
    }
}
