extension BalancerMachine {
    /// Takes a list in: who is new joins, who has changed is changed, who is missing drains.
    package mutating func listArrived(_ list: [Endpoint], at now: UInt64) {
        if discoveryState != .working {
            if case .failing = discoveryState {
                events.append(.discoveryRecovered)
            }
            discoveryState = .working
        }
        guard list != lastList || isEmptyListKept else { return }
        let (endpoints, refused) = Self.usable(list)
        refusedCount += refused.count
        if refused != lastRefused {
            lastRefused = refused
            if !refused.isEmpty {
                events.append(.refused(refused))
            }
        }
        // Without an endpoint ever, there is none to keep.
        guard !endpoints.isEmpty || records.isEmpty else {
            if !isEmptyListKept {
                isEmptyListKept = true
                events.append(.emptyListKept)
            }
            return
        }
        isEmptyListKept = false
        let isFirst = records.isEmpty
        lastList = list
        reconcile(with: endpoints, isFirst: isFirst, at: now)
        settle(at: now)
    }

    /// The discovery's sequence threw; it will be asked again.
    package mutating func discoveryFailed(_ reason: String, retryAfter: UInt64) {
        // Once, not with each try.
        if discoveryState != .failing(reason) {
            events.append(.discoveryFailed(reason, retryAfter: retryAfter))
        }
        discoveryState = .failing(reason)
    }

    /// The discovery's sequence ended: no other list will come.
    package mutating func discoveryEnded() {
        discoveryState = .ended
        events.append(.discoveryEnded)
    }

    /// The endpoints that can be used, in the order of their ids, and what is wrong with the others.
    static func usable(_ list: [Endpoint]) -> (endpoints: [Endpoint], refused: [EndpointError]) {
        var refused: [EndpointError] = []
        var seen: Set<EndpointID> = []
        var endpoints: [Endpoint] = []
        for endpoint in list {
            do throws(EndpointError) {
                try endpoint.check()
                guard seen.insert(endpoint.id).inserted else { throw .duplicateID(endpoint.id) }
                endpoints.append(endpoint)
            } catch {
                refused.append(error)
            }
        }
        return (endpoints.sorted { $0.id < $1.id }, refused)
    }

    private mutating func reconcile(with endpoints: [Endpoint], isFirst: Bool, at now: UInt64) {
        isSnapshotStale = true
        let first = events.count
        var merged: [EndpointRecord] = []
        merged.reserveCapacity(max(records.count, endpoints.count))
        var old = records[...]
        for endpoint in endpoints {
            while let first = old.first, first.id < endpoint.id {
                merged.append(drained(old.removeFirst(), at: now))
            }
            if old.first?.id == endpoint.id {
                merged.append(kept(old.removeFirst(), as: endpoint, at: now))
            } else {
                merged.append(joined(endpoint, isFirst: isFirst, at: now))
            }
        }
        merged += old.map { drained($0, at: now) }
        records = merged
        events.insert(summary(of: events[first...], listed: endpoints.count), at: first)
    }

    private func summary(of events: ArraySlice<BalancerEvent>, listed: Int) -> BalancerEvent {
        var (joined, changed, left) = (0, 0, 0)
        for event in events {
            switch event {
            case .joined, .undrained: joined += 1
            case .changed: changed += 1
            case .draining: left += 1
            default: break
            }
        }
        return .listChanged(joined: joined, changed: changed, left: left, listed: listed)
    }

    private mutating func joined(_ endpoint: Endpoint, isFirst: Bool, at now: UInt64) -> EndpointRecord {
        events.append(.joined(endpoint.id))
        outliers?.insert(endpoint.id)
        var record = EndpointRecord(endpoint, live: makeLive())
        record.health = newHealth(at: now)
        // Those of the first list start together: none is to be spared for the others' sake.
        record.slowStartSince = isFirst || configuration.slowStart == nil || isProbed ? nil : now
        return record
    }

    private mutating func kept(_ record: EndpointRecord, as endpoint: Endpoint, at now: UInt64) -> EndpointRecord {
        var record = record
        if record.isDraining {
            record.drainsUntil = nil
            outliers?.insert(endpoint.id)
            events.append(.undrained(endpoint.id))
        }
        guard record.endpoint != endpoint else { return record }
        events.append(.changed(endpoint.id))
        if record.endpoint.address != endpoint.address {
            // Another server under the same id: what was found out about the old one says nothing of it.
            record.health = newHealth(at: now)
            record.runningProbe?.isTimedOut = true
            record.live.streak.end()
            outliers?.remove(endpoint.id)
            outliers?.insert(endpoint.id)
        }
        record.endpoint = endpoint
        return record
    }

    private mutating func drained(_ record: EndpointRecord, at now: UInt64) -> EndpointRecord {
        guard !record.isDraining else { return record }
        var record = record
        record.drainsUntil = now.addingSaturating(configuration.drainDuration.nanoseconds)
        record.slowStartSince = nil
        outliers?.remove(record.id)
        events.append(.draining(record.id))
        return record
    }

    private mutating func newHealth(at now: UInt64) -> HealthMachine? {
        isProbed ? HealthMachine(configuration.health, now: now, random: random.nextRandom()) : nil
    }

    /// Drops those whose time to drain is up.
    mutating func forgetDrained(at now: UInt64) {
        guard records.contains(where: { ($0.drainsUntil ?? .max) <= now }) else { return }
        for record in records where (record.drainsUntil ?? .max) <= now {
            events.append(.gone(record.id, inFlight: record.live.inFlight))
            tellLastTraffic(of: record)
        }
        records.removeAll { ($0.drainsUntil ?? .max) <= now }
        isSnapshotStale = true
    }
}
