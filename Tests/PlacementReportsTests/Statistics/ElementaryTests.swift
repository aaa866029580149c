import Testing

@testable import PlacementReports

/// Expected values are those of mpmath 1.3 at 15 digits and of SciPy 1.17: `mp.log(x)`, `mp.exp(x)`,
/// `scipy.special.gammaln(a)`.
@Suite("Logarithm, exponential and gamma function")
struct ElementaryTests {
    @Test(
        "The natural logarithm is right to 15 digits",
        arguments: [
            (0.001, -6.907755278982137), (0.5, -0.6931471805599453), (0.7071, -0.346583180371942), (1, 0),
            (1.4143, 0.34663470904431704), (2, 0.6931471805599453), (1e10, 23.025850929940457),
            (.leastNonzeroMagnitude, -744.4400719213812), (1.7e308, 709.7268368932282),
        ]
    )
    func logarithm(number: Double, expected: Double) {
        #expect(abs(Elementary.log(number) - expected) <= 1e-15 * max(1, abs(expected)))
    }

    @Test(
        "The exponential is right to 14 digits, 0 and infinity beyond",
        arguments: [
            (-745.0, .leastNonzeroMagnitude), (-700.5, 5.980196118639791e-305), (-1, 0.36787944117144233),
            (-1e-9, 0.999999999), (0, 1),
            (0.3, 1.3498588075760032), (1, 2.718281828459045), (20.25, 622964442.1984454), (709, 8.218407461554972e307),
            (-800, 0), (800, .infinity),
        ]
    )
    func exponential(power: Double, expected: Double) {
        let found = Elementary.exp(power)
        #expect(found == expected || abs(found - expected) <= 1e-14 * expected)
    }

    @Test(
        "The logarithm of the gamma function is right to 13 digits",
        arguments: [
            (0.5, 0.5723649429247), (1, 0), (2.5, 0.2846828704729192), (9.99, 12.779315214350195),
            (10, 12.801827480081469), (100.25, 360.28455963776423), (49999.5, 490979.01338992966),
        ]
    )
    func logGamma(number: Double, expected: Double) {
        #expect(abs(Elementary.logGamma(number) - expected) <= 1e-13 * max(1, expected))
    }
}
