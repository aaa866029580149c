/// The arcs of a ring whose nodes differ in weight: for every hash, the node whose next point is nearest in
/// *distance / weight*, worked out ahead.
///
/// Walk the ring against the clock. A point's quotient is 0 where it stands and grows from there, the slower the
/// heavier its node; so a point wins where it stands, and may be overtaken by a heavier node's point that lies farther
/// ahead. Only heavier ones can: whoever is both farther and no heavier has lost for good. What is left in the running
/// is a stack, lightest and nearest on top, and each entry knows when the one below it overtakes:
///
///     quotient   ╲         a (light)
///         │  ▔▔▔▔▚▂▂╲▂▂▂      b (heavy)
///         │        ╲   ▔▔▔▔▔╲
///         └────────┴──▲a─────▲b──▶ hash        left of the crossing, b is nearer than a
///
/// At a point of the heaviest node everybody else has lost, so one lap that starts there sees everything. Each point is
/// pushed once and popped at most once: O(points).
struct WeightedArcs {
    private let points: RingPoints
    private let weights: [Weight]
    /// Where the walk begins; times are how far against the clock it has come from there.
    private let start: UInt64
    private var stack: [Entry] = []
    private var winners: [(since: UInt64, owner: Int)] = []

    /// A point in the running.
    private struct Entry {
        /// When the walk met the point.
        let met: UInt64
        let owner: Int
        /// When the entry below gets ahead of this one; `nil` if it does not within the lap.
        var overtaken: UInt64?
    }

    /// - Parameters:
    ///   - points: at least one.
    ///   - weights: by node index.
    init(points: RingPoints, weights: [Weight]) {
        self.points = points
        self.weights = weights
        let heaviest = weights.max()
        let first = (0..<points.count).first { weights[points.owners[$0]] == heaviest } ?? 0
        start = points.positions[first]
        winners.reserveCapacity(points.count)
        // Points at one place are met together, so begin behind the last of them.
        let end = (first..<points.count).first { points.positions[$0] != start } ?? points.count
        walk((0..<end).reversed())
        walk((end..<points.count).reversed())
        passOvertakings(through: .max)
    }

    /// The arcs, from hash 0 up.
    var index: ArcIndex {
        // Hashes fall as time goes on: from the start down to 0, then from the largest hash down to the start again.
        let wrap = winners.firstIndex { $0.since > start } ?? winners.count
        var ends: [UInt64] = []
        ends.reserveCapacity(winners.count + 1)
        var owners = CompactIndices(below: weights.count, capacity: winners.count + 1)
        for winner in [winners[..<wrap], winners[wrap...]].lazy.map({ $0.reversed() }).joined() {
            ends.append(start &- winner.since)
            owners.append(winner.owner)
        }
        if ends.last != .max, let beforeWrap = winners[..<wrap].last {
            ends.append(.max)
            owners.append(beforeWrap.owner)
        }
        return ArcIndex(ends: ends, owners: owners)
    }

    private mutating func walk(_ positions: ReversedCollection<Range<Int>>) {
        var group: [Int] = []
        for (offset, index) in positions.enumerated() {
            let position = points.positions[index]
            group.append(points.owners[index])
            let isLastOfGroup = offset + 1 == positions.count || points.positions[index - 1] != position
            guard isLastOfGroup else { continue }
            let now = start &- position
            if now > 0 { passOvertakings(through: now - 1) }
            meet(group, at: now)
            passOvertakings(through: now)
            group.removeAll(keepingCapacity: true)
        }
    }

    /// Pushes the points that stand at one place, nearly always one: the heaviest below the lighter, and of nodes of one
    /// weight only the first by id, which wins every tie there is.
    private mutating func meet(_ owners: [Int], at now: UInt64) {
        guard owners.count > 1 else {
            push(owners[0], at: now)
            return
        }
        let owners = owners.sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }
        var last: Weight?
        for owner in owners where weights[owner] != last {
            push(owner, at: now)
            last = weights[owner]
        }
    }

    private mutating func push(_ owner: Int, at now: UInt64) {
        while let top = stack.last, weights[top.owner] <= weights[owner] {
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
        record(now)
    }

    /// Takes the entries off the top that the one below gets ahead of by `time`.
    private mutating func passOvertakings(through time: UInt64) {
        while let overtaken = stack.last?.overtaken, overtaken <= time {
            stack.removeLast()
            record(overtaken)
        }
    }

    /// Notes who is ahead from `time` on. Whoever was noted for that very time owned no hash.
    private mutating func record(_ time: UInt64) {
        guard let top = stack.last else { return }
        if winners.last?.since == time {
            winners.removeLast()
        }
        if winners.last?.owner != top.owner {
            winners.append((time, top.owner))
        }
    }

    /// The first time at which the heavier entry below is preferred, `nil` if that is not within the lap.
    private func overtaking(of entry: Entry, by below: Entry) -> UInt64? {
        let lead = entry.met - below.met
        let furthest = UInt64.max - entry.met

        func isOvertaken(after distance: UInt64) -> Bool {
            let behind = WeightedDistance(distance: distance + lead, weight: weights[below.owner])
            let ahead = WeightedDistance(distance: distance, weight: weights[entry.owner])
            let order = behind.compare(to: ahead)
            return order != 0 ? order < 0 : below.owner < entry.owner
        }

        // An estimate in floating point, right to a few parts in 2⁵⁰, as weights that are close have an exact difference;
        // then whole numbers have the last word.
        let light = weights[entry.owner].value
        let estimate = Double(lead) * (light / (weights[below.owner].value - light))
        guard estimate < Double(furthest) * (1 + 0x1p-40) + 1 else { return nil }
        let guess = estimate < Double(furthest) ? min(UInt64(estimate), furthest) : furthest
        return firstTrue(in: furthest, near: guess, isOvertaken).map { entry.met + $0 }
    }

    /// The smallest number up to `limit` for which `predicate`, which never turns false again, is true.
    ///
    /// Starts at `guess`, goes on in steps that double, and halves what lies between. O(log of the guess's error).
    private func firstTrue(in limit: UInt64, near guess: UInt64, _ predicate: (UInt64) -> Bool) -> UInt64? {
        // The answer is at least `low`; once the steps have ended, it is at most `high`.
        var step: UInt64 = 1
        var low: UInt64 = 0
        var high = guess
        if predicate(guess) {
            while high > 0 {
                let probe = high > step ? high - step : 0
                guard predicate(probe) else {
                    low = probe + 1
                    break
                }
                high = probe
                step *= 2
            }
        } else {
            repeat {
                guard high < limit else { return nil }
                low = high + 1
                high = limit - high > step ? high + step : limit
                step *= 2
            } while !predicate(high)
        }
        while low < high {
            let middle = low + (high - low) / 2
            if predicate(middle) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
