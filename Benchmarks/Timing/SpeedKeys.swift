public import ConsistentHashing

/// Keys to look up, 16 bytes each, one behind the other in one buffer: `key:000000000000`, `key:000000000001` and so on.
///
/// The buffer is never freed: a run has one.
public struct SpeedKeys: Sequence, @unchecked Sendable {
    // Unchecked: nobody writes to the buffer once it is made.
    /// How many keys DESIGN.md's figures are for.
    package static let defaultCount = 65_536

    public let start: UnsafeRawPointer
    public let count: Int
    /// The bytes of a key. Loops take it from here, so that they don't know it when they are compiled.
    public let length: Int
    /// The same keys as strings: too long to be kept without an allocation each, as most keys are.
    package let strings: [String]
    /// The same strings, to be looked up. Never freed.
    package let lent: UnsafeBufferPointer<LentString>
    /// Where their bytes lie, for a loop in C over the same memory. Never freed.
    package let texts: UnsafeMutablePointer<UnsafePointer<UInt8>?>

    package init(count: Int) {
        let digits = 12
        let prefix = "key:"
        // A chain reads one key beyond the last.
        let strings = (0...count).map { number in
            let number = String(number)
            return prefix + String(repeating: "0", count: digits - number.count) + number
        }
        let length = prefix.utf8.count + digits
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: strings.count * length, alignment: 64)
        buffer.copyBytes(from: strings.flatMap(\.utf8))
        start = UnsafeRawPointer(buffer.baseAddress!)  // It holds at least one key.
        self.count = count
        self.length = length
        self.strings = strings
        let lent = UnsafeMutableBufferPointer<LentString>.allocate(capacity: strings.count)
        for (place, string) in strings.enumerated() {
            lent.initializeElement(at: place, to: LentString(string: string))
        }
        self.lent = UnsafeBufferPointer(lent)
        texts = .allocate(capacity: strings.count)
        for place in strings.indices {
            // They lie where the lent string has them, as they are too long to be kept in it.
            let text = lent[place].withKeyBytes { $0.withUnsafeBytes { $0.baseAddress } }
            (texts + place).initialize(to: text?.assumingMemoryBound(to: UInt8.self))
        }
    }

    private init(_ keys: SpeedKeys, count: Int) {
        start = keys.start
        self.count = count
        length = keys.length
        strings = keys.strings
        lent = keys.lent
        texts = keys.texts
    }

    /// The first keys.
    package func prefix(_ count: Int) -> SpeedKeys { SpeedKeys(self, count: Swift.min(count, self.count)) }

    /// The bytes of a key.
    @inlinable
    @inline(__always)
    public func bytes(_ number: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + number &* length, count: length)
    }

    @inlinable
    @inline(__always)
    public func makeIterator() -> Iterator { Iterator(position: start, end: start + count &* length, length: length) }

    /// The bytes of each key, going from one to the next by adding the length, as `floor` does.
    @frozen
    public struct Iterator: IteratorProtocol {
        @usableFromInline
        var position: UnsafeRawPointer
        @usableFromInline
        let end: UnsafeRawPointer
        @usableFromInline
        let length: Int

        @inlinable
        @inline(__always)
        init(position: UnsafeRawPointer, end: UnsafeRawPointer, length: Int) {
            self.position = position
            self.end = end
            self.length = length
        }

        @inlinable
        @inline(__always)
        public mutating func next() -> UnsafeRawBufferPointer? {
            guard position != end else { return nil }
            defer { position += length }
            return UnsafeRawBufferPointer(start: position, count: length)
        }
    }
}

/// A string that can be lent but not copied. A loop that copied strings out of an array would count references to them,
/// which takes longer than the lookup, and is none of its doing. Public and frozen, or each loop would call it through a table
/// of functions instead of having it inlined.
@frozen
public struct LentString: ~Copyable, PlacementKey {
    public let string: String

    @inlinable
    @inline(__always)
    public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        string.withKeyBytes(body)
    }
}
