/// What an endpoint's picks did since that was last asked.
package struct EndpointTraffic: Hashable, Sendable {
    package let id: EndpointID
    /// How many began.
    package var started = 0
    /// How many ended, by how they went; none of those that did not.
    package var finished: [TrafficOutcome: Int] = [:]
    /// How many are under way now.
    package var inFlight = 0
    /// No more is going to be told of it.
    package var isGone = false

    /// Whether there is nothing to tell.
    var isEmpty: Bool { started == 0 && finished.isEmpty && !isGone }
}

/// How a pick ended, in the words of metrics.
package enum TrafficOutcome: Hashable, Sendable {
    case success
    case failure(FailureKind)
    case cancelled

    package static let allCases = [success] + FailureKind.allCases.map(failure) + [cancelled]

    /// `success`, `cancelled`, or the kind of failure, such as `timed_out`.
    package var name: String {
        switch self {
        case .success: "success"
        case .failure(let kind): kind.rawValue
        case .cancelled: "cancelled"
        }
    }
}

/// How much of an endpoint's counts has been told, so that each pick is told of once.
struct ToldTraffic: Sendable {
    private var started = 0
    private var finished: [TrafficOutcome: Int] = [:]

    /// What has been added to an endpoint's counts since this was last called.
    ///
    /// Counts are read one after the other while picks go on, so one that is worked out from others may be less than before:
    /// that adds nothing, and makes up for it the next time.
    mutating func tell(_ id: EndpointID, _ live: LiveEndpoint) -> EndpointTraffic {
        let totals = live.counts
        var traffic = EndpointTraffic(id: id, started: max(0, totals.started - started), inFlight: totals.inFlight)
        started += traffic.started
        for outcome in TrafficOutcome.allCases {
            let count =
                switch outcome {
                case .success: totals.successes
                case .failure(let kind): live.failures[kind]
                case .cancelled: totals.cancellations
                }
            let told = finished[outcome] ?? 0
            guard count > told else { continue }
            finished[outcome] = count
            traffic.finished[outcome] = count - told
        }
        return traffic
    }
}
