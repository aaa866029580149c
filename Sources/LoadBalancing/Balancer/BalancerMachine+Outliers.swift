extension BalancerMachine {
    /// An endpoint has failed as often in a row as it takes to be ejected.
    package mutating func consecutiveFailures(of id: EndpointID, at now: UInt64) {
        guard let change = outliers?.consecutiveFailures(of: id, at: now) else { return }
        take(change, at: now)
        settle(at: now)
    }

    /// Looks at success rates where an interval has ended, and lets back in those whose time is up.
    mutating func advanceOutliers(to now: UInt64) {
        guard let next = outliers?.nextEventAt, next <= now else { return }
        var totals: [EndpointID: EndpointTotals] = [:]
        for record in records where !record.isDraining {
            totals[record.id] = record.live.counts
        }
        for change in outliers?.advance(to: now, totals: totals) ?? [] {
            take(change, at: now)
        }
    }

    private mutating func take(_ change: OutlierChange, at now: UInt64) {
        switch change {
        case .ejected(let id, let reason, let until):
            isSnapshotStale = true
            events.append(.ejected(id, reason, forNanoseconds: until > now ? until - now : 0))
        case .returned(let id):
            isSnapshotStale = true
            if let index = index(of: id) {
                records[index].live.streak.end()
            }
            events.append(.readmitted(id))
        case .spared(let id, let reason):
            events.append(.spared(id, reason))
        }
    }
}
