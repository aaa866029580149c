/// Some requests, sent by several senders, each of which sends its next one when the last one's answer has been read.
struct RequestBatch: Sendable {
    let requests: Int
    /// From the first request to the last answer.
    let seconds: Double
    /// The processor time, meanwhile, of the process that is looked at: the client's, or a proxy's.
    let processorSeconds: Double
    /// How long each request took, in microseconds.
    let latencies: [Double]

    var requestsPerSecond: Double { Double(requests) / seconds }
    /// Microseconds.
    var processorTimePerRequest: Double { processorSeconds / Double(requests) * 1e6 }

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
