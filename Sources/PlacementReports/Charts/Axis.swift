/// Where a value stands along a line, and which values to write beneath it.
package struct Axis {
    /// How values are spread over the line.
    package enum Scale {
        case linear
        /// Each power of ten gets the same room.
        case logarithmic
        /// Leaves room at the low end, and unlike a logarithm has a place for 0.
        case squareRoot
    }

    package let scale: Scale
    /// The values at the ends.
    package let range: ClosedRange<Double>
    /// The line's length.
    package let length: Double

    /// A line of this length.
    package init(scale: Scale, range: ClosedRange<Double>, length: Double) {
        self.scale = scale
        self.range = range
        self.length = length
    }

    /// The distance of a value from the line's beginning; values beyond an end stand at the end.
    package func position(of value: Double) -> Double {
        let low = transformed(range.lowerBound)
        let high = transformed(range.upperBound)
        let part = (transformed(value) - low) / (high - low)
        return min(max(part, 0), 1) * length
    }

    private func transformed(_ value: Double) -> Double {
        switch scale {
        case .linear: value
        case .logarithmic: Self.decades(value)
        case .squareRoot: value.squareRoot()
        }
    }

    /// Round values that are at least `spacing` apart on the line.
    package func ticks(spacing: Double) -> [Double] {
        switch scale {
        case .linear:
            let least = (range.upperBound - range.lowerBound) * spacing / length
            let step = Self.roundStep(atLeast: least)
            let first = (range.lowerBound / step - 1e-9).rounded(.up)
            let last = (range.upperBound / step + 1e-9).rounded(.down)
            return stride(from: first, through: last, by: 1).map { $0 * step }
        case .logarithmic:
            let decades = Self.decades(range.upperBound / range.lowerBound)
            let step = max(1, (spacing * decades / length).rounded(.up))
            // From the top, which is the round end.
            return stride(from: 0, through: decades + 1e-9, by: step)
                .map { range.upperBound / Self.powerOfTen($0) }.reversed()
        case .squareRoot:
            let step = max(1, (spacing * range.upperBound.squareRoot() / length).rounded(.up))
            return stride(from: 0, through: range.upperBound.squareRoot() + 1e-9, by: step).map { $0 * $0 }
        }
    }

    /// 1, 2 or 5 times a power of ten, the first that is not below `least`.
    package static func roundStep(atLeast least: Double) -> Double {
        var power = 1.0
        while power > least { power /= 10 }
        while power * 10 <= least { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? power * 10
    }

    private static func decades(_ value: Double) -> Double {
        Elementary.log(value) / Elementary.naturalLogarithmOf10
    }

    private static func powerOfTen(_ exponent: Double) -> Double {
        (0..<Int(exponent)).reduce(1.0) { power, _ in power * 10 }
    }
}
