import PlacementReports

/// How one way to send requests did.
struct RequestWay: Sendable {
    /// What sends them, or what they are sent through.
    let client: String
    /// Where they go, or what says so.
    let target: String
    let batches: [RequestBatch]

    var requestsPerSecond: MedianInterval { MedianInterval(batches.lazy.map(\.requestsPerSecond)) }

    /// Microseconds, over all batches.
    func percentile(_ part: Double) -> Double {
        MedianInterval.percentile(part, of: batches.lazy.flatMap(\.latencies))
    }

    /// Microseconds a request.
    var processorTime: MedianInterval { MedianInterval(batches.lazy.map(\.processorTimePerRequest)) }

    /// How many times another way's value it has, round by round.
    func ratio(to other: RequestWay, _ value: (RequestBatch) -> Double) -> MedianInterval {
        MedianInterval(zip(batches, other.batches).map { value($0) / value($1) })
    }
}

/// What one of ours costs the client's process, beside a plain client.
struct RequestCost: Sendable {
    let client: String
    let target: String
    var pairs: [(ours: RequestBatch, plain: RequestBatch)] = []

    var ratio: MedianInterval {
        MedianInterval(pairs.lazy.map { $0.ours.processorTimePerRequest / $0.plain.processorTimePerRequest })
    }
    /// Microseconds a request.
    var ours: Double { MedianInterval(pairs.lazy.map(\.ours.processorTimePerRequest)).median }
    var plain: Double { MedianInterval(pairs.lazy.map(\.plain.processorTimePerRequest)).median }
}

// MARK: Tables

extension Report.Column {
    fileprivate static let subject = [
        Report.Column("client", key: "client", kind: .text), Report.Column("to", key: "target", kind: .text),
    ]
}

extension Report.Table {
    /// Requests a second, and how long each took.
    ///
    /// - Parameter ways: the first one is what all are held beside.
    /// - Parameter requests: what they are called in the report.
    init(_ ways: [RequestWay], called requests: String = "requests") {
        self.init(
            columns: Report.Column.subject + [
                .real(requests, unit: "1/s", "\(requests)_per_second", digits: 0),
                .real("times", "times"),
                .real("from", "times_from"),
                .real("to", "times_to"),
                .real("p50", unit: "µs", "p50_us", digits: 0),
                .real("p99", unit: "µs", "p99_us", digits: 0),
            ]
        )
        for way in ways {
            let rate = way.ratio(to: ways[0], \.requestsPerSecond)
            append([
                .text(way.client), .text(way.target), .real(way.requestsPerSecond.median),
                .real(rate.median), .real(rate.interval.lowerBound), .real(rate.interval.upperBound),
                .real(way.percentile(0.5)), .real(way.percentile(0.99)),
            ])
        }
    }

    /// Processor time, beside the plain client's.
    init(_ costs: [RequestCost], beside plain: String = "plain") {
        self.init(
            columns: Report.Column.subject + [
                .real("ours", unit: "µs", "ours_us", digits: 1),
                .real(plain, unit: "µs", "\(plain)_us", digits: 1),
                .real("times", "times", digits: 3),
                .real("from", "times_from", digits: 3),
                .real("to", "times_to", digits: 3),
            ]
        )
        for cost in costs {
            let ratio = cost.ratio
            append([
                .text(cost.client), .text(cost.target), .real(cost.ours), .real(cost.plain),
                .real(ratio.median), .real(ratio.interval.lowerBound), .real(ratio.interval.upperBound),
            ])
        }
    }
}

extension Report.Section {
    /// Which of ours are within the rule.
    ///
    /// - Parameters:
    ///   - allowed: what one may cost at most, as a multiple of the plain client's, at the interval's upper end.
    ///   - plain: whose that is, as in “nginx's”.
    static func rule(_ costs: [RequestCost], allowed: Double, ofPlain plain: String) -> Report.Section {
        let isWithin = costs.map { $0.ratio.interval.upperBound <= allowed }
        let names = zip(costs, isWithin).filter { !$1 }.map(\.0.target)
        let others = names.isEmpty ? "" : "; above it: " + names.joined(separator: ", ")
        return Report.Section(
            title: "Rule",
            prose: "Up to \(allowed) times \(plain) processor time, at the interval's upper end: "
                + "\(isWithin.count { $0 }) of \(costs.count)\(others).",
            table: Report.Table(columns: [Report.Column("rule", key: "rule", kind: .text)])
        )
    }
}
