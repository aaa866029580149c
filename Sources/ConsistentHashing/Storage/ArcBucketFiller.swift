/// Writes arcs into buckets: see ``ArcBuckets``.
///
/// A bucket has, lane by lane from behind, the upper 15 bits of where in it arcs end, and their owners; then the owner of the
/// arc behind them. Of one in which more than fifteen arcs end it has the first fifteen, and does not know what is behind them:
///
///     lanes       0 … 12    13       14       15      16 … 28    29       30       31
///     two arcs    0x7FFF    second   first    0xFFFF  `noOwner`  third's  second's first's owner
///     many arcs   ends of fifteen             0xFFFF  `noOwner` in 16, then owners of fifteen
struct ArcBucketFiller {
    private let lanes: UnsafeMutableBufferPointer<UInt16>
    private let count: UInt64
    private let ends: [UInt64]
    private let owners: [UInt16]
    /// The buckets up to this one are as they are to be.
    private var last = -1

    /// The vectors of a bucket before anything is written into it.
    static let empty = (0..<4).map { vector in
        SIMD8((0..<8).map { emptyLane(vector * 8 + $0) })
    }

    /// Lanes of a bucket.
    private static var width: Int { 32 }

    /// From which lane on a bucket has owners.
    private static var owners: Int { 16 }

    /// The lane of the owner of the first arc.
    private static var firstOwner: Int { 31 }

    /// The largest split of 15 bits: no hash is behind it.
    private static var lastSplit: UInt16 { 0x7FFF }

    /// Of splits, which are signed, the one that every hash is behind.
    private static var behindAll: UInt16 { 0xFFFF }

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
                unsafe lanes[last &* Self.width &+ Self.firstOwner] = owner
            }
            guard bucket <= buckets.upperBound else { break }
            last = bucket
            guard split < Self.owners &- 1 else {
                unsafe lanes[bucket &* Self.width &+ Self.owners] = ArcBuckets.noOwner
                continue
            }
            let lane = bucket &* Self.width &+ Self.firstOwner &- split
            unsafe lanes[lane &- Self.owners &- 1] = UInt16(truncatingIfNeeded: place.low &>> 49)
            unsafe lanes[lane] = owner
            unsafe lanes[lane &- 1] = owners.element(uncheckedAt: min(arc &+ 1, owners.count &- 1))
        }
        self.last = buckets.upperBound
    }

    /// Empties buckets: they are so to be before anything is written into them.
    func clear(_ buckets: ClosedRange<Int>) {
        for lane in buckets.lowerBound &* Self.width..<(buckets.upperBound &+ 1) &* Self.width {
            unsafe lanes[lane] = Self.emptyLane(lane % Self.width)
        }
    }

    /// A bucket's lane before anything is written into it.
    private static func emptyLane(_ lane: Int) -> UInt16 {
        switch lane {
        case owners...: ArcBuckets.noOwner
        case owners - 1: behindAll
        default: lastSplit
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
}
