/// An array of node indices: 16 bits each for up to 65,535 nodes, 32 bits for more.
///
/// The owners of a ring's arcs and of a table's slots. Half the width is half the cache that a lookup goes through.
@frozen
@usableFromInline
package struct CompactIndices: Hashable, Sendable {
    @usableFromInline
    package let isWide: Bool
    @usableFromInline
    package private(set) var narrow: [UInt16] = []
    @usableFromInline
    package private(set) var wide: [UInt32] = []

    /// No indices yet, room for `capacity` of them, each to be below `bound`.
    init(below bound: Int, capacity: Int = 0) {
        isWide = bound > Int(UInt16.max)
        if isWide {
            wide.reserveCapacity(capacity)
        } else {
            narrow.reserveCapacity(capacity)
        }
    }

    /// `count` times `index`, each entry to be below `bound`.
    init(repeating index: Int, count: Int, below bound: Int) {
        self.init(below: bound)
        if isWide {
            wide = Array(repeating: UInt32(index), count: count)
        } else {
            narrow = Array(repeating: UInt16(index), count: count)
        }
    }

    package init(_ indices: some Sequence<Int>, below bound: Int, count: Int) {
        self.init(below: bound, capacity: count)
        for index in indices {
            append(index)
        }
    }

    /// Indices that are bytes, each to be below `bound`, which 16 bits hold.
    init(_ indices: [UInt8], below bound: Int) {
        self.init(below: bound)
        narrow = Array(count: indices.count) { UInt16(truncatingIfNeeded: indices.element(uncheckedAt: $0)) }
    }

    init(_ indices: borrowing UncheckedBuffer<UInt32>, below bound: Int) {
        self.init(below: bound)
        if isWide {
            wide = Array(count: indices.count) { indices[$0] }
        } else {
            narrow = Array(count: indices.count) { UInt16(truncatingIfNeeded: indices[$0]) }
        }
    }

    @inlinable
    package var count: Int { isWide ? wide.count : narrow.count }

    mutating func append(_ index: Int) {
        if isWide {
            wide.append(UInt32(index))
        } else {
            narrow.append(UInt16(index))
        }
    }

    /// The index at `position`, checked.
    package subscript(position: Int) -> Int {
        get { isWide ? Int(wide[position]) : Int(narrow[position]) }
        set {
            if isWide {
                wide[position] = UInt32(newValue)
            } else {
                narrow[position] = UInt16(newValue)
            }
        }
    }

    /// The index at `position`, which the caller knows to be in range.
    @inlinable
    @inline(__always)
    package func element(uncheckedAt position: Int) -> Int {
        // Said to be unlikely, so that a loop over few nodes does not jump for it.
        _slowPath(isWide) ? Int(wide.element(uncheckedAt: position)) : Int(narrow.element(uncheckedAt: position))
    }

    mutating func append(contentsOf other: CompactIndices, in range: Range<Int>) {
        // A few nodes joining can take the indices from narrow to wide.
        if isWide, !other.isWide {
            wide.append(contentsOf: other.narrow[range].lazy.map(UInt32.init))
        } else if isWide {
            wide.append(contentsOf: other.wide[range])
        } else {
            narrow.append(contentsOf: other.narrow[range])
        }
    }

    func prefix(_ length: Int) -> CompactIndices {
        var prefix = self
        prefix.narrow.removeLast(max(0, narrow.count - length))
        prefix.wide.removeLast(max(0, wide.count - length))
        return prefix
    }

    /// The indices that have a new one, in order, replaced by it. New ones are below `bound`.
    func keeping(_ newIndices: [Int?], below bound: Int) -> CompactIndices {
        var kept = CompactIndices(below: bound, capacity: count)
        switch (isWide, kept.isWide) {
        case (false, false): kept.narrow = Self.replace(narrow, newIndices)
        case (false, true): kept.wide = Self.replace(narrow, newIndices)
        case (true, false): kept.narrow = Self.replace(wide, newIndices)
        case (true, true): kept.wide = Self.replace(wide, newIndices)
        }
        return kept
    }

    private static func replace<Old: FixedWidthInteger & BitwiseCopyable, New: FixedWidthInteger & BitwiseCopyable>(
        _ indices: [Old],
        _ newIndices: [Int?]
    ) -> [New] {
        guard newIndices.contains(nil) else {
            if let shift = IndexShift(newIndices) {
                let (first, distance) = (New(clamping: shift.first), New(shift.distance))
                return Array(count: indices.count) { position in
                    let index = New(truncatingIfNeeded: indices.element(uncheckedAt: position))
                    return index &+ (index >= first ? distance : 0)
                }
            }
            let replacements = newIndices.map { New($0 ?? 0) }
            return Array(count: indices.count) { position in
                replacements.element(uncheckedAt: Int(indices.element(uncheckedAt: position)))
            }
        }
        // -1 for those that have none: an optional in this loop would be slower than all the rest of it.
        let replacements = newIndices.map { $0 ?? -1 }
        var kept: [New] = []
        kept.reserveCapacity(indices.count)
        for index in indices {
            let replacement = replacements.element(uncheckedAt: Int(index))
            if replacement >= 0 {
                kept.append(New(truncatingIfNeeded: replacement))
            }
        }
        return kept
    }

    /// Bytes of memory the indices take.
    package var byteCount: Int { narrow.count * 2 + wide.count * 4 }
}

/// How indices change when all from one on change alike: so it is when one node joins or leaves.
struct IndexShift {
    /// The first index that changes.
    let first: Int
    /// By how much it does, and all behind it.
    let distance: Int

    /// `nil` if some change otherwise. Those that have no new index don't count.
    init?(_ newIndices: [Int?]) {
        first = newIndices.indices.first { newIndices[$0] ?? $0 != $0 } ?? newIndices.count
        let distance = first < newIndices.count ? (newIndices[first] ?? first) - first : 0
        guard newIndices.indices[first...].allSatisfy({ (newIndices[$0] ?? $0 + distance) == $0 + distance }) else {
            return nil
        }
        self.distance = distance
    }
}
