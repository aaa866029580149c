/// How a probe ended.
package enum ProbeResult: Hashable, Sendable {
    case succeeded
    /// What was wrong. A conclusive failure needs no other to be believed.
    case failed(String, isConclusive: Bool)
}

/// A probe to make.
package struct ProbeOrder: Hashable, Sendable {
    package let endpoint: Endpoint
    /// To be handed back with its result.
    package let number: UInt64
}

extension BalancerMachine {
    /// A probe ended by itself, in time or after its time was up.
    package mutating func probeEnded(_ order: ProbeOrder, _ result: ProbeResult, at now: UInt64) {
        // It may have gone, or have come back as somebody else, meanwhile.
        guard
            let index = index(of: order.endpoint.id),
            let running = records[index].runningProbe,
            running.number == order.number
        else { return }
        records[index].runningProbe = nil
        if !running.isTimedOut {
            record(result, at: index, now: now)
        }
        if running.isDueAgain { records[index].health?.bringForward(to: now) }
        settle(at: now)
    }

    /// Something is known of an endpoint's health that a probe would find: let it be probed now.
    package mutating func probeIsDue(_ id: EndpointID, at now: UInt64) {
        guard let index = index(of: id) else { return }
        records[index].runningProbe?.isDueAgain = true
        records[index].health?.bringForward(to: now)
    }

    /// Counts a failure for each probe whose time is up, and names those that go on all the same.
    mutating func timeOutProbes(at now: UInt64) {
        for index in records.indices {
            guard let running = records[index].runningProbe, now >= running.deadline else { continue }
            guard running.isTimedOut else {
                // As long again, to end.
                records[index].runningProbe?.isTimedOut = true
                records[index].runningProbe?.deadline = now.addingSaturating(configuration.health.timeout.nanoseconds)
                record(
                    .failed("no answer within \(configuration.health.timeout)", isConclusive: false),
                    at: index,
                    now: now
                )
                continue
            }
            if !running.isNamed {
                records[index].runningProbe?.isNamed = true
                events.append(.probeOverdue(records[index].id))
            }
        }
    }

    /// Nobody makes probes any more: those that were under way were cancelled, and have ended.
    mutating func forgetProbes() {
        for index in records.indices {
            records[index].runningProbe = nil
        }
    }

    /// Begins the probes that are due.
    mutating func startProbes(at now: UInt64) -> [ProbeOrder] {
        guard isProbed else { return [] }
        var due: [ProbeOrder] = []
        for index in records.indices {
            guard records[index].runningProbe == nil, let at = records[index].health?.nextProbeAt, at <= now else {
                continue
            }
            records[index].health?.probeStarted(at: now)
            probeCount += 1
            records[index].runningProbe = EndpointRecord.RunningProbe(
                number: probeCount,
                deadline: now.addingSaturating(configuration.health.timeout.nanoseconds)
            )
            due.append(ProbeOrder(endpoint: records[index].endpoint, number: probeCount))
        }
        return due
    }

    private mutating func record(_ result: ProbeResult, at index: Int, now: UInt64) {
        let started = records[index].live.counts.started
        let hadTraffic = started != records[index].startedAtLastProbe
        records[index].startedAtLastProbe = started
        let succeeded = result == .succeeded
        var isConclusive = false
        records[index].probeFailure = nil
        if case .failed(let reason, let conclusive) = result {
            isConclusive = conclusive
            records[index].probeFailure = reason
        }
        let change = records[index].health?.probeEnded(
            succeeded: succeeded,
            conclusive: isConclusive,
            hadTraffic: hadTraffic,
            at: now,
            random: random.nextRandom()
        )
        guard let change else { return }
        isSnapshotStale = true
        events.append(.healthChanged(records[index].id, change, reason: records[index].probeFailure))
        if change == .healthy, isReady, configuration.slowStart != nil, !records[index].isDraining {
            records[index].slowStartSince = now
        }
    }
}
