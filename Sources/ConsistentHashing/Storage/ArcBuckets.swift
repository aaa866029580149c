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
/// split, one in a few thousand, is searched for among whole ends. So is a hash in a bucket with more than seven; then the
/// bucket says from where on and how far.
@frozen
@usableFromInline
struct ArcBuckets: Sendable {
    /// Splits in the first eight lanes, owners in the others.
    @usableFromInline
    let buckets: [SIMD16<UInt16>]
    @usableFromInline
    let count: UInt64

    /// What stands for an owner where a bucket does not tell. An index that takes 16 bits is below it.
    @inlinable
    static var noOwner: UInt16 { .max }

    /// No buckets.
    init() {
        buckets = []
        count = 0
    }

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`.
    ///   - owners: as many.
    init(ends: [UInt64], owners: [UInt16]) {
        // Two and a half arcs a bucket: four in a thousand buckets have more than seven.
        let count = max(1, ends.count * 2 / 5)
        var buckets = [SIMD16<UInt16>](repeating: Self.empty, count: count)
        buckets.withUncheckedLanes { lanes in
            Self.fill(lanes, count: UInt64(count), ends: ends, owners: owners)
        }
        self.buckets = buckets
        self.count = UInt64(count)
    }

    private static var empty: SIMD16<UInt16> {
        SIMD16(lowHalf: SIMD8(repeating: lastSplit), highHalf: SIMD8(repeating: noOwner))
    }

    /// The largest split of 15 bits: no hash is behind it.
    private static var lastSplit: UInt16 { 0x7FFF }

    private static func fill(
        _ lanes: UnsafeMutableBufferPointer<UInt16>,
        count: UInt64,
        ends: [UInt64],
        owners: [UInt16]
    ) {
        var last = -1
        var split = 0
        for arc in ends.indices {
            let place = ends.element(uncheckedAt: arc).multipliedFullWidth(by: count)
            let bucket = Int(truncatingIfNeeded: place.high)
            let owner = owners.element(uncheckedAt: arc)
            split = bucket == last ? split &+ 1 : 0
            // The arc begins behind the last split, and has what no arc ends in.
            while last &+ 1 < bucket {
                last &+= 1
                unsafe lanes[last &* 16 &+ 8] = owner
            }
            last = bucket
            let lane = bucket &* 16 &+ split
            if split < 7 {
                unsafe lanes[lane] = UInt16(truncatingIfNeeded: place.low &>> 49)
                unsafe lanes[lane &+ 8] = owner
                unsafe lanes[lane &+ 9] = owners.element(uncheckedAt: min(arc &+ 1, owners.count &- 1))
            } else {
                crowd(lanes, bucket, first: arc - split, arcs: split + 1)
            }
        }
    }

    /// Notes in a bucket of more than seven splits which arcs end in it.
    private static func crowd(_ lanes: UnsafeMutableBufferPointer<UInt16>, _ bucket: Int, first: Int, arcs: Int) {
        for lane in 0..<8 {
            unsafe lanes[bucket * 16 + lane] = lastSplit
            unsafe lanes[bucket * 16 + lane + 8] = noOwner
        }
        unsafe lanes[bucket * 16] = UInt16(truncatingIfNeeded: first)
        unsafe lanes[bucket * 16 + 1] = UInt16(truncatingIfNeeded: first >> 16)
        unsafe lanes[bucket * 16 + 2] = UInt16(truncatingIfNeeded: arcs)
        unsafe lanes[bucket * 16 + 3] = UInt16(truncatingIfNeeded: arcs >> 16)
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
    var byteCount: Int { buckets.count * 32 }
}
