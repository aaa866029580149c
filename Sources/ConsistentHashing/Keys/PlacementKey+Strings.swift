extension String: PlacementKey {
    /// Lends the string's UTF-8. A native Swift string is not copied; one bridged from Objective-C is.
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        // Not by way of the UTF-8 view, which retains the string: that takes longer than a lookup in a table.
        withCString { unsafe body(UnsafeRawBufferPointer(start: $0, count: utf8.count).bytes) }
    }
}

extension Substring: PlacementKey {
    /// Lends the UTF-8 of the slice, in place where the string it is a slice of is a native one.
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable({ unsafe body($0.span.bytes) }) {
            return result
        }
        return Array(utf8).withKeyBytes(body)
    }
}

extension String.UTF8View: PlacementKey {}
extension Substring.UTF8View: PlacementKey {}

// Not what strings use too: through this generic function, a lookup by a string takes half as long again.
extension PlacementKey where Self: Sequence<UInt8> {
    /// Lends the bytes where they lie, if they lie in one piece; otherwise a copy of them.
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        if let result = withContiguousStorageIfAvailable({ unsafe body($0.span.bytes) }) {
            return result
        }
        return Array(self).withKeyBytes(body)
    }
}
