import ConsistentHashing
import PlacementReports
import Timing

/// What it takes to make a placement, and to make another one of it.
struct ChangeMeasurement<Placed: UpdatablePlacement> where Placed.Node == String {
    /// What building it has taken.
    let built: PairedTime<Placed>
    let nodes: Int
    let keys: SpeedKeys

    /// Each change with its time, and that in floors.
    func times() throws(PlacementError) -> [(change: TimedChange, duration: Duration, floors: Double)] {
        var times: [(change: TimedChange, duration: Duration, floors: Double)] = []
        for change in TimedChange.allCases {
            // The last node can't leave: a placement without any is no placement to measure.
            if change == .remove, nodes == 1 { continue }
            let time = try time(of: change)
            times.append((change, time.duration, time.floors))
        }
        return times
    }

    private func time(of change: TimedChange) throws(PlacementError) -> PairedTime<Placed> {
        let numbers = NumberedNodes(count: nodes)
        // In the middle of the order, so that the nodes behind it get another index.
        let middle = numbers.id((nodes + 1) / 2)
        let newcomer = middle + "-next"
        switch change {
        case .build:
            return built
        case .insert:
            return try PairedTime(beside: keys) { () throws(PlacementError) in
                var changed = built.result
                try changed.insert(newcomer)
                return changed
            }
        case .remove:
            return try PairedTime(beside: keys) { () throws(PlacementError) in
                var changed = built.result
                try changed.remove(middle)
                return changed
            }
        case .update:
            // Each hundredth node is replaced by another one, at least one of all.
            let others = (1...nodes).map { number in
                (number - 1).isMultiple(of: 100) ? numbers.id(number) + "-next" : numbers.id(number)
            }
            return try PairedTime(beside: keys) { () throws(PlacementError) in
                try built.result.updated(to: others).placement
            }
        }
    }
}
