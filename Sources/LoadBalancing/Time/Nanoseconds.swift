extension Duration {
    /// Whole nanoseconds: 0 for a negative duration, the largest number there is for one of more than 584 years.
    package var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let whole = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !whole.overflow else { return .max }
        let sum = whole.partialValue.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return sum.overflow ? .max : sum.partialValue
    }
}

extension UInt64 {
    /// This time and a while later; the end of time if it lies beyond that.
    package func addingSaturated(nanoseconds: UInt64) -> UInt64 {
        let sum = addingReportingOverflow(nanoseconds)
        return sum.overflow ? .max : sum.partialValue
    }

    /// This time and a while later; the end of time if it lies beyond that.
    package func addingSaturated(_ duration: Duration) -> UInt64 {
        addingSaturated(nanoseconds: duration.nanoseconds)
    }
}
