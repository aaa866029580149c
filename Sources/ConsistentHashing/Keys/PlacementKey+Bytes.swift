extension Array: PlacementKey where Element == UInt8 {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(span.bytes)
    }
}

extension ArraySlice: PlacementKey where Element == UInt8 {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(span.bytes)
    }
}

extension ContiguousArray: PlacementKey where Element == UInt8 {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(span.bytes)
    }
}

extension RawSpan: PlacementKey {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(self)
    }
}

extension Span: PlacementKey where Element == UInt8 {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(bytes)
    }
}

extension UnsafeRawBufferPointer: PlacementKey {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(bytes)
    }
}

extension UnsafeMutableRawBufferPointer: PlacementKey {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(bytes)
    }
}

extension UnsafeBufferPointer: PlacementKey where Element == UInt8 {
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(span.bytes)
    }
}
