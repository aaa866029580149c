/// An array of node indices: 16 bits each for up to 65,535 nodes, 32 bits for more.
///
/// The owners of a ring's arcs and of a table's slots. Half the width is half the cache that a lookup goes through.
@frozen
@usableFromInline
struct CompactIndices: Hashable, Sendable {
    @usableFromInline
    let isWide: Bool
    @usableFromInline
    private(set) var narrow: [UInt16] = []
    @usableFromInline
    private(set) var wide: [UInt32] = []

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

    init(_ indices: some Sequence<Int>, below bound: Int, count: Int) {
        self.init(below: bound, capacity: count)
        for index in indices {
            append(index)
        }
    }

    @inlinable
    var count: Int { isWide ? wide.count : narrow.count }

    mutating func append(_ index: Int) {
        if isWide {
            wide.append(UInt32(index))
        } else {
            narrow.append(UInt16(index))
        }
    }

    /// The index at `position`, checked.
    subscript(position: Int) -> Int {
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
    func element(uncheckedAt position: Int) -> Int {
        isWide ? Int(wide.element(uncheckedAt: position)) : Int(narrow.element(uncheckedAt: position))
    }

    /// Bytes of memory the indices take.
    var byteCount: Int { narrow.count * 2 + wide.count * 4 }
}
