/// Which endpoints are left out because their requests fail, and until when: gRFC A50's rules, and Envoy's where A50 is
/// silent.
///
/// - An ejection lasts `min(baseEjectionTime · times, max(baseEjectionTime, maximumEjectionTime))`. *Times* goes up by one with
///   every ejection and down by one with every interval without one; it stops where the time stops growing, as in Envoy,
///   so that a long outage is forgotten as fast as a short one.
/// - An ejection ends at its time, which need not be an interval's end. The endpoint then starts anew: what it did before is
///   held against it no more.
/// - An ejected endpoint is not judged, nor does it count in the mean, as in Envoy.
/// - An endpoint is judged by its requests that succeeded or failed. Those that were cancelled say nothing of it.
/// - Where more are outliers than may be ejected, those with failures in a row come first, then those with too few successes,
///   then those with too many failures; among them, the first in the order of id bytes.
///
/// With 100 endpoints and the defaults, 10 may be ejected; with 19, one; with two, one; of one, none.
///
/// All times are nanoseconds of one clock. One that goes backwards stands still here.
package struct OutlierDetector: Sendable {
    private struct Host {
        /// The totals when its interval began.
        var last = EndpointTotals()
        /// How many of its requests had failed when it last returned: those before are none of a new row.
        var failuresAtReturn = 0
        /// A50's ejection time multiplier.
        var times = 0
        /// It was ejected at some time in this interval.
        var wasEjected = false
        /// It was spared in this interval, and that has been said.
        var wasSpared = false
    }

    private struct Ejection {
        var until: UInt64
        var reason: EjectionReason
    }

    private let configuration: OutlierConfiguration
    private let interval: UInt64
    private var hosts: [EndpointID: Host] = [:]
    private var ejections: [EndpointID: Ejection] = [:]
    private var now: UInt64
    private var intervalEnd: UInt64

    package init(_ configuration: OutlierConfiguration, now: UInt64) {
        self.configuration = configuration
        // Not 0: time would stand still for whoever advances from event to event.
        interval = max(1, configuration.interval.nanoseconds)
        self.now = now
        intervalEnd = now.addingSaturating(interval)
    }

    /// Adds an endpoint that has done nothing yet. Without effect on one that is there.
    package mutating func insert(_ id: EndpointID) {
        if hosts[id] == nil { hosts[id] = Host() }
    }

    /// Forgets an endpoint, and its ejection. The others' ejections stay, even if they are now too many.
    package mutating func remove(_ id: EndpointID) {
        hosts[id] = nil
        ejections[id] = nil
    }

    package func isEjected(_ id: EndpointID) -> Bool {
        ejections[id] != nil
    }

    /// Until when it is ejected, its ejection time in multiples of the base, and why; `nil` if it isn't.
    package func ejection(of id: EndpointID) -> (until: UInt64, times: Int, reason: EjectionReason)? {
        guard let ejection = ejections[id], let host = hosts[id] else { return nil }
        return (ejection.until, host.times, ejection.reason)
    }

    /// When to advance: at the interval's end, or when the first ejection ends. `UInt64.max`, never, if nothing is detected.
    /// O(ejected endpoints).
    package var nextEventAt: UInt64 {
        let isOff =
            configuration.consecutiveFailures == nil && configuration.successRate == nil
            && configuration.failurePercentage == nil
        return ejections.values.reduce(isOff ? .max : intervalEnd) { min($0, $1.until) }
    }

    /// Notes that as many requests of an endpoint failed in a row as eject it.
    ///
    /// - Returns: whether it was ejected or spared; `nil` if it is ejected already, unknown, or was spared before in this
    ///   interval. One that was spared is looked at again at each interval's end.
    package mutating func consecutiveFailures(of id: EndpointID, at now: UInt64) -> OutlierChange? {
        self.now = max(self.now, now)
        guard configuration.consecutiveFailures != nil else { return nil }
        return eject(id, .consecutiveFailures)
    }

    /// Ends the ejections whose time is over, and, if the interval is over, judges all endpoints and begins the next one.
    ///
    /// - Parameter totals: what each endpoint did since it was first listed. Totals that went backwards are those of an endpoint
    ///   that began anew; an endpoint without any did nothing.
    /// - Returns: first who returned, then who was ejected or spared, both in the order of id bytes.
    /// - Complexity: O(ejected endpoints), and O(n log n) at the end of an interval.
    package mutating func advance(to now: UInt64, totals: [EndpointID: EndpointTotals]) -> [OutlierChange] {
        self.now = max(self.now, now)
        var changes: [OutlierChange] = []
        for id in ejections.filter({ $0.value.until <= self.now }).keys.sorted() {
            ejections[id] = nil
            let atReturn = totals[id] ?? hosts[id]?.last ?? EndpointTotals()
            hosts[id]?.last = atReturn
            hosts[id]?.failuresAtReturn = atReturn.failures
            changes.append(.returned(id))
        }
        if self.now >= intervalEnd {
            changes += judge(totals)
            intervalEnd = self.now.addingSaturating(interval)
        }
        return changes
    }
}

// MARK: - An interval's end

extension OutlierDetector {
    /// What an endpoint did in an interval.
    private struct Record {
        let id: EndpointID
        let successes: Int
        let failures: Int
        let failuresInARow: Int

        var requests: Int { successes + failures }
        var successRate: Double { Double(successes) / Double(requests) }
        var failurePercentage: Double { 100 * Double(failures) / Double(requests) }
    }

    private mutating func judge(_ totals: [EndpointID: EndpointTotals]) -> [OutlierChange] {
        // Taken before anyone is ejected: who is an outlier must not depend on who was judged first.
        let records = takeRecords(totals)
        for id in hosts.keys { hosts[id]?.wasSpared = false }
        var changes: [OutlierChange] = []
        for (id, reason) in failedInARow(records) + belowSuccessRate(records) + aboveFailurePercentage(records) {
            if let change = eject(id, reason) { changes.append(change) }
        }
        for id in hosts.keys {
            guard let host = hosts[id], ejections[id] == nil else { continue }
            if !host.wasEjected { hosts[id]?.times = max(0, host.times - 1) }
            hosts[id]?.wasEjected = false
        }
        return changes.sorted { Self.id(of: $0) < Self.id(of: $1) }
    }

    /// The records of all that aren't ejected, in the order of their ids. The next interval's begin where these end.
    private mutating func takeRecords(_ totals: [EndpointID: EndpointTotals]) -> [Record] {
        var records: [Record] = []
        for id in hosts.keys.sorted() {
            guard let host = hosts[id], let now = totals[id] else { continue }
            hosts[id]?.last = now
            let last = host.last
            let isFresh =
                now.finished < last.finished || now.failures < last.failures || now.cancellations < last.cancellations
            if isFresh { hosts[id]?.failuresAtReturn = 0 }
            guard ejections[id] == nil else { continue }
            let difference = isFresh ? now : now.since(last)
            let failuresSinceReturn = isFresh ? now.failures : max(0, now.failures - host.failuresAtReturn)
            records.append(
                Record(
                    id: id,
                    successes: difference.successes,
                    failures: difference.failures,
                    failuresInARow: min(now.consecutiveFailures, failuresSinceReturn)
                )
            )
        }
        return records
    }

    /// Those who were spared when it happened, and fail still.
    private func failedInARow(_ records: [Record]) -> [(EndpointID, EjectionReason)] {
        guard let limit = configuration.consecutiveFailures else { return [] }
        return records.filter { $0.failures > 0 && $0.failuresInARow >= limit }.map { ($0.id, .consecutiveFailures) }
    }

    private func belowSuccessRate(_ records: [Record]) -> [(EndpointID, EjectionReason)] {
        guard let rule = configuration.successRate else { return [] }
        let judged = records.filter { $0.requests >= max(1, rule.requestVolume) }
        guard !judged.isEmpty, judged.count >= rule.minimumHosts else { return [] }
        let count = Double(judged.count)
        let mean = judged.reduce(0) { $0 + $1.successRate } / count
        let variance = judged.reduce(0) { $0 + ($1.successRate - mean) * ($1.successRate - mean) } / count
        let limit = mean - rule.stdevFactor * variance.squareRoot()
        return judged.filter { $0.successRate < limit }.map { ($0.id, .successRate) }
    }

    private func aboveFailurePercentage(_ records: [Record]) -> [(EndpointID, EjectionReason)] {
        guard let rule = configuration.failurePercentage else { return [] }
        let judged = records.filter { $0.requests >= max(1, rule.requestVolume) }
        guard !judged.isEmpty, judged.count >= rule.minimumHosts else { return [] }
        return judged.filter { $0.failurePercentage >= rule.threshold }.map { ($0.id, .failurePercentage) }
    }

    private static func id(of change: OutlierChange) -> EndpointID {
        switch change {
        case .ejected(let id, _, _), .returned(let id), .spared(let id, _): id
        }
    }
}

// MARK: - Ejection

extension OutlierDetector {
    private mutating func eject(_ id: EndpointID, _ reason: EjectionReason) -> OutlierChange? {
        guard var host = hosts[id], ejections[id] == nil else { return nil }
        defer { hosts[id] = host }
        guard mayEjectAnother else {
            guard !host.wasSpared else { return nil }
            host.wasSpared = true
            return .spared(id, reason)
        }
        let base = configuration.baseEjectionTime.nanoseconds
        let maximum = max(base, configuration.maximumEjectionTime.nanoseconds)
        if base.multipliedSaturating(by: UInt64(host.times)) < maximum || host.times == 0 {
            host.times += 1
        }
        host.wasEjected = true
        let until = now.addingSaturating(min(base.multipliedSaturating(by: UInt64(host.times)), maximum))
        ejections[id] = Ejection(until: until, reason: reason)
        return .ejected(id, reason, until: until)
    }

    /// A share is compared as the quotient it is, not as a product: 0.29 · 100 is below 29, but 29 / 100 is 0.29.
    private var mayEjectAnother: Bool {
        // The only endpoint would be used all the same: with none left, the load balancer spreads over all.
        guard hosts.count > 1, ejections.count + 1 < hosts.count else { return false }
        return ejections.isEmpty
            || Double(ejections.count + 1) / Double(hosts.count) <= configuration.maximumEjectedFraction
    }
}

extension EndpointTotals {
    /// What was counted since.
    fileprivate func since(_ earlier: EndpointTotals) -> EndpointTotals {
        EndpointTotals(
            finished: finished - earlier.finished,
            failures: failures - earlier.failures,
            cancellations: cancellations - earlier.cancellations
        )
    }
}
