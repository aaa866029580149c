/// Writes arcs into buckets: see ``ArcBuckets``.
///
/// A bucket of fifteen arcs or fewer has, lane by lane, the upper 15 bits of where in it they end, and their owners; then
/// the owner of the arc behind them. A crowded one has no owners, and says where its arcs are:
///
///     lanes          0     1     2     3     4 … 15       16 … 31
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

    /// The vectors of a bucket before anything is written into it.
    static let empty = [lastSplit, lastSplit, ArcBuckets.noOwner, ArcBuckets.noOwner].map { SIMD8(repeating: $0) }

    /// Lanes of a bucket.
    private static var width: Int { 32 }

    /// From which lane on a bucket has owners.
    private static var owners: Int { 16 }

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
                unsafe lanes[last &* Self.width &+ Self.owners] = owner
            }
            guard bucket <= buckets.upperBound else { break }
            last = bucket
            guard split < Self.owners &- 1 else {
                crowd(bucket, first: arc - split, arcs: split + 1)
                continue
            }
            let lane = bucket &* Self.width &+ split
            unsafe lanes[lane] = UInt16(truncatingIfNeeded: place.low &>> 49)
            unsafe lanes[lane &+ Self.owners] = owner
            unsafe lanes[lane &+ Self.owners &+ 1] = owners.element(uncheckedAt: min(arc &+ 1, owners.count &- 1))
        }
        self.last = buckets.upperBound
    }

    private mutating func crowd(_ bucket: Int, first: Int, arcs: Int) {
        if arcs == Self.owners {
            clear(bucket...bucket)
            crowded.append(UInt32(bucket))
        }
        unsafe lanes[bucket * Self.width] = UInt16(truncatingIfNeeded: first)
        unsafe lanes[bucket * Self.width + 1] = UInt16(truncatingIfNeeded: first >> 16)
        unsafe lanes[bucket * Self.width + 2] = UInt16(truncatingIfNeeded: arcs)
        unsafe lanes[bucket * Self.width + 3] = UInt16(truncatingIfNeeded: arcs >> 16)
    }

    /// Empties buckets: they are so to be before anything is written into them.
    func clear(_ buckets: ClosedRange<Int>) {
        for lane in buckets.lowerBound &* Self.width..<(buckets.upperBound &+ 1) &* Self.width {
            unsafe lanes[lane] = lane & Self.owners == 0 ? Self.lastSplit : ArcBuckets.noOwner
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
        clear(buckets)
        fill(buckets, from: arc)
    }

    /// Tells crowded buckets by how many their arcs' indices have changed. Those that have changed themselves are to be
    /// filled anew.
    func renumberArcs(of crowded: [UInt32], joined: [UInt64], left: [UInt64]) {
        var before = (joined: 0, left: 0)
        for bucket in crowded.lazy.map(Int.init) {
            while before.joined < joined.count, self.bucket(joined[before.joined]) < bucket { before.joined += 1 }
            while before.left < left.count, self.bucket(left[before.left]) < bucket { before.left += 1 }
            let first = unsafe Int(lanes[bucket * Self.width]) | Int(lanes[bucket * Self.width + 1]) << 16
            let moved = first + before.joined - before.left
            unsafe lanes[bucket * Self.width] = UInt16(truncatingIfNeeded: moved)
            unsafe lanes[bucket * Self.width + 1] = UInt16(truncatingIfNeeded: moved >> 16)
        }
    }

    /// All buckets that are crowded now, given those that were before some were filled anew.
    func stillCrowded(of before: [UInt32]) -> [UInt32] {
        let still = before.filter { unsafe lanes[Int($0) * Self.width + Self.owners] == ArcBuckets.noOwner }
        return Set(still + crowded).sorted()
    }
}
