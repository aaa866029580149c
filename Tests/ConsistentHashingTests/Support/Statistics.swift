import Foundation

/// Tail probabilities of the distributions that the statistical tests compare with.
///
/// Every statistical test here has a significance level: how often it would fail if the law held and its seeds were
/// drawn anew. The seeds are fixed, so it fails always or never.
enum Statistics {
    /// The significance level of a suite, to be shared among its comparisons (Bonferroni).
    static let suiteLevel = 1e-6

    /// The regularised upper incomplete gamma function Q(a, x): how likely a Gamma(a, 1) variable exceeds `x`.
    ///
    /// Source: Numerical Recipes, § 6.2 (series below a + 1, continued fraction above).
    static func gammaUpperTail(shape a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let scale = exp(a * log(x) - x - lgamma(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            var n = a
            while abs(term) > abs(sum) * 1e-15 {
                n += 1
                term *= x / n
                sum += term
            }
            return 1 - sum * scale
        }
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for i in 1...10_000 {
            let numerator = -Double(i) * (Double(i) - a)
            b += 2
            d = 1 / nonZero(numerator * d + b)
            c = nonZero(b + numerator / c)
            fraction *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return fraction * scale
    }

    private static func nonZero(_ value: Double) -> Double {
        abs(value) < 1e-300 ? 1e-300 : value
    }

    /// How likely a Gamma(shape, 1) variable over its mean is at least as far out, on its side, as `ratio`.
    static func gammaTail(shape: Double, ratio: Double) -> Double {
        let upper = gammaUpperTail(shape: shape, shape * ratio)
        return min(upper, 1 - upper)
    }

    /// Pearson's χ² test: how likely counts at least as far from the expected shares are by chance alone.
    static func chiSquaredTail(observed: [Int], shares: [Double]) -> Double {
        let total = Double(observed.reduce(0, +))
        let statistic = zip(observed, shares).reduce(0.0) { sum, pair in
            let expected = pair.1 * total
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        return gammaUpperTail(shape: Double(observed.count - 1) / 2, statistic / 2)
    }
}
