extension PlacementKey where Self: FixedWidthInteger & BitwiseCopyable {
    /// Lends the integer's bytes, least significant first, `bitWidth / 8` of them.
    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withUnsafeBytes(of: littleEndian) { body($0.bytes) }
    }
}

extension Int8: PlacementKey {}
extension Int16: PlacementKey {}
extension Int32: PlacementKey {}
extension Int64: PlacementKey {}
extension Int128: PlacementKey {}
extension UInt8: PlacementKey {}
extension UInt16: PlacementKey {}
extension UInt32: PlacementKey {}
extension UInt64: PlacementKey {}
extension UInt128: PlacementKey {}

/// As wide as the platform's word: 64 bits wherever this package is tested, so that `Int(1)` is `Int64(1)`.
extension Int: PlacementKey {}
extension UInt: PlacementKey {}
