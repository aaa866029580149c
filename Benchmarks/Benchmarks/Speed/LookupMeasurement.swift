import ConsistentHashing
import PlacementReports
import Timing

/// The lookups of one placement, each beside the floor.
struct LookupMeasurement<Placed: Placement> where Placed.Node == String {
    let placed: Placed
    /// Another one of the same members, in other memory.
    let rebuilt: Placed
    let placement: MeasuredPlacement
    let nodes: Int
    let keys: SpeedKeys
    let coldKeys: ColdKeys

    private var targets: SpeedTargets { SpeedTargets(nodes: nodes) }

    /// Bytes in, index out, as many as can be.
    func row(rounds: PairedBatches.Rounds) -> SpeedResults.Lookup {
        let (placed, keys) = (placed, batch(of: .milliseconds(100)))
        var loops = [{ floorSum(keys) }, { sumOfIndices(placed, keys) }]
        if let inC = placed as? any LookedUpInC, inC.sumInC(keys) != nil {
            loops.append { inC.sumInC(keys) ?? 0 }
        }
        let batches = PairedBatches(keys: keys.count, rounds: rounds, loops)
        var row = SpeedResults.Lookup(nodes: nodes, name: placement.rawValue, measured: batches.measured(1, floor: 0))
        row.inC = loops.count > 2 ? batches.ratio(of: 2, to: 0).median : nil
        row.target = targets.lookup(placement)
        row.allocations = AllocationCounter.count { sumOfIndices(placed, keys) }
        if keys.count < self.keys.count {
            row.note = "in batches of \(keys.count) keys"
        }
        return row
    }

    /// The other ways to ask. What some add is left out where a lookup takes so long that it would be lost in the noise.
    func questions(rounds: PairedBatches.Rounds) -> [SpeedResults.Asked] {
        let keys = batch(of: .milliseconds(4))
        let questions = keys.count < self.keys.count ? [.chain] : Question.allCases
        return questions.map { question in
            let (measured, allocations, inC) = measure(question, keys: keys, rounds: rounds)
            return SpeedResults.Asked(
                nodes: nodes,
                placement: placement,
                question: question,
                measured: measured,
                inC: inC,
                target: targets.added(by: question),
                allocations: allocations
            )
        }
    }

    private func measure(
        _ question: Question,
        keys: SpeedKeys,
        rounds: PairedBatches.Rounds
    ) -> (SpeedResults.Measured, allocations: Int?, inC: Double?) {
        let placed = placed
        switch question {
        case .chain:
            let ask = { chainOfIndices(placed, keys) }
            let batches = PairedBatches(keys: keys.count, rounds: rounds, [{ floorChain(keys) }, ask])
            return (batches.measured(1, floor: 0), AllocationCounter.count(ask), nil)
        case .string:
            let ask = { sumOfIndicesOfStrings(placed, keys) }
            let batches = PairedBatches(
                keys: keys.count,
                rounds: rounds,
                [{ floorSum(keys) }, { sumOfIndices(placed, keys) }, ask, { floorSumOfStrings(keys) }]
            )
            let inC = batches.difference(of: 3, to: 0, in: 0).median
            return (batches.measured(2, above: 1, floor: 0), AllocationCounter.count(ask), inC)
        case .node:
            let ask = { sumOfNodes(placed, keys) }
            let batches = PairedBatches(
                keys: keys.count,
                rounds: rounds,
                [{ floorSum(keys) }, { sumOfIndices(placed, keys) }, ask]
            )
            return (batches.measured(2, above: 1, floor: 0), AllocationCounter.count(ask), nil)
        case .cold:
            return (cold(rounds: rounds), nil, nil)
        case .threads:
            return (threads(keys: keys, rounds: rounds), nil, nil)
        }
    }

    /// Every batch goes on in the keys where the one before it ended, so that none finds them in a cache.
    private func cold(rounds: PairedBatches.Rounds) -> SpeedResults.Measured {
        let (placed, keys, count) = (placed, coldKeys, keys.count)
        var first = 0
        func next() -> Int {
            defer { first += count }
            return first
        }
        // Other keys have other sums; a batch is to have the same one each time.
        let batches = PairedBatches(
            keys: count,
            rounds: rounds,
            [
                { keys.floorSum(first: next(), count: count) == .max ? 1 : 0 },
                { sumOfColdIndices(placed, keys, first: next(), count: count) == .max ? 1 : 0 },
            ]
        )
        return batches.measured(1, floor: 0)
    }

    private func threads(keys: SpeedKeys, rounds: PairedBatches.Rounds) -> SpeedResults.Measured {
        let passes = 4
        let shared = SharedLookups([placed, rebuilt], keys: keys, passes: passes)
        defer { shared.end() }
        let batches = PairedBatches(
            keys: keys.count * passes,
            rounds: rounds,
            [shared.floorSumOfAll, shared.sumOfIndices]
        )
        return batches.measured(1, floor: 0)
    }

    /// So many keys that a batch takes about as long as said, or all of them: exact rendezvous looks at every node.
    private func batch(of time: Duration) -> SpeedKeys {
        let few = keys.prefix(256)
        let clock = ContinuousClock()
        // The quickest of some, as the first finds its caches cold and any may be disturbed.
        let duration = (0..<5).reduce(Duration.seconds(60)) { quickest, _ in
            let start = clock.now
            let sum = sumOfIndices(placed, few)
            let duration = start.duration(to: clock.now)
            precondition(sum <= UInt64(nodes * few.count))
            return min(quickest, duration)
        }
        var count = keys.count
        while count > few.count, duration * count / few.count > time {
            count /= 2
        }
        return keys.prefix(count)
    }
}

extension PairedBatches {
    /// A loop in multiples of the floor.
    func measured(_ loop: Int, floor: Int) -> SpeedResults.Measured {
        measured(loop, floor: floor, floors: ratio(of: loop, to: floor))
    }

    /// What a loop takes more than another one, in multiples of the floor.
    func measured(_ loop: Int, above other: Int, floor: Int) -> SpeedResults.Measured {
        measured(loop, floor: floor, floors: difference(of: loop, to: other, in: floor))
    }

    private func measured(_ loop: Int, floor: Int, floors: MedianInterval) -> SpeedResults.Measured {
        SpeedResults.Measured(
            floors: floors,
            p50: percentile(0.5, of: loop),
            p99: percentile(0.99, of: loop),
            floor: percentile(0.5, of: floor)
        )
    }
}
