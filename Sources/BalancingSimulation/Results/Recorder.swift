import PlacementReports

/// Counts what a run does, as it does it.
struct Recorder {
    private var latencies: [UInt64] = []
    private var secondOfLatency: [Int32] = []
    private var began: [Int]
    private var succeeded: [Int]
    private var failures = 0
    private(set) var openRequests = 0
    private var requestCount = 0
    private var attemptCount = 0
    private var retries = 0
    private var hedges = 0
    private var throttled = 0
    /// By key: who answered last, or −1.
    private var lastServer: [Int32]
    private var hasMoved: [Bool]
    private var hasReturned: [Bool]
    private var requestsByKey: [Int]
    private var failuresByKey: [Int]
    private var returns = 0
    private var moves = 0

    init(duration: Double, keyCount: Int) {
        let seconds = Int(duration.rounded(.up))
        began = Array(repeating: 0, count: seconds)
        succeeded = began
        lastServer = Array(repeating: -1, count: keyCount)
        hasMoved = Array(repeating: false, count: keyCount)
        hasReturned = hasMoved
        requestsByKey = Array(repeating: 0, count: keyCount)
        failuresByKey = requestsByKey
    }

    /// A request came. Of noise nothing is counted but that it is open.
    mutating func began(at time: UInt64, isNoise: Bool) {
        openRequests += 1
        guard !isNoise else { return }
        requestCount += 1
        began[second(of: time)] += 1
    }

    /// It was sent to a server, for the first time or again.
    ///
    /// - Parameter number: among its attempts, from 1.
    mutating func sent(number: Int, isHedge: Bool, isNoise: Bool) {
        attemptCount += 1
        guard !isNoise else { return }
        if isHedge {
            hedges += 1
        } else if number > 1 {
            retries += 1
        }
    }

    /// A server answered a request with this key.
    private mutating func answered(by server: Int, key: Int?) {
        guard let key else { return }
        if lastServer[key] >= 0 {
            returns += 1
            hasReturned[key] = true
            if lastServer[key] != server {
                moves += 1
                hasMoved[key] = true
            }
        }
        lastServer[key] = Int32(server)
    }

    /// A request has ended, answered by a server or, with `nil`, failed.
    mutating func ended(
        arrivedAt start: UInt64,
        at end: UInt64,
        answeredBy server: Int?,
        key: Int?,
        wasThrottled: Bool,
        isNoise: Bool
    ) {
        openRequests -= 1
        guard !isNoise else { return }
        if let key {
            requestsByKey[key] += 1
            failuresByKey[key] += server == nil ? 1 : 0
        }
        throttled += wasThrottled ? 1 : 0
        guard let server else {
            failures += 1
            return
        }
        answered(by: server, key: key)
        succeeded[second(of: start)] += 1
        latencies.append(end - start)
        secondOfLatency.append(Int32(second(of: start)))
    }

    private func second(of time: UInt64) -> Int {
        min(Int(time / 1_000_000_000), began.count - 1)
    }

    /// All of it.
    func result(servers: [SimulatedServer], pickedAndNotFinished: Int) -> RunResult {
        let sorted = latencies.sorted()
        var bySecond = [[UInt64]](repeating: [], count: began.count)
        for (latency, second) in zip(latencies, secondOfLatency) {
            bySecond[Int(second)].append(latency)
        }
        return RunResult(
            requests: requestCount,
            successes: sorted.count,
            failures: failures,
            attempts: attemptCount,
            retries: retries,
            hedges: hedges,
            throttled: throttled,
            p50: Self.percentile(0.5, of: requestCount, answered: sorted),
            p99: Self.percentile(0.99, of: requestCount, answered: sorted),
            p999: Self.percentile(0.999, of: requestCount, answered: sorted),
            mean: sorted.isEmpty ? nil : Double(sorted.reduce(0, &+)) / Double(sorted.count),
            received: servers.map(\.received),
            returns: returns,
            moves: moves,
            returningKeys: hasReturned.count { $0 },
            movedKeys: hasMoved.count { $0 },
            hurtKeys: requestsByKey.indices.count { 100 * failuresByKey[$0] > requestsByKey[$0] },
            seconds: began.indices.map { second in
                RunResult.Second(
                    requests: began[second],
                    successes: succeeded[second],
                    p99: Self.percentile(0.99, of: began[second], answered: bySecond[second].sorted())
                )
            },
            openRequests: openRequests,
            picksInFlight: pickedAndNotFinished
        )
    }

    /// The nearest rank: the one that such a part of all requests is not above. Those without an answer count as longer than any;
    /// `nil` if the rank is one of these.
    private static func percentile(_ part: Double, of requests: Int, answered sorted: [UInt64]) -> UInt64? {
        let rank = max(1, Int((part * Double(requests)).rounded(.up)))
        return rank <= sorted.count ? sorted[rank - 1] : nil
    }
}
