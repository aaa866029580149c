/// How evenly a load is spread over nodes, each measured against its share of the weight.
///
/// A node's load is *its part of the total / its share of the weight*: 1 is perfect. With equal weights it is the node's
/// count over the mean count.
public struct Balance: Hashable, Sendable {
    /// The largest load.
    public let largestOverMean: Double
    /// The smallest load.
    public let smallestOverMean: Double
    /// The loads' standard deviation, each node counted by its share of the weight; their mean is 1.
    public let coefficientOfVariation: Double

    init(largestOverMean: Double, smallestOverMean: Double, coefficientOfVariation: Double) {
        self.largestOverMean = largestOverMean
        self.smallestOverMean = smallestOverMean
        self.coefficientOfVariation = coefficientOfVariation
    }

    /// The balance of some parts of a whole.
    ///
    /// - Parameters:
    ///   - parts: each node's, in any unit; not all 0.
    ///   - shares: each node's share of the weight; they add up to 1.
    public init(parts: [Double], shares: [Double]) {
        precondition(parts.count == shares.count, "one share a node")
        let total = parts.reduce(0, +)
        let loads = zip(parts, shares).map { $0 / total / $1 }
        largestOverMean = loads.max() ?? .nan
        smallestOverMean = loads.min() ?? .nan
        let variance = zip(loads, shares).reduce(0) { $0 + $1.1 * ($1.0 - 1) * ($1.0 - 1) }
        coefficientOfVariation = variance.squareRoot()
    }

    /// The balance of counts.
    public init(counts: [Int], shares: [Double]) {
        self.init(parts: counts.map(Double.init), shares: shares)
    }
}

extension Balance {
    /// The mean of some balances, figure by figure.
    static func mean(of balances: [Balance]) -> Balance {
        func mean(_ figure: (Balance) -> Double) -> Double {
            balances.reduce(0) { $0 + figure($1) } / Double(balances.count)
        }
        return Balance(
            largestOverMean: mean(\.largestOverMean),
            smallestOverMean: mean(\.smallestOverMean),
            coefficientOfVariation: mean(\.coefficientOfVariation)
        )
    }
}
