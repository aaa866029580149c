/// The points of a ring, sorted by position, and by node index where positions are equal.
///
/// Behind the last point stands one more entry, at `UInt64.max`, whose owner is the first point's: the way clockwise
/// from behind the last point leads there. With equal weights these are the ring's arcs as they stand.
struct RingPoints: Sendable {
    private(set) var positions: [UInt64] = []
    private(set) var owners: CompactIndices

    /// The number of points, the entry that closes the circle not counted.
    var count: Int { max(0, positions.count - 1) }

    /// The points of some nodes of a ring of `nodes` nodes.
    init(
        of members: some Sequence<(id: String, index: Int)>,
        nodes: Int,
        virtualNodes: Int,
        hashFunction: HashFunction
    ) {
        var unsorted: [Point] = []
        unsorted.reserveCapacity(members.underestimatedCount * virtualNodes)
        for member in members {
            var hasher = NodeHasher(id: member.id, hashFunction: hashFunction)
            for number in 0..<UInt32(virtualNodes) {
                unsorted.append(Point(position: hasher.hash(number: number), owner: member.index))
            }
        }
        let sorted = UniformSort.sorted(unsorted)
        self.init(capacity: sorted.count + 1, nodes: nodes)
        for point in sorted {
            append(point)
        }
        close()
    }

    private init(capacity: Int, nodes: Int) {
        owners = CompactIndices(below: nodes, capacity: capacity)
        positions.reserveCapacity(capacity)
    }

    private mutating func append(_ point: Point) {
        positions.append(point.position)
        owners.append(point.owner)
    }

    private mutating func close() {
        guard !positions.isEmpty else { return }
        positions.append(.max)
        owners.append(owners[0])
    }

    /// These points without those whose owner has no new index, the others renumbered, and `joined` among them.
    ///
    /// One pass over both; nothing is sorted again.
    func merging(_ joined: RingPoints, newIndices: [Int?], nodes: Int) -> RingPoints {
        let leaving = -1
        let newIndices = newIndices.map { $0 ?? leaving }
        var merged = RingPoints(capacity: count + joined.count + 1, nodes: nodes)
        var next = 0
        for position in 0..<count {
            let owner = newIndices[owners[position]]
            guard owner != leaving else { continue }
            let point = Point(position: positions[position], owner: owner)
            while next < joined.count, joined.point(next) < point {
                merged.append(joined.point(next))
                next += 1
            }
            merged.append(point)
        }
        while next < joined.count {
            merged.append(joined.point(next))
            next += 1
        }
        merged.close()
        return merged
    }

    private func point(_ index: Int) -> Point {
        Point(position: positions[index], owner: owners[index])
    }

    /// The first point at or behind `hash`, clockwise, going round at the end. There must be points.
    func firstIndex(clockwiseFrom hash: UInt64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if positions[middle] < hash {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == count ? 0 : low
    }
}

extension RingPoints {
    struct Point: Comparable, BitwiseCopyable, Sendable {
        var position: UInt64
        var owner: Int

        static func < (first: Point, second: Point) -> Bool {
            (first.position, first.owner) < (second.position, second.owner)
        }
    }
}

/// Sorts points whose positions are spread evenly, in O(n) expected.
enum UniformSort {
    /// Puts each point into the bucket that its top bits name, then sorts the few that a bucket holds.
    static func sorted(_ points: [RingPoints.Point]) -> [RingPoints.Point] {
        guard points.count > 64 else { return points.sorted() }
        let shift = UInt64(64 - (Int.bitWidth - points.count.leadingZeroBitCount))
        var starts = [Int](repeating: 0, count: Int(UInt64.max >> shift) + 2)
        for point in points {
            starts[Int(point.position >> shift) + 1] += 1
        }
        for bucket in starts.indices.dropFirst() {
            starts[bucket] += starts[bucket - 1]
        }
        var sorted = points
        var next = starts
        for point in points {
            let bucket = Int(point.position >> shift)
            sorted[next[bucket]] = point
            next[bucket] += 1
        }
        for bucket in starts.indices.dropLast() where starts[bucket + 1] - starts[bucket] > 1 {
            sorted[starts[bucket]..<starts[bucket + 1]].sort()
        }
        return sorted
    }
}
