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
    /// Runs of points that stay are copied as they are; nothing is sorted again.
    func merging(_ joined: RingPoints, newIndices: [Int?], nodes: Int) -> RingPoints {
        let staying = keeping(newIndices, nodes: nodes)
        guard joined.count > 0 else { return staying }
        var merged = RingPoints(capacity: staying.count + joined.count + 1, nodes: nodes)
        var start = 0
        for next in 0..<joined.count {
            let point = joined.point(next)
            let end = staying.firstIndex(notBefore: point, from: start)
            merged.append(contentsOf: staying, in: start..<end)
            merged.append(point)
            start = end
        }
        merged.append(contentsOf: staying, in: start..<staying.count)
        merged.close()
        return merged
    }

    /// The points whose owner has a new index, under that index.
    private func keeping(_ newIndices: [Int?], nodes: Int) -> RingPoints {
        let owners = owners.keeping(newIndices, below: nodes)
        guard newIndices.contains(nil) else {
            var kept = self
            kept.owners = owners
            return kept
        }
        let isKept = newIndices.map { $0 != nil }
        var kept = RingPoints(capacity: positions.count, nodes: nodes)
        for position in 0..<count where isKept[self.owners[position]] {
            kept.positions.append(positions[position])
        }
        guard !kept.positions.isEmpty else { return kept }
        // The entry that closes the circle is the first point's, which may have gone.
        kept.owners = owners.prefix(kept.positions.count)
        kept.close()
        return kept
    }

    private mutating func append(contentsOf other: RingPoints, in range: Range<Int>) {
        positions.append(contentsOf: other.positions[range])
        owners.append(contentsOf: other.owners, in: range)
    }

    private func point(_ index: Int) -> Point {
        Point(position: positions[index], owner: owners[index])
    }

    /// The first index from `start` on whose point is not before `point`.
    private func firstIndex(notBefore point: Point, from start: Int) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if self.point(middle) < point {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// The first point at or behind `hash`, clockwise, going round at the end. There must be points.
    func firstIndex(clockwiseFrom hash: UInt64) -> Int {
        let index = firstIndex(notBefore: Point(position: hash, owner: 0), from: 0)
        return index == count ? 0 : index
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
