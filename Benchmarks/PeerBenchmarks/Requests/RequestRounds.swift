/// How many requests are sent by each way, and in which order, so that what disturbs the machine disturbs all of them.
struct RequestRounds: Sendable {
    /// Of a batch.
    let requests: Int
    /// Of a batch of a pair. These are short: what disturbs the machine lasts for longer, and so disturbs both alike.
    let pairedRequests: Int
    let senders: Int
    private let rounds: Int
    private let pairs: Int

    /// One of ours, and what it is held beside.
    typealias Pair = (ours: RequestSubject, plain: RequestSubject)

    /// - Parameters:
    ///   - batch: how many requests, at least ten for each sender.
    ///   - paired: the same for batches of pairs, at least five for each sender.
    ///   - pairs: how many pairs of batches the processor time is measured in.
    init(of batch: Int, pairsOf paired: Int, senders: Int, pairs: Int, isQuick: Bool) {
        self.senders = senders
        self.pairs = isQuick ? min(pairs, 3) : pairs
        requests = isQuick ? max(50, senders) : max(batch, 10 * senders)
        pairedRequests = isQuick ? requests : max(paired, 5 * senders)
        rounds = isQuick ? 3 : 15
    }

    func batch(_ subject: RequestSubject) async throws -> RequestBatch {
        try await RequestBatch(requests, by: senders, subject)
    }

    /// Each way once in a round, forwards and backwards by turns, so that none always comes after the same one.
    ///
    /// - Parameter progress: told which part is done, and what comes next.
    func ways(_ subjects: [RequestSubject], _ progress: (Double, String) -> Void) async throws -> [RequestWay] {
        let batches = try await RequestBatch.inTurns(
            subjects,
            rounds: rounds,
            progress: { progress(Double($0) / Double(rounds), "round \($0 + 1) of \(rounds)") },
            { try await batch($0) }
        )
        return zip(subjects, batches).map { RequestWay(client: $0.client, target: $0.target, batches: $1) }
    }

    /// Pairs of batches, the one first and the other by turns.
    func costs(_ subjects: [Pair], _ progress: (Double, String) -> Void) async throws -> [RequestCost] {
        var costs: [RequestCost] = []
        for (place, subject) in subjects.enumerated() {
            progress(Double(place) / Double(subjects.count), "processor time: \(subject.ours.target)")
            var cost = RequestCost(client: subject.ours.client, target: subject.ours.target)
            func batch(_ subject: RequestSubject) async throws -> RequestBatch {
                try await RequestBatch(pairedRequests, by: senders, subject)
            }
            for pair in 0..<pairs {
                if pair.isMultiple(of: 2) {
                    let plain = try await batch(subject.plain)
                    cost.pairs.append((ours: try await batch(subject.ours), plain: plain))
                } else {
                    let ours = try await batch(subject.ours)
                    cost.pairs.append((ours: ours, plain: try await batch(subject.plain)))
                }
            }
            costs.append(cost)
        }
        return costs
    }
}
