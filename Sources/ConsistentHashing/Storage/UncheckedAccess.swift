// All memory that is read without a bounds check is read here.
//
// A lookup's index comes from a hash that was shifted or multiplied into the array's length, or from an entry that the
// builder wrote, so it can't be out of range; the check would cost as much as the lookup.

extension Array where Element: BitwiseCopyable {
    /// The element at `index`, which the caller knows to be in range (checked in debug builds).
    ///
    /// Not by way of `span`, which checks the memory's alignment each time.
    @inlinable
    @inline(__always)
    func element(uncheckedAt index: Int) -> Element {
        withUnsafeBufferPointer { unsafe $0[index] }
    }
}

extension RawSpan {
    /// The byte at `offset`, which the caller knows to be in range (checked in debug builds).
    @inlinable
    @inline(__always)
    package func byte(at offset: Int) -> UInt8 {
        assert(offset >= 0 && offset < byteCount)
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }
}
