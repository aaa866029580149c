@testable import LoadBalancing

/// Endpoints whose requests are counted for a detector, and the time.
struct SimulatedFleet {
    var detector: OutlierDetector
    var totals: [EndpointID: EndpointTotals] = [:]
    var now: UInt64 = 0

    init(_ count: Int, _ configuration: OutlierConfiguration = OutlierConfiguration()) {
        detector = OutlierDetector(configuration, now: 0)
        for number in 0..<count { insert(number) }
    }

    /// In the order of their numbers: 10 comes after 09.
    static func id(_ number: Int) -> EndpointID {
        EndpointID("e\(number < 10 ? "0" : "")\(number)")
    }

    mutating func insert(_ number: Int) {
        detector.insert(Self.id(number))
        totals[Self.id(number)] = EndpointTotals()
    }

    mutating func request(_ number: Int, successes: Int = 0, failures: Int = 0, cancelled: Int = 0) {
        var total = totals[Self.id(number)] ?? EndpointTotals()
        total.started += successes + failures + cancelled
        total.finished += successes + failures + cancelled
        total.failures += failures
        total.cancellations += cancelled
        // The failures come last.
        if failures > 0 { total.consecutiveFailures = (successes > 0 ? 0 : total.consecutiveFailures) + failures }
        if failures == 0, successes > 0 { total.consecutiveFailures = 0 }
        totals[Self.id(number)] = total
    }

    /// Reports that an endpoint has failed too often in a row.
    mutating func fail(_ number: Int) -> OutlierChange? {
        detector.consecutiveFailures(of: Self.id(number), at: now)
    }

    mutating func advance(to seconds: Double) -> [OutlierChange] {
        now = .seconds(seconds)
        return detector.advance(to: now, totals: totals)
    }

    func ejected() -> [Int] {
        (0..<100).filter { detector.isEjected(Self.id($0)) }
    }
}

extension OutlierChange {
    static func ejected(_ number: Int, _ reason: EjectionReason, untilSeconds: Double) -> OutlierChange {
        .ejected(SimulatedFleet.id(number), reason, until: .seconds(untilSeconds))
    }

    static func returned(_ number: Int) -> OutlierChange {
        .returned(SimulatedFleet.id(number))
    }

    static func spared(_ number: Int, _ reason: EjectionReason) -> OutlierChange {
        .spared(SimulatedFleet.id(number), reason)
    }
}
