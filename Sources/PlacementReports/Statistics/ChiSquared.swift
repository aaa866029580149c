/// Pearson's χ² test of counts against the shares they should have.
public enum ChiSquared {
    /// How likely counts at least as far from their shares are by chance alone: the p-value.
    ///
    /// Each thing counted must have been placed independently of the others: distinct keys are, requests are not. By the
    /// rule of thumb each expected count should be 5 or more.
    ///
    /// - Parameters:
    ///   - counts: how many of each kind there are, two kinds or more.
    ///   - shares: what part of all each kind should have; they add up to 1, none is 0.
    public static func probability(of counts: [Int], shares: [Double]) -> Double {
        precondition(counts.count == shares.count && counts.count > 1, "one share a count, two counts or more")
        let total = Double(counts.reduce(0, +))
        guard total > 0 else { return 1 }
        let statistic = zip(counts, shares).reduce(0.0) { sum, pair in
            let expected = pair.1 * total
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        return GammaFunction.upperTail(shape: Double(counts.count - 1) / 2, statistic / 2)
    }
}

/// The incomplete gamma function.
enum GammaFunction {
    /// Q(a, x): how likely a Gamma(a, 1) variable exceeds `x`.
    ///
    /// Below a + 1 the series for its complement, above it the continued fraction, each where it converges quickly.
    ///
    /// - Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 6.5.29 and 6.5.31; the fraction
    ///   evaluated by the method of Lentz, "Applied Optics" 15, 1976.
    static func upperTail(shape: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let scale = Elementary.exp(shape * Elementary.log(x) - x - Elementary.logGamma(shape))
        return x < shape + 1
            ? max(0, 1 - scale * lowerSeries(shape: shape, x))
            : min(1, scale * upperFraction(shape: shape, x))
    }

    /// Σ xⁿ / (a (a + 1) … (a + n)).
    private static func lowerSeries(shape: Double, _ x: Double) -> Double {
        var term = 1 / shape
        var sum = term
        var denominator = shape
        while term > sum * 1e-16 {
            denominator += 1
            term *= x / denominator
            sum += term
        }
        return sum
    }

    /// 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − 2 (2 − a) / (x + 5 − a − …))). All its denominators are above 0 here.
    private static func upperFraction(shape: Double, _ x: Double) -> Double {
        var denominator = x + 1 - shape
        var inverse = 1 / denominator
        var fraction = inverse
        // From 1 / 0, which Lentz replaces by a number that is large enough.
        var ratio = 1e300
        var step = 0.0
        repeat {
            step += 1
            let numerator = step * (shape - step)
            denominator += 2
            inverse = 1 / (denominator + numerator * inverse)
            ratio = denominator + numerator / ratio
            fraction *= inverse * ratio
        } while abs(inverse * ratio - 1) > 1e-16 && step < 100_000
        return fraction
    }
}
