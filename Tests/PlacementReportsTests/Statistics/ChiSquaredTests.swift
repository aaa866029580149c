import Testing

@testable import PlacementReports

@Suite("The χ² test")
struct ChiSquaredTests {
    /// Expected values: `scipy.special.gammaincc(a, x)`, SciPy 1.17.
    @Test(
        "The incomplete gamma function is SciPy's, on both sides of its mean and far out",
        arguments: [
            (0.5, 0.1, 0.6547208460185768), (0.5, 3, 0.014305878435429641), (1, 1, 0.36787944117144245),
            (4.5, 2.2, 0.8831713784241684), (4.5, 12, 0.004301310843500872), (4.5, 60, 1.336164776532522e-21),
            (49.5, 49.5, 0.4810969124082639), (49.5, 80, 0.00010115119648361305), (499.5, 420, 0.999911740742611),
            (499.5, 499.5, 0.4940498779585279), (499.5, 560, 0.004401635278760994), (499.5, 900, 1.367125610253595e-48),
            (49999.5, 49999.5, 0.4994052889216432), (49999.5, 50600, 0.003721512357466576), (3, 0, 1),
        ]
    )
    func gamma(shape: Double, x: Double, expected: Double) {
        let found = GammaFunction.upperTail(shape: shape, x)
        #expect(abs(found - expected) <= 1e-9 * expected, "\(found)")
    }

    /// Expected values: `scipy.stats.chisquare(counts, expected).pvalue`, SciPy 1.17.
    @Test("The p-value of counts is SciPy's, for equal shares and others")
    func counts() {
        let equal = ChiSquared.probability(
            of: [18, 22, 25, 15, 20, 20],
            shares: Array(repeating: 1.0 / 6, count: 6)
        )
        #expect(abs(equal - 0.7153995143435803) < 1e-12)
        let other = ChiSquared.probability(of: [120, 190, 310, 380], shares: [0.1, 0.2, 0.3, 0.4])
        #expect(abs(other - 0.12000654765321464) < 1e-12)
    }

    @Test("Counts that are as expected have p = 1, impossible ones 0, none at all 1")
    func ends() {
        #expect(ChiSquared.probability(of: [50, 50], shares: [0.5, 0.5]) == 1)
        #expect(ChiSquared.probability(of: [100_000, 0], shares: [0.5, 0.5]) == 0)
        #expect(ChiSquared.probability(of: [0, 0], shares: [0.5, 0.5]) == 1)
    }
}
