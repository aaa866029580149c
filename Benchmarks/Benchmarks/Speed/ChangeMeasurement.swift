import ConsistentHashing
import PlacementReports

/// What it takes to make a placement, and to make another one of it.
struct ChangeMeasurement<Placed: UpdatablePlacement> where Placed.Node == String {
    let placed: Placed
    /// What building it has taken.
    let buildDuration: Duration
    let nodes: Int

    /// Each change with the median of its times.
    func durations() throws(PlacementError) -> [(TimedChange, Duration)] {
        var durations: [(TimedChange, Duration)] = []
        for change in TimedChange.allCases {
            // The last node can't leave: a placement without any is no placement to measure.
            if change == .remove, nodes == 1 { continue }
            durations.append((change, try duration(of: change)))
        }
        return durations
    }

    private func duration(of change: TimedChange) throws(PlacementError) -> Duration {
        let numbers = NumberedNodes(count: nodes)
        // In the middle of the order, so that the nodes behind it get another index.
        let middle = numbers.id((nodes + 1) / 2)
        let newcomer = middle + "-next"
        switch change {
        case .build:
            return buildDuration
        case .insert:
            return try MedianTime.of { () throws(PlacementError) in
                var changed = placed
                try changed.insert(newcomer)
                return changed
            }.duration
        case .remove:
            return try MedianTime.of { () throws(PlacementError) in
                var changed = placed
                try changed.remove(middle)
                return changed
            }.duration
        case .update:
            // Each hundredth node is replaced by another one, at least one of all.
            let others = (1...nodes).map { number in
                (number - 1).isMultiple(of: 100) ? numbers.id(number) + "-next" : numbers.id(number)
            }
            return try MedianTime.of { () throws(PlacementError) in
                try placed.updated(to: others).placement
            }.duration
        }
    }
}
