import PlacementReports

/// One way to send requests, and how it did.
struct MeasuredWay: Sendable {
    /// What sends them, or what they are sent through.
    let name: String
    /// Where they go, or what says so.
    let detail: String
    let batches: [RequestBatch]

    var requestsPerSecond: MedianInterval { MedianInterval(batches.lazy.map(\.requestsPerSecond)) }

    /// Microseconds a request.
    var processorTime: MedianInterval { MedianInterval(batches.lazy.map(\.processorTimePerRequest)) }

    /// Microseconds, over all batches.
    func percentile(_ part: Double) -> Double {
        MedianInterval.percentile(part, of: batches.lazy.flatMap(\.latencies))
    }

    /// How many times another way's value it has, round by round.
    func ratio(to other: MeasuredWay, _ value: (RequestBatch) -> Double) -> MedianInterval {
        MedianInterval(zip(batches, other.batches).map { value($0) / value($1) })
    }
}
