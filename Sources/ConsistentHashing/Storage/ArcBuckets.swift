/// Arcs, and next to each other the few that a hash may fall into: equal buckets of the hash space, each half a cache
/// line.
///
/// A bucket has up to seven splits, the ends of the arcs that end in it, and eight owners around them:
///
///     bucket    │       0       │       1       │        bucket 1, parts of its width:
///     arcs      ├─a──┬─b─┬──────c───────┬─d──┬──┤        splits  .48 .80  1   1   1   1   1   1
///                                                        owners   c   d   …
///
/// One comparison of all splits at once says how many the hash lies behind, without a branch that could be predicted
/// wrong, and whose it is then lies on the same line of the cache. Splits have 15 bits: a hash that has the same as a
/// split, one in some ten thousand, is searched for among whole ends. So is a hash in a bucket with more than seven; then
/// the bucket says from where on and how far.
@frozen
@usableFromInline
package struct ArcBuckets: Sendable {
    /// Splits in the first eight lanes, owners in the others.
    @usableFromInline
    package let buckets: [SIMD16<UInt16>]
    @usableFromInline
    package let count: UInt64
    /// The buckets in which more than seven arcs end, ascending.
    private let crowded: [UInt32]

    /// What stands for an owner where a bucket does not tell. An index that takes 16 bits is below it.
    @inlinable
    static var noOwner: UInt16 { .max }

    /// No buckets.
    init() {
        buckets = []
        count = 0
        crowded = []
    }

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`.
    ///   - owners: as many.
    init(ends: [UInt64], owners: [UInt16]) {
        let count = Self.count(arcs: ends.count)
        var buckets = [SIMD16<UInt16>](repeating: ArcBucketFiller.empty, count: count)
        var crowded: [UInt32] = []
        buckets.withUncheckedLanes { lanes in
            var filler = ArcBucketFiller(lanes: lanes, count: count, ends: ends, owners: owners)
            filler.fill(0...count - 1, from: 0)
            crowded = filler.crowded
        }
        self.buckets = buckets
        self.count = UInt64(count)
        self.crowded = crowded
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
        var buckets = Self.shift(old.buckets, by: shift)
        var crowded = old.crowded
        buckets.withUncheckedLanes { lanes in
            var filler = ArcBucketFiller(lanes: lanes, count: count, ends: ends, owners: owners)
            filler.renumberArcs(of: crowded, joined: joined, left: left)
            // The last arc's owner is the first's, so it may differ too.
            for end in (joined + left).sorted() + [.max] {
                filler.refill(around: end)
            }
            crowded = filler.stillCrowded(of: crowded)
        }
        self.buckets = buckets
        self.count = UInt64(count)
        self.crowded = crowded
    }

    /// Two and a half arcs a bucket, so that four in a thousand buckets have more than seven; in steps of at most a
    /// sixteenth, so that a few arcs more or less hardly ever change it.
    static func count(arcs: Int) -> Int {
        let count = max(1, arcs * 2 / 5)
        let bits = Int.bitWidth - count.leadingZeroBitCount
        return count & (-1 << max(0, bits - 5))
    }

    private static func shift(_ buckets: [SIMD16<UInt16>], by shift: IndexShift) -> [SIMD16<UInt16>] {
        let first = SIMD8(repeating: UInt16(clamping: shift.first))
        let distance = SIMD8(repeating: UInt16(truncatingIfNeeded: shift.distance))
        let noOwner = SIMD8(repeating: noOwner)
        return Array(count: buckets.count) { index in
            var bucket = buckets.element(uncheckedAt: index)
            let owners = bucket.highHalf
            bucket.highHalf.replace(with: owners &+ distance, where: (owners .>= first) .& (owners .!= noOwner))
            return bucket
        }
    }

    /// The owner of a hash, or `noOwner` if its bucket does not tell. There must be buckets.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64) -> UInt16 {
        let place = hash.multipliedFullWidth(by: count)
        return buckets.owner(uncheckedAt: Int(truncatingIfNeeded: place.high), fraction: place.low)
    }

    /// The arcs among which that of a hash is, where its bucket knows them: the hash is in one of those that end in it, or
    /// in the next one.
    func arcs(around hash: UInt64) -> Range<Int>? {
        let bucket = buckets[Int(hash.multipliedFullWidth(by: count).high)]
        guard bucket[8] == Self.noOwner else { return nil }
        let first = Int(bucket[0]) | Int(bucket[1]) << 16
        return first..<first + (Int(bucket[2]) | Int(bucket[3]) << 16)
    }

    /// Bytes of memory the buckets take.
    var byteCount: Int { buckets.count * 32 + crowded.count * 4 }
}

extension ArcBuckets: Equatable {}
