/// Many arcs in a little memory: of each arc's end one byte, and for each of equal buckets of the hash space the arcs that
/// end in it.
///
///     buckets   │   0   │     1     │   2   │        bucket 1 has the arcs from 4 on, three of them
///     splits     2 7 9 a  1 6 c       4 d            where in its bucket an arc ends, in 256ths of it
///     owners     a b a d  c a b       …              those of the ``ArcIndex``
///
/// A lookup is two reads that wait for each other, of the bucket and of its splits; the owners are fetched meanwhile.
/// ``ArcBuckets`` make do with one, but take 13 bytes an arc instead of two: with so many arcs that these don't stay in a
/// processor's second cache while those do, two reads there are half as long as one from behind it.
///
/// A hash in the same 256th as a split, one in a hundred, is searched for among whole ends; so is a hash in a bucket with
/// more than seven arcs.
@frozen
@usableFromInline
package struct PackedArcs: Sendable {
    /// For each bucket, how many arcs end in it, in the lower four bits, 15 for more than seven; above them, its first arc,
    /// counted from its block's.
    @usableFromInline
    package let starts: [UInt16]
    /// For each block of 64 buckets, its first arc; one more stands behind them.
    @usableFromInline
    package let blocks: [UInt32]
    /// For each arc where in its bucket it ends; eight more are behind them, for a read of eight at once.
    @usableFromInline
    package let splits: [UInt8]
    /// The number of buckets.
    @usableFromInline
    package let count: UInt64

    /// No buckets.
    init() {
        starts = []
        blocks = []
        splits = []
        count = 0
    }

    /// The buckets of these arcs, or `nil` if they crowd together so that they can't be counted from their block's first.
    ///
    /// - Parameter ends: ascending, the last one `UInt64.max`.
    init?(ends: [UInt64]) {
        let count = ArcBuckets.count(arcs: ends.count)
        var filler = PackedArcFiller(count: count, ends: ends)
        guard filler.fill(blocks: 0..<filler.blockCount, from: 0) else { return nil }
        self.init(filler)
    }

    /// The buckets of the arcs that the arcs of `old` have become: only the blocks in which one has come or gone are filled.
    /// `nil` if there are to be more or fewer buckets.
    ///
    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`.
    ///   - joined: the ends that are new, ascending.
    ///   - left: the ends that are gone, ascending.
    init?(_ old: PackedArcs, ends: [UInt64], joined: [UInt64], left: [UInt64]) {
        let count = ArcBuckets.count(arcs: ends.count)
        guard UInt64(count) == old.count else { return nil }
        var filler = PackedArcFiller(count: count, ends: ends)
        var (joined, left) = (joined[...], left[...])
        var arc = 0
        var block = 0
        while block < filler.blockCount {
            let next = [joined.first, left.first].compactMap { $0.map(filler.block) }.min() ?? filler.blockCount
            arc = filler.copy(blocks: block..<next, from: arc, of: old)
            guard next < filler.blockCount else { break }
            let joinedHere = joined.prefix { filler.block($0) == next }.count
            let leftHere = left.prefix { filler.block($0) == next }.count
            guard filler.fill(blocks: next..<next + 1, from: arc) else { return nil }
            arc += old.arcCount(inBlock: next) + joinedHere - leftHere
            joined = joined.dropFirst(joinedHere)
            left = left.dropFirst(leftHere)
            block = next + 1
        }
        self.init(filler)
    }

    private init(_ filler: PackedArcFiller) {
        starts = filler.starts
        blocks = filler.blocks
        splits = filler.splits
        count = UInt64(filler.starts.count)
    }

    private func arcCount(inBlock block: Int) -> Int { Int(blocks[block + 1] - blocks[block]) }

    /// The owner of a hash among the owners of all arcs, or `UInt16.max` if its bucket does not tell. There must be
    /// buckets, and as many owners as arcs.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64, among owners: [UInt16]) -> UInt16 {
        let place = hash.multipliedFullWidth(by: count)
        return owner(uncheckedIn: Int(truncatingIfNeeded: place.high), fraction: place.low, among: owners)
    }

    /// The arcs among which that of a hash is: it is one of those that end in its bucket, or the next one.
    func arcs(around hash: UInt64) -> Range<Int> {
        let bucket = Int(hash.multipliedFullWidth(by: count).high)
        let next = bucket + 1
        return firstArc(ofBucket: bucket)..<(next < starts.count ? firstArc(ofBucket: next) : splits.count - 9)
    }

    private func firstArc(ofBucket bucket: Int) -> Int { Int(blocks[bucket / 64]) + Int(starts[bucket] >> 4) }

    /// Bytes of memory the buckets take.
    var byteCount: Int { starts.count * 2 + blocks.count * 4 + splits.count }
}

extension PackedArcs: Equatable {}

/// Counts arcs into buckets, block by block: see ``PackedArcs``.
struct PackedArcFiller {
    private(set) var starts: [UInt16]
    private(set) var blocks: [UInt32]
    private(set) var splits: [UInt8]
    private let ends: [UInt64]
    private let count: UInt64

    /// The most arcs that may lie before a bucket's first one in its block.
    private static var startLimit: Int { 1 << 12 }

    init(count: Int, ends: [UInt64]) {
        starts = [UInt16](repeating: 0, count: count)
        blocks = [UInt32](repeating: 0, count: (count + 63) / 64 + 1)
        splits = [UInt8](repeating: 0, count: ends.count + 8)
        self.ends = ends
        self.count = UInt64(count)
    }

    var blockCount: Int { blocks.count - 1 }

    func block(_ end: UInt64) -> Int { Int(end.multipliedFullWidth(by: count).high) / 64 }

    /// Fills blocks anew, the first arc of which is `first`. `false` if one of them has too many arcs.
    mutating func fill(blocks range: Range<Int>, from first: Int) -> Bool {
        let (ends, count) = (ends, count)
        let buckets = range.lowerBound * 64..<min(range.upperBound * 64, starts.count)
        var arc = first
        // How many end in each bucket; where arcs crowd, more than a start can tell.
        var isCountable = true
        starts.withUncheckedElements { starts in
            splits.withUncheckedElements { splits in
                while arc < ends.count {
                    let place = ends.element(uncheckedAt: arc).multipliedFullWidth(by: count)
                    let bucket = Int(truncatingIfNeeded: place.high)
                    guard bucket < buckets.upperBound else { break }
                    unsafe splits[arc] = UInt8(truncatingIfNeeded: place.low >> 56)
                    unsafe starts[bucket] &+= 1
                    isCountable = unsafe isCountable && starts[bucket] < Self.startLimit
                    arc &+= 1
                }
            }
        }
        return isCountable && setStarts(ofBlocks: range, from: first)
    }

    /// Turns the numbers of arcs that end in the buckets of some blocks into those buckets' starts.
    private mutating func setStarts(ofBlocks range: Range<Int>, from first: Int) -> Bool {
        var arcs = first
        var isCountable = true
        starts.withUncheckedElements { starts in
            blocks.withUncheckedElements { blocks in
                for block in range {
                    unsafe blocks[block] = UInt32(truncatingIfNeeded: arcs)
                    var before = 0
                    for bucket in block &* 64..<min(block &* 64 &+ 64, starts.count) {
                        let count = unsafe Int(starts[bucket])
                        isCountable = isCountable && before < Self.startLimit
                        unsafe starts[bucket] = UInt16(truncatingIfNeeded: before << 4 | (count > 7 ? 15 : count))
                        before &+= count
                    }
                    arcs &+= before
                }
                unsafe blocks[range.upperBound] = UInt32(truncatingIfNeeded: arcs)
            }
        }
        return isCountable
    }

    /// Copies blocks that are as they were, the first arc of which is `first` now. Returns the arc behind them.
    mutating func copy(blocks range: Range<Int>, from first: Int, of old: PackedArcs) -> Int {
        guard !range.isEmpty else { return first }
        let buckets = range.lowerBound * 64..<min(range.upperBound * 64, starts.count)
        let arcs = Int(old.blocks[range.lowerBound])..<Int(old.blocks[range.upperBound])
        starts.replaceSubrange(buckets, with: old.starts[buckets])
        splits.replaceSubrange(first..<first + arcs.count, with: old.splits[arcs])
        let shift = UInt32(truncatingIfNeeded: first - arcs.lowerBound)
        for block in range.lowerBound...range.upperBound {
            blocks[block] = old.blocks[block] &+ shift
        }
        return first + arcs.count
    }
}
