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
    /// This process's processor time meanwhile.
    let processorSeconds: Double
    /// How long each request took, in microseconds.
    let latencies: [Double]

    /// Sends them.
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
        seconds = start.duration(to: clock.now) / .seconds(1)
        processorSeconds = ProcessorTime.ownSeconds - used
        self.requests = requests
        self.latencies = latencies.map { $0 / .microseconds(1) }
    }

    var requestsPerSecond: Double { Double(requests) / seconds }
    /// Microseconds.
    var processorTimePerRequest: Double { processorSeconds / Double(requests) * 1e6 }
}
