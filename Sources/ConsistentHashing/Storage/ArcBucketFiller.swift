/// Writes arcs into buckets: see ``ArcBuckets``.
///
/// A bucket of seven arcs or fewer has, lane by lane, the upper 15 bits of where in it they end, and their owners; then
/// the owner of the arc behind them. A crowded one has no owners, and says where its arcs are:
///
///     lanes          0     1     2     3     4 … 7        8 … 15
///     few arcs       ends, then 0x7FFF                    owners, then `noOwner`
///     crowded        first arc   how many    0x7FFF       `noOwner`
struct ArcBucketFiller {
    private let lanes: UnsafeMutableBufferPointer<UInt16>
    private let count: UInt64
    private let ends: [UInt64]
    private let owners: [UInt16]
    /// The buckets up to this one are as they are to be.
    private var last = -1
    /// The crowded buckets that were filled.
    private(set) var crowded: [UInt32] = []

    /// A bucket before anything is written into it.
    static var empty: SIMD16<UInt16> {
        SIMD16(lowHalf: SIMD8(repeating: lastSplit), highHalf: SIMD8(repeating: ArcBuckets.noOwner))
    }

    /// The largest split of 15 bits: no hash is behind it.
    private static var lastSplit: UInt16 { 0x7FFF }

    init(lanes: UnsafeMutableBufferPointer<UInt16>, count: Int, ends: [UInt64], owners: [UInt16]) {
        self.lanes = lanes
        self.count = UInt64(count)
        self.ends = ends
        self.owners = owners
    }

    private func bucket(_ end: UInt64) -> Int {
        Int(truncatingIfNeeded: end.multipliedFullWidth(by: count).high)
    }

    /// Fills empty buckets. `arc` is the first that ends in them or behind them.
    mutating func fill(_ buckets: ClosedRange<Int>, from arc: Int) {
        var last = buckets.lowerBound - 1
        var split = 0
        for arc in arc..<ends.count {
            let place = ends.element(uncheckedAt: arc).multipliedFullWidth(by: count)
            let bucket = min(Int(truncatingIfNeeded: place.high), buckets.upperBound &+ 1)
            let owner = owners.element(uncheckedAt: arc)
            split = bucket == last ? split &+ 1 : 0
            // The arc has all of the buckets that none ends in.
            while last &+ 1 < bucket {
                last &+= 1
                unsafe lanes[last &* 16 &+ 8] = owner
            }
            guard bucket <= buckets.upperBound else { break }
            last = bucket
            guard split < 7 else {
                crowd(bucket, first: arc - split, arcs: split + 1)
                continue
            }
            let lane = bucket &* 16 &+ split
            unsafe lanes[lane] = UInt16(truncatingIfNeeded: place.low &>> 49)
            unsafe lanes[lane &+ 8] = owner
            unsafe lanes[lane &+ 9] = owners.element(uncheckedAt: min(arc &+ 1, owners.count &- 1))
        }
        self.last = buckets.upperBound
    }

    private mutating func crowd(_ bucket: Int, first: Int, arcs: Int) {
        if arcs == 8 {
            clear(bucket)
            crowded.append(UInt32(bucket))
        }
        unsafe lanes[bucket * 16] = UInt16(truncatingIfNeeded: first)
        unsafe lanes[bucket * 16 + 1] = UInt16(truncatingIfNeeded: first >> 16)
        unsafe lanes[bucket * 16 + 2] = UInt16(truncatingIfNeeded: arcs)
        unsafe lanes[bucket * 16 + 3] = UInt16(truncatingIfNeeded: arcs >> 16)
    }

    private func clear(_ bucket: Int) {
        for lane in 0..<16 {
            unsafe lanes[bucket * 16 + lane] = Self.empty[lane]
        }
    }

    /// Fills anew the buckets that an arc's coming or going has changed: from the one in which the arc before it ends, to
    /// the one in which it ends or ended. To be called from the smallest end to the largest.
    mutating func refill(around end: UInt64) {
        var arc = ends.firstIndex(notBefore: end, in: 0..<ends.count - 1)
        let first = max(last + 1, arc == 0 ? 0 : bucket(ends[arc - 1]))
        let buckets = first...max(first, bucket(end))
        guard buckets.upperBound == bucket(end) else { return }
        while arc > 0, bucket(ends[arc - 1]) >= first {
            arc -= 1
        }
        for bucket in buckets {
            clear(bucket)
        }
        fill(buckets, from: arc)
    }

    /// Tells crowded buckets by how many their arcs' indices have changed. Those that have changed themselves are to be
    /// filled anew.
    func renumberArcs(of crowded: [UInt32], joined: [UInt64], left: [UInt64]) {
        var before = (joined: 0, left: 0)
        for bucket in crowded.lazy.map(Int.init) {
            while before.joined < joined.count, self.bucket(joined[before.joined]) < bucket { before.joined += 1 }
            while before.left < left.count, self.bucket(left[before.left]) < bucket { before.left += 1 }
            let first = unsafe Int(lanes[bucket * 16]) | Int(lanes[bucket * 16 + 1]) << 16
            let moved = first + before.joined - before.left
            unsafe lanes[bucket * 16] = UInt16(truncatingIfNeeded: moved)
            unsafe lanes[bucket * 16 + 1] = UInt16(truncatingIfNeeded: moved >> 16)
        }
    }

    /// All buckets that are crowded now, given those that were before some were filled anew.
    func stillCrowded(of before: [UInt32]) -> [UInt32] {
        let still = before.filter { unsafe lanes[Int($0) * 16 + 8] == ArcBuckets.noOwner }
        return Set(still + crowded).sorted()
    }
}
