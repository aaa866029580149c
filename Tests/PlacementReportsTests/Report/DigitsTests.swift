import Testing

@testable import PlacementReports

@Suite("Numbers for people")
struct DigitsTests {
    @Test(
        "have their thousands apart",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (123_456, "123,456"), (1_234_567, "1,234,567"),
            (Int.min, "-9,223,372,036,854,775,808"),
        ]
    )
    func grouped(number: Int, text: String) {
        #expect(Digits.grouped(number) == text)
    }

    @Test(
        "are rounded to the digits asked for",
        arguments: [
            (0.0, 2, "0.00"), (1.999, 2, "2.00"), (0.05, 1, "0.1"), (-0.004, 2, "0.00"), (-1.5, 1, "-1.5"),
            (12345.678, 1, "12,345.7"), (9.5, 0, "10"), (.infinity, 1, "–"), (.nan, 1, "–"), (1e300, 1, "1e+300"),
        ]
    )
    func fixed(number: Double, digits: Int, text: String) {
        #expect(Digits.fixed(number, digits: digits) == text)
    }

    @Test(
        "have as many significant digits as asked for, but no rounded integers",
        arguments: [
            (0.0, 3, "0"), (1, 3, "1.00"), (9.994, 3, "9.99"), (9.996, 3, "10.0"), (99.96, 3, "100"),
            (1234, 3, "1,234"),
            (0.09474, 3, "0.0947"), (0.09474, 2, "0.095"), (0.0996, 2, "0.10"), (0.000_123, 2, "0.00012"),
        ]
    )
    func significant(number: Double, digits: Int, text: String) {
        #expect(Digits.significant(number, digits: digits) == text)
    }

    @Test(
        "are durations in the unit that fits",
        arguments: [
            (Duration.zero, "0 ns"), (.nanoseconds(7), "7 ns"), (.nanoseconds(999), "999 ns"),
            (.nanoseconds(1000), "1.00 µs"),
            (.nanoseconds(999_600), "1.00 ms"), (.microseconds(12_340), "12.3 ms"), (.milliseconds(1500), "1.50 s"),
            (.seconds(4000), "4,000 s"),
        ]
    )
    func durations(duration: Duration, text: String) {
        #expect(Digits.duration(duration) == text)
    }

    @Test(
        "are shares with as many digits as their error allows",
        arguments: [
            (0.0909, 0.014, "9.1 ±1.4 %"), (0.0909, 0.0006, "9.09 ±0.06 %"), (0.001, 0.00006, "0.100 ±0.006 %"),
            (1, 0.000_001, "100.000 ±0.000 %"),
        ]
    )
    func shares(share: Double, error: Double, text: String) {
        #expect(Digits.share(share, error: error) == text)
    }

    @Test(
        "are shares on the marks of a chart",
        arguments: [(0.0, "0"), (0.000_947, "0.095 %"), (0.0959, "9.59 %"), (0.909, "90.9 %"), (1, "100 %")]
    )
    func percent(share: Double, text: String) {
        #expect(Digits.percent(share) == text)
    }
}
