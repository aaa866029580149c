// All memory that is read without a bounds check is read here.
//
// A lookup's index comes from a hash that was shifted or multiplied into the array's length, or from an entry that the
// builder wrote, so it can't be out of range; the check would cost as much as the lookup.

public import CArcs

extension Array where Element: BitwiseCopyable {
    /// The element at `index`, which the caller knows to be in range (checked in debug builds).
    ///
    /// Not by way of `span`, which checks the memory's alignment each time.
    @inlinable
    @inline(__always)
    func element(uncheckedAt index: Int) -> Element {
        withUnsafeBufferPointer { unsafe $0[index] }
    }

    /// So many elements, each made from its index. Without a check in its loop, which can then be vectorised.
    @inline(__always)
    init(count: Int, element: (Int) -> Element) {
        unsafe self.init(unsafeUninitializedCapacity: count) { elements, initializedCount in
            for index in 0..<count {
                unsafe (elements.baseAddress! + index).initialize(to: element(index))
            }
            initializedCount = count
        }
    }

    /// Lends the elements to be changed without a check (but in debug builds).
    @inline(__always)
    mutating func withUncheckedElements(_ body: (UnsafeMutableBufferPointer<Element>) -> Void) {
        withUnsafeMutableBufferPointer { unsafe body($0) }
    }
}

extension [SIMD8<UInt16>] {
    /// The owner that the bucket whose vectors begin at `index` names, `UInt16.max` if it names none: see ``ArcBuckets``.
    ///
    /// The caller knows the index to be in range.
    @inlinable
    @inline(__always)
    func owner(uncheckedAt index: Int, fraction: UInt64) -> UInt16 {
        // There is an address, as there is an element.
        withUnsafeBufferPointer { unsafe sharding_bucket_owner($0.baseAddress.unsafelyUnwrapped + index, fraction) }
    }

    /// The first vector behind another one with which a cache line begins.
    var firstOfLine: Int {
        withUnsafeBytes { ((0 &- Int(bitPattern: $0.baseAddress) &- 16) & 63) / 16 &+ 1 }
    }

    /// Lends the lanes of all whole lines from a vector on to be changed without a check (but in debug builds).
    @inline(__always)
    mutating func withUncheckedLanes(from first: Int, _ body: (UnsafeMutableBufferPointer<UInt16>) -> Void) {
        let lines = first..<first + (count - first) / 4 * 4
        withUnsafeMutableBufferPointer {
            unsafe body(
                UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: $0[lines])).assumingMemoryBound(
                    to: UInt16.self
                )
            )
        }
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

    /// The eight bytes from `offset` on, as they lie in memory; the caller knows them to be in range.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        assert(offset >= 0 && offset + 8 <= byteCount)
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }
}

/// Memory for a fixed number of elements, read and written without a check, for a builder that would spend most of its
/// time on them. Whoever makes one sees to it that its indices are in range; debug builds check them.
struct UncheckedBuffer<Element: BitwiseCopyable>: ~Copyable {
    private let memory: UnsafeMutableBufferPointer<Element>

    init(_ elements: some Collection<Element>) {
        memory = .allocate(capacity: elements.count)
        _ = unsafe memory.initialize(fromContentsOf: elements)
    }

    deinit {
        unsafe memory.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { unsafe memory[index] }
        nonmutating set { unsafe memory[index] = newValue }
    }

    var count: Int { memory.count }
}
