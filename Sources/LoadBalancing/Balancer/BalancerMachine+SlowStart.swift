extension BalancerMachine {
    /// How often the weights of endpoints in slow start are raised: 20 times in a window, but at most ten times a second.
    var slowStartStep: Duration {
        guard let window = configuration.slowStart?.window else { return .seconds(1) }
        return max(.milliseconds(100), window / 20)
    }

    /// An endpoint's weight, or a part of it while it starts slowly.
    func effectiveWeight(of record: EndpointRecord, at now: UInt64) -> Double {
        let weight = record.endpoint.weight
        guard let since = record.slowStartSince, let slowStart = configuration.slowStart else { return weight }
        return slowStart.weight(weight, elapsed: now > since ? now - since : 0)
    }

    /// Raises the weights of those that start slowly, and ends the slow start of those whose window has passed.
    mutating func advanceSlowStart(to now: UInt64) {
        guard let window = configuration.slowStart?.window else { return }
        for index in records.indices {
            guard let since = records[index].slowStartSince else { continue }
            isSnapshotStale = true
            if now >= since.addingSaturating(window.nanoseconds) {
                records[index].slowStartSince = nil
            }
        }
    }
}
