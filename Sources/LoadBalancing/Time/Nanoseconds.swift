package extension Duration {
    /// Whole nanoseconds, rounded down: 0 for a negative duration, `UInt64.max` (584 years) for one too long to count.
    ///
    /// Durations come from configurations, where `.seconds(.max)` stands for "never": it must not trap.
    var nanoseconds: UInt64 {
        UInt64(clamping: attoseconds / 1_000_000_000)
    }
}

package extension UInt64 {
    /// The sum, or `max` where it would be above.
    func addingSaturating(_ other: UInt64) -> UInt64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }

    /// The product, or `max` where it would be above.
    func multipliedSaturating(by other: UInt64) -> UInt64 {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? .max : product
    }

    /// The number without its fraction: 0 for a negative number and for none, `max` for one too large.
    init(saturating number: Double) {
        guard number > 0 else {
            self = 0
            return
        }
        self = number < 0x1p64 ? UInt64(number) : .max
    }
}

extension Int {
    /// The number without its fraction: 0 for a negative number and for none, `max` for one too large.
    init(saturating number: Double) {
        self = Int(clamping: UInt64(saturating: number))
    }
}
