package import ConsistentHashing

/// The table of what moved, and the words that go with it.
package enum MovementTable {
    /// What the columns mean.
    package static let introduction = [
        "moved: keys whose owner differs after the change, and the requests for such keys. ±: half the width of the 95 % "
            + "interval that so many keys allow.",
        "minimum: what the change of weights alone moves, on average over all sets of nodes and keys: a single case may "
            + "lie below it. needless: moved between two nodes that the change did not touch.",
        "max/mean: the busiest node's share of the requests over its share of the weight; 1 is perfect. time: of the "
            + "change itself (the median of up to 9), no key looked up.",
    ]

    /// The columns.
    package static let columns: [Table.Column] = [
        Table.Column("change", key: "change", kind: .text),
        Table.Column("placement", key: "placement", kind: .text),
        Table.Column("moved", unit: "keys", key: "moved_keys", kind: .integer),
        Table.Column("moved", unit: "of keys", key: "moved_keys_share", kind: .share),
        Table.Column("minimum", unit: "keys", key: "minimum_keys", kind: .real(digits: 1)),
        Table.Column("needless", unit: "keys", key: "needless_keys", kind: .integer),
        Table.Column("moved", unit: "of requests", key: "moved_requests_share", kind: .share),
        Table.Column("before", unit: "max/mean", key: "largest_over_mean_requests_before", kind: .real(digits: 2)),
        Table.Column("after", unit: "max/mean", key: "largest_over_mean_requests_after", kind: .real(digits: 2)),
        Table.Column("time", key: "time_seconds", kind: .duration),
        Table.Column("minimum", unit: "of keys", key: "minimum_share", kind: .real(digits: 4), isDetail: true),
        Table.Column("moved", unit: "requests", key: "moved_requests", kind: .integer, isDetail: true),
        Table.Column("minimum", unit: "requests", key: "minimum_requests", kind: .real(digits: 1), isDetail: true),
        Table.Column("needless", unit: "requests", key: "needless_requests", kind: .integer, isDetail: true),
        Table.Column(
            "before",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_before",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Table.Column(
            "after",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_after",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Table.Column("touched", unit: "nodes", key: "touched_nodes", kind: .text, isDetail: true),
    ]

    /// How many keys and requests there are.
    package static func counts(_ sample: KeySample) -> String {
        let keys = "\(Digits.grouped(sample.count)) \(sample.count == 1 ? "key" : "keys")"
        return sample.requestCount == sample.count
            ? keys + ", each asked for once" : keys + " in \(Digits.grouped(sample.requestCount)) requests"
    }

    /// A sentence on the busiest key if it is too busy to be shared out: what one key asks for goes to one node, whatever
    /// the placement of keys.
    package static func busiestKey(of sample: KeySample, nodes: Int) -> String {
        let busiest = sample.requests.max() ?? 0
        let floor = Double(busiest) / Double(max(1, sample.requestCount)) * Double(nodes)
        guard floor > 1 else { return "" }
        return
            "The busiest key alone makes \(Digits.percent(floor / Double(nodes))) of the requests, so its owner has at "
            + "least \(Digits.fixed(floor, digits: 2)) times the mean, whoever it is."
    }

    /// A row: one change of one placement.
    package struct Row {
        var change: String
        var placement: String
        var movement: Movement
        var before: MovementResults.LargestShare
        var after: MovementResults.LargestShare
        var duration: Duration
        var touched: [String]

        /// A change of one placement.
        ///
        /// - Parameters:
        ///   - change: what happened, in words; rows of the same change stand together.
        ///   - touched: the ids of the nodes it happened to.
        package init(
            change: String,
            placement: String,
            movement: Movement,
            before: MovementResults.LargestShare,
            after: MovementResults.LargestShare,
            duration: Duration,
            touched: [String]
        ) {
            self.change = change
            self.placement = placement
            self.movement = movement
            self.before = before
            self.after = after
            self.duration = duration
            self.touched = touched
        }

        /// The row's cells.
        ///
        /// - Parameter independentRequests: as how many independent keys the requests count.
        func cells(independentRequests: Double) -> [Cell] {
            let (keys, requests) = (movement.keys, movement.requests)
            return [
                .text(change),
                .text(placement),
                .integer(keys.moved),
                Self.share(keys.movedShare, count: Double(keys.total)),
                .real(keys.minimum),
                .integer(keys.needless),
                Self.share(requests.movedShare, count: independentRequests),
                .real(before.ofRequests),
                .real(after.ofRequests),
                .duration(duration),
                .real(keys.minimumShare),
                .integer(requests.moved),
                .real(requests.minimum),
                .integer(requests.needless),
                .real(before.ofKeys),
                .real(after.ofKeys),
                .text(touched.joined(separator: " ")),
            ]
        }

        /// The row's cells, for the keys it was counted over.
        package func cells(of sample: KeySample) -> [Cell] {
            cells(independentRequests: SamplingError.effectiveCount(requests: sample.requests))
        }

        private static func share(_ share: Double, count: Double) -> Cell {
            .share(share, error: SamplingError.halfWidth(share: share, count: count))
        }
    }
}
