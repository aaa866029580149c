package import PlacementReports

/// Random times, each from random numbers that are its own, so that what one part of a simulation draws changes nothing for the
/// others: every policy is given the same requests, at the same times, with the same work.
enum Chance {
    /// A generator for one purpose.
    ///
    /// - Parameters:
    ///   - seed: the simulation's.
    ///   - stream: what for.
    ///   - number: which of them.
    static func generator(seed: UInt64, stream: Stream, number: Int = 0) -> SplitMix64 {
        // Mixed twice: neighbouring numbers must not have overlapping sequences.
        var streams = SplitMix64(seed: seed ^ stream.rawValue << 56)
        var numbers = SplitMix64(seed: streams.next() &+ UInt64(number))
        return SplitMix64(seed: numbers.next())
    }

    /// What random numbers are for.
    enum Stream: UInt64 {
        case arrivals = 1
        case work
        case balancer
        case client
        case noise
    }
}

extension SplitMix64 {
    /// An exponential variable of mean 1.
    package mutating func nextExponential() -> Double {
        -Elementary.log(1 - nextFraction())
    }

    /// A normal variable of mean 0 and standard deviation 1.
    ///
    /// Source: Marsaglia and Bray, "A Convenient Method for Generating Normal Variables", SIAM Review 6, 1964.
    package mutating func nextNormal() -> Double {
        while true {
            let x = 2 * nextFraction() - 1
            let y = 2 * nextFraction() - 1
            let square = x * x + y * y
            if square > 0, square < 1 {
                return x * (-2 * Elementary.log(square) / square).squareRoot()
            }
        }
    }
}
