import PlacementReports

/// One way to send requests.
struct RequestSubject: Sendable {
    /// What sends them.
    let client: String
    /// Which server takes a request, or what chooses it.
    let target: String
    /// Sends one, reads its answer, and throws if it is not what it should be.
    let send: @Sendable (_ number: Int) async throws -> Void
}

/// Some requests, sent by several senders, each of which sends its next one when the last one's answer has been read.
struct RequestBatch: Sendable {
    let requests: Int
    /// From the first request to the last answer.
    let seconds: Double
    /// The processor time, meanwhile, of the process that is looked at: this one's, or a proxy's.
    let processorSeconds: Double
    /// How long each request took, in microseconds.
    let latencies: [Double]

    var requestsPerSecond: Double { Double(requests) / seconds }
    /// Microseconds.
    var processorTimePerRequest: Double { processorSeconds / Double(requests) * 1e6 }
}

extension RequestBatch {
    /// Sends them by tasks of this process, whose processor time is measured.
    init(_ requests: Int, by senders: Int, _ subject: RequestSubject) async throws {
        let clock = ContinuousClock()
        let used = ProcessorTime.ownSeconds
        let start = clock.now
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for sender in 0..<senders {
                group.addTask {
                    var times: [Duration] = []
                    times.reserveCapacity(requests / senders + 1)
                    for number in stride(from: sender, to: requests, by: senders) {
                        let start = clock.now
                        try await subject.send(number)
                        times.append(start.duration(to: clock.now))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        self.init(
            requests: requests,
            seconds: start.duration(to: clock.now) / .seconds(1),
            processorSeconds: ProcessorTime.ownSeconds - used,
            latencies: latencies.map { $0 / .microseconds(1) }
        )
    }

    /// The batches of several ways to send requests: each way's once in a round, forwards and backwards by turns, so that none always
    /// comes after the same one.
    ///
    /// - Parameter progress: told of each round that begins.
    /// - Returns: for each way, its batches.
    static func inTurns<Way>(
        _ ways: [Way],
        rounds: Int,
        progress: (_ round: Int) -> Void,
        _ batch: (Way) async throws -> RequestBatch
    ) async throws -> [[RequestBatch]] {
        var batches = ways.map { _ in [RequestBatch]() }
        for round in 0..<rounds {
            progress(round)
            for place in round.isMultiple(of: 2) ? Array(ways.indices) : ways.indices.reversed() {
                batches[place].append(try await batch(ways[place]))
            }
        }
        return batches
    }
}
