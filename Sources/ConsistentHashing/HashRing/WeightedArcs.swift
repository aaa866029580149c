/// The arcs of a ring whose nodes differ in weight: for every hash, the node whose next point is nearest in
/// *distance / weight*, worked out ahead.
///
/// Walk the ring against the clock. A point's quotient is 0 where it stands and grows from there, the slower the
/// heavier its node; so a point wins where it stands, and may be overtaken by a heavier node's point that lies farther
/// ahead. Only heavier ones can: whoever is both farther and no heavier has lost for good. What is left in the running
/// is a stack, lightest and nearest on top, and each entry knows when the one below it overtakes:
///
///     quotient        ╱ a (light)         ← walking this way, against the clock
///      │            ╱      ▁▂▃ b (heavy)
///      │      ▁▂▃▄╱▅▆▇             above the crossing, b is nearer than a
///      └────────────────▲a──────▲b──
///
/// Each point is pushed once and popped at most once: O(points) in all. The first lap only fills the stack.
struct WeightedArcs {
    private let points: RingPoints
    private let weights: [Weight]
    private var stack: [Entry] = []
    private var winners: [(since: UInt128, owner: Int)] = []

    /// A point in the running.
    private struct Entry {
        /// How far against the clock the walk had come when it met the point.
        let met: UInt128
        let owner: Int
        /// When the entry below gets ahead of this one; `nil` if it does not within a lap.
        var overtaken: UInt128?
    }

    private static var lap: UInt128 { 1 << 64 }

    init(points: RingPoints, weights: [Weight]) {
        self.points = points
        self.weights = weights
        for start in [0, Self.lap] {
            walk(from: start)
        }
    }

    /// The arcs, from hash 0 up.
    var index: ArcIndex {
        var ends: [UInt64] = []
        var owners: [Int] = []
        for (position, winner) in winners.enumerated().reversed() {
            let end = max(winner.since, Self.lap)
            // One that lost again within the first lap, or in the very step in which it got ahead, owns no hash.
            let next = position + 1 < winners.count ? winners[position + 1].since : 2 * Self.lap
            guard next > end else { continue }
            ends.append(UInt64.max - UInt64(truncatingIfNeeded: end))
            owners.append(winner.owner)
        }
        return ArcIndex(ends: ends, owners: CompactIndices(owners, below: weights.count, count: owners.count))
    }

    private mutating func walk(from start: UInt128) {
        var last = points.count - 1
        while last >= 0 {
            let position = points.positions[last]
            var first = last
            while first > 0, points.positions[first - 1] == position {
                first -= 1
            }
            let now = start + UInt128(UInt64.max - position)
            passOvertakings(before: now)
            // Where points share a place, the heaviest goes below the lighter ones, and of equals the first id stays.
            let group = (first...last).map { points.owners[$0] }
            for owner in group.sorted(by: isBelow) where stack.last?.met != now || weights[owner] != topWeight {
                push(owner, at: now)
            }
            passOvertakings(before: now + 1)
            record(now)
            last = first - 1
        }
        passOvertakings(before: start + Self.lap)
    }

    private var topWeight: Weight? { stack.last.map { weights[$0.owner] } }

    private func isBelow(_ owner: Int, _ other: Int) -> Bool {
        weights[owner] == weights[other] ? owner < other : weights[owner] > weights[other]
    }

    /// Takes the entries off the top that the one below gets ahead of before `time`.
    private mutating func passOvertakings(before time: UInt128) {
        while let overtaken = stack.last?.overtaken, overtaken < time {
            stack.removeLast()
            record(overtaken)
        }
    }

    private mutating func record(_ time: UInt128) {
        guard let top = stack.last, winners.last?.owner != top.owner else { return }
        winners.append((time, top.owner))
    }

    private mutating func push(_ owner: Int, at now: UInt128) {
        while let topWeight, topWeight <= weights[owner] {
            stack.removeLast()
        }
        var entry = Entry(met: now, owner: owner, overtaken: nil)
        while let below = stack.last {
            entry.overtaken = overtaking(of: entry, by: below)
            // If the one below is itself overtaken no later, it never shows.
            guard let next = below.overtaken, next <= entry.overtaken ?? .max else { break }
            stack.removeLast()
        }
        stack.append(entry)
    }

    /// The first time at which the heavier entry below is preferred, `nil` if that is more than a lap away.
    private func overtaking(of entry: Entry, by below: Entry) -> UInt128? {
        let lead = entry.met - below.met
        guard lead < Self.lap else { return nil }
        let furthest = Self.lap - 1 - lead

        func isOvertaken(after distance: UInt128) -> Bool {
            let behind = WeightedDistance(distance: UInt64(distance + lead), weight: weights[below.owner])
            let ahead = WeightedDistance(distance: UInt64(distance), weight: weights[entry.owner])
            let order = behind.compare(to: ahead)
            return order != 0 ? order < 0 : below.owner < entry.owner
        }

        guard isOvertaken(after: furthest) else { return nil }
        // An estimate in floating point, then the exact place: steps that double until it lies between two of them.
        let light = weights[entry.owner].value / weights[below.owner].value
        let estimate = Double(lead) * (light / (1 - light))
        let guess = estimate < Double(furthest) ? min(UInt128(UInt64(estimate)), furthest) : furthest
        var low: UInt128 = 0
        var high = furthest
        var step: UInt128 = 1
        if isOvertaken(after: guess) {
            high = guess
            while high > 0 {
                let probe = high > step ? high - step : 0
                guard isOvertaken(after: probe) else {
                    low = probe + 1
                    break
                }
                high = probe
                step *= 2
            }
        } else {
            low = guess + 1
            while low + step < high, !isOvertaken(after: low + step) {
                low += step + 1
                step *= 2
            }
            high = min(high, low + step)
        }
        while low < high {
            let middle = low + (high - low) / 2
            if isOvertaken(after: middle) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return entry.met + low
    }
}
