/// Numbers as people read them, made by hand so that this module needs no Foundation and no locale changes a report.
package enum Digits {
    /// A whole number with its thousands apart: `1,234,567`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var grouped = number < 0 ? "-" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position).isMultiple(of: 3) {
                grouped.append(",")
            }
            grouped.append(digit)
        }
        return grouped
    }

    /// A number of things, with their name in the singular or with an s: `1 ring`, `2,000 rings`.
    package static func counted(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number rounded to so many digits behind the point, thousands apart; `–` for what is no finite number.
    package static func fixed(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return "–" }
        let power = powerOfTen(digits)
        let scaled = (number.magnitude * power).rounded()
        // Beyond 2⁵³ a Double has no digits behind the point anyway.
        guard scaled < 0x1p53 else { return number.description }
        let (whole, fraction) = Int(scaled).quotientAndRemainder(dividingBy: Int(power))
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + grouped(whole) }
        let tail = String(fraction)
        return sign + grouped(whole) + "." + String(repeating: "0", count: digits - tail.count) + tail
    }

    /// A share in per cent with its error, with no more digits than the error lets mean something: `9.09 ±0.06 %`.
    package static func share(_ share: Double, error: Double) -> String {
        let digits = error >= 0.001 ? 1 : error >= 0.0001 ? 2 : 3
        return "\(fixed(share * 100, digits: digits)) ±\(fixed(error * 100, digits: digits)) %"
    }

    /// A share in per cent for those who look, not count: `0.095 %`, `9.09 %`, `90.9 %`, `100 %`.
    package static func percent(_ share: Double) -> String {
        share == 0 ? "0" : "\(significant(share * 100, digits: share < 0.00995 ? 2 : 3)) %"
    }

    /// A duration in the unit that fits, with three digits: `812 ns`, `1.25 ms`, `20.1 s`.
    package static func duration(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        let units = [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)]
        // 0.9995 is where three digits round up to the next unit.
        let (unit, size) = units.first { seconds.magnitude >= $0.1 * 0.9995 } ?? ("ns", 1e-9)
        let value = seconds / size
        return "\(unit == "ns" ? fixed(value, digits: 0) : significant(value)) \(unit)"
    }

    /// A number rounded to so many significant digits; what stands before the point is never rounded away.
    package static func significant(_ number: Double, digits: Int = 3) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "–" }
        var behind = digits - 1
        // Where rounding gives one more digit before the point.
        var limit = 10 - 0.5 / powerOfTen(behind)
        while behind > 0, number.magnitude >= limit {
            behind -= 1
            limit *= 10
        }
        limit = 1 - 0.5 / powerOfTen(digits)
        while behind < 12, number.magnitude < limit {
            behind += 1
            limit /= 10
        }
        return fixed(number, digits: behind)
    }

    private static func powerOfTen(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }
}
