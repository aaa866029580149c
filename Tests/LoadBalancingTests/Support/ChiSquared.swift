import Foundation

/// Pearson's χ² test at a significance of 1e-6: were the law to hold and the seed drawn anew, it would fail once in a million
/// times. Seeds are fixed, so it fails always or never.
enum ChiSquared {
    static func fits(_ observed: [Int], shares: [Double]) -> Bool {
        let total = Double(observed.reduce(0, +))
        let sum = shares.reduce(0, +)
        let statistic = zip(observed, shares).reduce(0.0) { result, pair in
            let expected = pair.1 / sum * total
            return result + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        // Wilson and Hilferty's approximation; 4.753 is the normal distribution's quantile for 1e-6.
        let freedom = Double(observed.count - 1)
        let spread = 2 / (9 * freedom)
        return statistic < freedom * pow(1 - spread + 4.753 * spread.squareRoot(), 3)
    }
}

extension Sequence where Element == Int? {
    /// How often each index occurs.
    func counts(_ count: Int) -> [Int] {
        reduce(into: Array(repeating: 0, count: count)) { counts, index in
            if let index { counts[index] += 1 }
        }
    }
}
