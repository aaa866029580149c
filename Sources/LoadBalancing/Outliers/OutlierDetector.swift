/// Who is ejected, for how long and why. Times are nanoseconds.
package struct OutlierDetector: Sendable {
    /// What is known of one endpoint.
    private struct Host {
        let id: EndpointID
        /// Running totals at the end of the last interval.
        var counted = EndpointTotals()
        var ejection: Ejection?
        /// How often it was ejected, less one for each interval in which it was not.
        var times = 0
    }

    /// An ejection that lasts.
    package struct Ejection: Hashable, Sendable {
        package let until: UInt64
        /// 1 for the first.
        package let times: Int
        package let reason: EjectionReason
    }

    private let configuration: OutlierConfiguration
    /// In the order of their ids, in which they are looked at too.
    private var hosts: [Host] = []
    private var ejectedCount = 0
    private var intervalEnds: UInt64

    package init(_ configuration: OutlierConfiguration, now: UInt64) {
        self.configuration = configuration
        intervalEnds = now.addingSaturated(configuration.interval)
    }

    /// An endpoint is listed.
    package mutating func insert(_ id: EndpointID) {
        let position = hosts.partitioningIndex { !($0.id < id) }
        guard position == hosts.count || hosts[position].id != id else { return }
        hosts.insert(Host(id: id), at: position)
    }

    /// An endpoint is not listed any more; its past is forgotten.
    package mutating func remove(_ id: EndpointID) {
        guard let position = position(of: id) else { return }
        if hosts.remove(at: position).ejection != nil {
            ejectedCount -= 1
        }
    }

    private func position(of id: EndpointID) -> Int? {
        let position = hosts.partitioningIndex { !($0.id < id) }
        return position < hosts.count && hosts[position].id == id ? position : nil
    }

    package func isEjected(_ id: EndpointID) -> Bool {
        ejectedCount > 0 && ejection(of: id) != nil
    }

    package func ejection(of id: EndpointID) -> Ejection? {
        position(of: id).flatMap { hosts[$0].ejection }
    }

    /// When ``advance(to:totals:)`` is to be called at the latest: at the interval's end, or when an ejection is over.
    package var nextEventAt: UInt64 {
        guard ejectedCount > 0 else { return intervalEnds }
        return hosts.reduce(intervalEnds) { min($0, $1.ejection?.until ?? .max) }
    }

    /// An endpoint has failed as often in a row as it takes.
    package mutating func consecutiveFailures(of id: EndpointID, at now: UInt64) -> OutlierChange? {
        guard configuration.consecutiveFailures != nil, let position = position(of: id) else { return nil }
        return eject(position, .consecutiveFailures, at: now)
    }

    /// Ends ejections whose time is up, and the interval if its time is.
    ///
    /// - Parameter totals: running totals of all endpoints that are listed.
    package mutating func advance(to now: UInt64, totals: [EndpointID: EndpointTotals]) -> [OutlierChange] {
        var changes = readmit(at: now)
        guard now >= intervalEnds else { return changes }
        // Not one for each that was missed: what was counted meanwhile is one interval's.
        intervalEnds = now.addingSaturated(configuration.interval)
        let samples = takeSamples(totals)
        changes += ejectBySuccessRate(samples, at: now)
        changes += ejectByFailurePercentage(samples, at: now)
        for position in hosts.indices where hosts[position].ejection == nil && hosts[position].times > 0 {
            hosts[position].times -= 1
        }
        return changes
    }

    private mutating func readmit(at now: UInt64) -> [OutlierChange] {
        guard ejectedCount > 0 else { return [] }
        var changes: [OutlierChange] = []
        for position in hosts.indices {
            guard let ejection = hosts[position].ejection, ejection.until <= now else { continue }
            hosts[position].ejection = nil
            ejectedCount -= 1
            changes.append(.returned(hosts[position].id))
        }
        return changes
    }

    /// What one endpoint did in the interval that ended.
    private struct Sample {
        let position: Int
        let successes: Int
        let failures: Int

        var volume: Int { successes + failures }
        /// In `0...1`. There must have been requests.
        var rate: Double { Double(successes) / Double(volume) }
    }

    private mutating func takeSamples(_ totals: [EndpointID: EndpointTotals]) -> [Sample] {
        hosts.indices.compactMap { position in
            guard let now = totals[hosts[position].id] else { return nil }
            let before = hosts[position].counted
            hosts[position].counted = now
            // Counters that have gone backwards are those of a new start.
            let successes = now.successes >= before.successes ? now.successes - before.successes : now.successes
            let failures = now.failures >= before.failures ? now.failures - before.failures : now.failures
            return Sample(position: position, successes: successes, failures: failures)
        }
    }

    private mutating func ejectBySuccessRate(_ samples: [Sample], at now: UInt64) -> [OutlierChange] {
        guard let rule = configuration.successRate else { return [] }
        let heavy = samples.filter { $0.volume >= rule.requestVolume }
        guard heavy.count >= rule.minimumHosts, !heavy.isEmpty else { return [] }
        let mean = heavy.reduce(0) { $0 + $1.rate } / Double(heavy.count)
        let variance = heavy.reduce(0) { $0 + ($1.rate - mean) * ($1.rate - mean) } / Double(heavy.count)
        let least = mean - rule.deviations * variance.squareRoot()
        return heavy.compactMap { $0.rate < least ? eject($0.position, .successRate, at: now) : nil }
    }

    private mutating func ejectByFailurePercentage(_ samples: [Sample], at now: UInt64) -> [OutlierChange] {
        guard let rule = configuration.failurePercentage else { return [] }
        let heavy = samples.filter { $0.volume >= rule.requestVolume }
        guard heavy.count >= rule.minimumHosts else { return [] }
        return heavy.compactMap {
            (1 - $0.rate) * 100 >= rule.threshold ? eject($0.position, .failurePercentage, at: now) : nil
        }
    }

    private mutating func eject(_ position: Int, _ reason: EjectionReason, at now: UInt64) -> OutlierChange? {
        guard hosts[position].ejection == nil else { return nil }
        let id = hosts[position].id
        guard ejectedCount < ejectionLimit else { return .spared(id, reason) }
        hosts[position].times += 1
        let base = configuration.baseEjectionTime.nanoseconds
        let (product, overflow) = base.multipliedReportingOverflow(by: UInt64(hosts[position].times))
        let time = min(overflow ? .max : product, max(base, configuration.maximumEjectionTime.nanoseconds))
        let until = now.addingSaturated(nanoseconds: time)
        hosts[position].ejection = Ejection(until: until, times: hosts[position].times, reason: reason)
        ejectedCount += 1
        return .ejected(id, reason, until: until)
    }

    /// How many may be ejected at a time: their part, but one at least; and never the only one there is.
    private var ejectionLimit: Int {
        guard hosts.count > 1 else { return 0 }
        return max(1, Int(configuration.maximumEjectedFraction * Double(hosts.count)))
    }
}

/// What ``OutlierDetector`` has decided.
package enum OutlierChange: Hashable, Sendable {
    case ejected(EndpointID, EjectionReason, until: UInt64)
    /// Its time is up.
    case returned(EndpointID)
    /// It would have been ejected, but too many are.
    case spared(EndpointID, EjectionReason)
}
