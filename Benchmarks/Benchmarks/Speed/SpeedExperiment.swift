import ConsistentHashing
import PlacementReports
import Timing

/// Measures lookups and changes of every placement, for each number of nodes.
struct SpeedExperiment {
    /// The numbers of nodes that can be asked for.
    static let allowedSizes = 1...1_000_000

    let sizes: [Int]
    let keys: SpeedKeys
    let coldKeys: ColdKeys
    let rounds: PairedBatches.Rounds
    private(set) var results = SpeedResults()

    init(sizes: [Int], isQuick: Bool) {
        self.sizes = sizes
        keys = SpeedKeys(count: isQuick ? 512 : SpeedKeys.defaultCount)
        coldKeys = ColdKeys(count: isQuick ? 1 << 12 : ColdKeys.defaultCount)
        rounds = isQuick ? .fewest : .within(.milliseconds(150))
    }

    /// Measures everything. `progress` is told how far it is, and what comes next.
    mutating func run(progress: (Double, String) -> Void) async throws {
        let steps = MeasuredPlacement.allCases.count + 3
        for (place, nodes) in sizes.enumerated() {
            func show(_ step: Int, _ name: String) {
                let fraction = (Double(place) + Double(step) / Double(steps)) / Double(sizes.count)
                progress(fraction, "\(nodes) nodes, \(name)")
            }
            for (step, placement) in MeasuredPlacement.allCases.enumerated() {
                show(step, placement.rawValue)
                measure(placement, nodes: nodes)
            }
            show(steps - 3, "shard functions")
            do throws(PlacementError) {
                try measureShards(nodes: nodes)
            } catch {
                results.lookups.append(SpeedResults.Lookup(nodes: nodes, name: "shards", note: "\(error)"))
            }
            show(steps - 2, "hashes")
            measureHashes(nodes: nodes)
            // A table of so many endpoints takes longer to fill than all else together.
            guard nodes <= 10_000 else { continue }
            show(steps - 1, "picks")
            #if LoadBalancing
                let picks = PickMeasurement(endpoints: nodes, keys: keys, rounds: rounds)
                results.picks += try picks.rows()
                results.scaled.append(try await picks.scaling())
            #endif
        }
        progress(1, "")
    }

    private mutating func measure(_ placement: MeasuredPlacement, nodes: Int) {
        if let reason = placement.refusal(nodes: nodes) {
            results.lookups.append(SpeedResults.Lookup(nodes: nodes, name: placement.rawValue, note: reason))
            return
        }
        let ids = NumberedNodes(count: nodes).ids
        do throws(PlacementError) {
            switch placement {
            case .hashRing:
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try HashRing(ids)
                } balance: {
                    Self.largestOverMean($0)
                } bytes: {
                    $0.byteCount
                }
            case .thinnedRing:
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try ThinnedRing(ids)
                } balance: {
                    Self.sampledLargestOverMean($0)
                } bytes: {
                    $0.byteCount
                }
            case .rendezvousTable:
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try RendezvousTable(ids)
                } balance: {
                    Self.largestOverMean($0)
                } bytes: {
                    $0.byteCount
                }
            case .maglevTable:
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try MaglevTable(ids)
                } balance: {
                    Self.largestOverMean($0)
                } bytes: {
                    $0.byteCount
                }
            case .incrementalMaglevTable:
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try IncrementalMaglevTable(ids)
                } balance: {
                    Self.largestOverMean($0)
                } bytes: {
                    $0.byteCount
                }
            case .rendezvousHash, .plainRendezvousHash:
                // Every node's share is its weight's, to the last digit: nothing to work out.
                let scan: RendezvousScan = placement == .rendezvousHash ? .fastest : .plain
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try RendezvousHash(ids.lazy.map { Member($0) }, scan: scan)
                } balance: { _ in
                    1
                } bytes: {
                    $0.byteCount
                }
            case .incrementalSlotHash:
                // No slot is vacant, and a shard function gives each the same share.
                try measure(placement, nodes: nodes) { () throws(PlacementError) in
                    try IncrementalSlotHash(ids)
                } balance: { _ in
                    1
                } bytes: {
                    $0.byteCount
                }
            }
        } catch {
            results.lookups.append(SpeedResults.Lookup(nodes: nodes, name: placement.rawValue, note: "\(error)"))
        }
    }

    /// The largest share over the mean share; all weights are 1.
    private static func largestOverMean(_ placement: some HashRangePlacement) -> Double {
        (placement.ownedShares.max() ?? 0) * Double(placement.membership.count)
    }

    /// The same of a placement whose owners are no ranges of hashes: counted over 10,000 evenly spread hashes a node.
    private static func sampledLargestOverMean(_ placement: some HashPlacement) -> Double {
        let nodes = placement.membership.count
        var counts = [Int](repeating: 0, count: nodes)
        let hashes = nodes * 10_000
        for number in 0..<UInt64(hashes) {
            // Multiples of the golden ratio are spread evenly at the top; mixed, they are random further down.
            let hash = number &* 0x9E37_79B9_7F4A_7C15
            let mixed = (hash ^ hash >> 31) &* 0xBF58_476D_1CE4_E5B9
            guard let owner = placement.ownerIndex(ofHash: hash ^ mixed >> 32) else { continue }
            counts[owner] += 1
        }
        return Double(counts.max() ?? 0) * Double(nodes) / Double(hashes)
    }

    private mutating func measure<Placed: UpdatablePlacement>(
        _ placement: MeasuredPlacement,
        nodes: Int,
        build: () throws(PlacementError) -> Placed,
        balance: (Placed) -> Double,
        bytes: (Placed) -> Int
    ) throws(PlacementError) where Placed.Node == String {
        let built = try PairedTime(beside: keys, build)
        let lookups = LookupMeasurement(
            placed: built.result,
            rebuilt: try build(),
            placement: placement,
            nodes: nodes,
            keys: keys,
            coldKeys: coldKeys
        )
        var row = lookups.row(rounds: rounds)
        row.largestOverMean = balance(built.result)
        row.bytesPerNode = Double(bytes(built.result)) / Double(nodes)
        results.lookups.append(row)
        results.asked.append(contentsOf: lookups.questions(rounds: rounds))
        let changes = ChangeMeasurement(built: built, nodes: nodes, keys: keys)
        for (change, duration, floors) in try changes.times() {
            results.changes.append(
                SpeedResults.Changed(
                    nodes: nodes,
                    placement: placement,
                    change: change,
                    duration: duration,
                    floors: floors,
                    target: SpeedTargets(nodes: nodes).change(change, of: placement)
                )
            )
        }
    }

    /// Shard functions, for as many shards as there are nodes, and a placement with most of its slots vacant.
    private mutating func measureShards(nodes: Int) throws(PlacementError) {
        measureShards(try JumpHash(shards: nodes), name: "JumpHash")
        measureShards(try JumpBackHash(shards: nodes), name: "JumpBackHash")
        guard nodes >= 10 else { return }
        let ids = NumberedNodes(count: nodes).ids
        let all = try IncrementalSlotHash(ids)
        for tenths in [5, 9] {
            let left = ids.enumerated().filter { $0.offset % 10 >= tenths }.map(\.element)
            let placed = try all.updated(to: left).placement
            let keys = keys
            let batches = PairedBatches(
                keys: keys.count,
                rounds: rounds,
                [{ floorSum(keys) }, { sumOfIndices(placed, keys) }]
            )
            var row = SpeedResults.Lookup(
                nodes: nodes,
                name: "… \(tenths)0 % vacant",
                measured: batches.measured(1, floor: 0)
            )
            row.allocations = AllocationCounter.count { sumOfIndices(placed, keys) }
            results.lookups.append(row)
        }
    }

    private mutating func measureShards(_ function: some ShardFunction, name: String) {
        let keys = keys
        let batches = PairedBatches(
            keys: keys.count,
            rounds: rounds,
            [{ floorSum(keys) }, { sumOfShards(function, keys) }]
        )
        var row = SpeedResults.Lookup(
            nodes: function.shardCount,
            name: name,
            measured: batches.measured(1, floor: 0)
        )
        row.allocations = AllocationCounter.count { sumOfShards(function, keys) }
        row.largestOverMean = 1
        row.bytesPerNode = 0
        results.lookups.append(row)
    }

    /// The two rows that every other is read beside.
    private mutating func measureHashes(nodes: Int) {
        let keys = keys
        let function = HashFunction.xxh3
        let batches = PairedBatches(
            keys: keys.count,
            rounds: rounds,
            [{ floorSum(keys) }, { sumOfHashes(function, keys) }, { floorSum(keys) }]
        )
        for (loop, name) in [(1, "bare hash"), (2, "floor")] {
            var row = SpeedResults.Lookup(nodes: nodes, name: name, measured: batches.measured(loop, floor: 0))
            row.allocations = AllocationCounter.count { loop == 1 ? sumOfHashes(function, keys) : floorSum(keys) }
            results.lookups.append(row)
        }
    }
}

extension MeasuredPlacement {
    /// Why a placement of so many nodes is not measured, `nil` if it is.
    func refusal(nodes: Int) -> String? {
        switch self {
        case .hashRing where nodes * 160 * 20 > 1_000_000_000:
            "not held in 1 GB: \(nodes * 160) points of 16 to 20 bytes"
        case .thinnedRing where nodes * 160 * 24 > 1_000_000_000:
            "not held in 1 GB: \(nodes * 160) points of 18 to 24 bytes"
        case .rendezvousTable where nodes * RendezvousTable<String>.defaultSlotCount > 4_000_000_000:
            "takes too long: a build compares \(nodes * RendezvousTable<String>.defaultSlotCount) scores"
        case .rendezvousHash where nodes > 10_000, .plainRendezvousHash where nodes > 10_000:
            "takes too long: a lookup compares \(nodes) scores"
        default:
            nil
        }
    }
}
