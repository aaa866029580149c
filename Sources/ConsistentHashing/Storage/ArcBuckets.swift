/// Arcs, and next to each other the few that a hash may fall into: equal buckets of the hash space, each a cache line.
///
/// A bucket has up to fifteen splits, the ends of the arcs that end in it, from behind, and sixteen owners around them:
///
///     bucket    │       0       │       1       │        bucket 1, parts of its width:
///     arcs      ├─a──┬─b─┬──────c───────┬─d──┬─e┤        splits  1   …   1   .80 .48  -
///                                                        owners              e   d   c
///
/// Two comparisons of all splits at once say how many the hash lies behind, without a branch that could be predicted
/// wrong, and whose it is then lies on the same line of the cache. Splits have 15 bits: a hash that has the same as a
/// split, one in four thousand, is searched for among whole ends. So is one that lies behind fifteen in a bucket of more,
/// about as many.
@frozen
@usableFromInline
package struct ArcBuckets: Sendable {
    /// From `first` on four vectors a bucket: two of splits, two of owners.
    @usableFromInline
    package let vectors: [SIMD8<UInt16>]
    /// The first vector behind another one with which a cache line begins. An array's memory may begin within one, but as this one
    /// never changes, it stays where it is.
    @usableFromInline
    package let first: Int
    @usableFromInline
    package let count: UInt64

    /// What stands for an owner where a bucket does not tell. An index that takes 16 bits is below it.
    @inlinable
    static var noOwner: UInt16 { .max }

    /// No buckets: whoever asks looks at what stands in their place, and is told nothing.
    init() {
        vectors = ArcBucketFiller.empty
        first = 0
        count = 0
    }

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`.
    ///   - owners: as many.
    init(ends: [UInt64], owners: [UInt16]) {
        let count = Self.count(arcs: ends.count)
        self.init(count: count) { lanes in
            var filler = ArcBucketFiller(lanes: lanes, count: count, ends: ends, owners: owners)
            filler.clear(0...count - 1)
            filler.fill(0...count - 1, from: 0)
        }
    }

    /// The buckets of the arcs that the arcs of `old` have become, copied but for those that differ. `nil` if there are
    /// to be more or fewer buckets, or so many differ that it is quicker to make all anew.
    ///
    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`.
    ///   - owners: as many.
    ///   - joined: the ends that are new, ascending.
    ///   - left: the ends that are gone, ascending.
    ///   - shift: what has become of the owners' indices.
    init?(_ old: ArcBuckets, ends: [UInt64], owners: [UInt16], joined: [UInt64], left: [UInt64], shift: IndexShift) {
        let count = Self.count(arcs: ends.count)
        guard UInt64(count) == old.count, joined.count + left.count < ends.count / 32 else { return nil }
        self.init(count: count) { lanes in
            old.copy(to: lanes, shift)
            var filler = ArcBucketFiller(lanes: lanes, count: count, ends: ends, owners: owners)
            // The last arc's owner is the first's, so it may differ too.
            for end in (joined + left).sorted() + [.max] {
                filler.refill(around: end)
            }
        }
    }

    /// - Parameter fill: writes all buckets' lanes.
    private init(count: Int, fill: (UnsafeMutableBufferPointer<UInt16>) -> Void) {
        // One vector to four are before the first line's beginning.
        var vectors = [SIMD8<UInt16>](repeating: SIMD8(), count: count * 4 + 4)
        let first = vectors.firstOfLine
        vectors.withUncheckedLanes(from: first) { unsafe fill($0) }
        self.vectors = vectors
        self.first = first
        self.count = UInt64(count)
    }

    /// Seven arcs a bucket, so that three in a thousand buckets have more than fifteen, and most of their hashes are not behind these;
    /// in steps of at most a sixteenth, so that a few arcs more or less hardly ever change it.
    static func count(arcs: Int) -> Int {
        let count = max(1, arcs / 7)
        let bits = Int.bitWidth - count.leadingZeroBitCount
        return count & (-1 << max(0, bits - 5))
    }

    private func copy(to lanes: UnsafeMutableBufferPointer<UInt16>, _ shift: IndexShift) {
        let start = SIMD8(repeating: UInt16(clamping: shift.first))
        let distance = SIMD8(repeating: UInt16(truncatingIfNeeded: shift.distance))
        let noOwner = SIMD8(repeating: Self.noOwner)
        unsafe lanes.withMemoryRebound(to: SIMD8<UInt16>.self) { copies in
            for index in 0..<copies.count {
                var vector = vectors.element(uncheckedAt: first &+ index)
                if index & 2 != 0 {
                    vector.replace(with: vector &+ distance, where: (vector .>= start) .& (vector .!= noOwner))
                }
                unsafe copies[index] = vector
            }
        }
    }

    /// The owner of a hash, or `noOwner` if its bucket does not tell, or there are none.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64) -> UInt16 {
        let place = hash.multipliedFullWidth(by: count)
        return vectors.owner(uncheckedAt: first &+ Int(truncatingIfNeeded: place.high) &* 4, fraction: place.low)
    }

    /// Bytes of memory the buckets take.
    var byteCount: Int { count == 0 ? 0 : vectors.count * 16 }
}

extension ArcBuckets: Equatable {
    @usableFromInline
    package static func == (first: ArcBuckets, second: ArcBuckets) -> Bool {
        first.count == second.count && first.lines.elementsEqual(second.lines)
    }

    private var lines: ArraySlice<SIMD8<UInt16>> { vectors[first..<first + Int(count) * 4] }
}
