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
    package static let columns: [Report.Column] = [
        Report.Column("change", key: "change", kind: .text),
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("moved", unit: "keys", key: "moved_keys", kind: .integer),
        Report.Column("moved", unit: "of keys", key: "moved_keys_share", kind: .share),
        Report.Column("minimum", unit: "keys", key: "minimum_keys", kind: .real(digits: 1)),
        Report.Column("needless", unit: "keys", key: "needless_keys", kind: .integer),
        Report.Column("moved", unit: "of requests", key: "moved_requests_share", kind: .share),
        Report.Column("before", unit: "max/mean", key: "largest_over_mean_requests_before", kind: .real(digits: 2)),
        Report.Column("after", unit: "max/mean", key: "largest_over_mean_requests_after", kind: .real(digits: 2)),
        Report.Column("time", key: "time_seconds", kind: .duration),
        Report.Column("minimum", unit: "of keys", key: "minimum_share", kind: .real(digits: 4), isDetail: true),
        Report.Column("moved", unit: "requests", key: "moved_requests", kind: .integer, isDetail: true),
        Report.Column("minimum", unit: "requests", key: "minimum_requests", kind: .real(digits: 1), isDetail: true),
        Report.Column("needless", unit: "requests", key: "needless_requests", kind: .integer, isDetail: true),
        Report.Column(
            "before",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_before",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Report.Column(
            "after",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_after",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Report.Column("touched", unit: "nodes", key: "touched_nodes", kind: .text, isDetail: true),
    ]

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
