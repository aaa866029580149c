@testable import LoadBalancing

/// Keeps the whole history of a fleet, and works out from it alone which changes a detector must and must not make.
///
/// It throws for whatever must never happen. It shares no arithmetic with the detector: shares are whole percent, times are
/// milliseconds, and each endpoint's requests are a list of intervals.
struct OutlierModel {
    enum Illegal: Error, Equatable {
        case unknownEndpoint(EndpointID)
        case ejectedTwice(EndpointID)
        case tooMany(ejected: Int, of: Int)
        /// It was spared though there was room.
        case sparedWithRoom(EndpointID)
        case sparedTwice(EndpointID)
        case wrongTime(EndpointID, milliseconds: Int, expected: Int)
        case longerThanMaximum(EndpointID)
        case returnedEarly(EndpointID)
        case keptTooLong(EndpointID)
        case returnedWithoutEjection(EndpointID)
        /// Nothing in its requests is a reason.
        case noReason(EndpointID, EjectionReason)
        /// It has a reason, and was neither ejected nor spared.
        case overlooked(EndpointID, EjectionReason)
        case wrongState(EndpointID)
        case outOfOrder
    }

    struct Rules {
        var percent: Int
        var interval: Int
        var base: Int
        var maximum: Int
        var inARow: Int
    }

    private struct Member {
        var ejectedUntil: Int?
        var times = 0
        var isClean = true
        var isSpared = false
        var successes = 0
        var failures = 0
        var inARow = 0
    }

    let rules: Rules
    private var members: [EndpointID: Member] = [:]
    private(set) var counts: [String: Int] = [:]

    init(_ rules: Rules) {
        self.rules = rules
    }

    var configuration: OutlierConfiguration {
        OutlierConfiguration(
            interval: .milliseconds(rules.interval),
            baseEjectionTime: .milliseconds(rules.base),
            maximumEjectionTime: .milliseconds(rules.maximum),
            maximumEjectedFraction: Double(rules.percent) / 100,
            consecutiveFailures: rules.inARow
        )
    }

    var ids: [EndpointID] { members.keys.sorted() }

    mutating func insert(_ id: EndpointID) { members[id] = Member() }
    mutating func remove(_ id: EndpointID) { members[id] = nil }

    /// Requests of one endpoint, the failures last. True if they make a row of exactly as many as eject.
    mutating func request(_ id: EndpointID, successes: Int, failures: Int) -> Bool {
        members[id]?.successes += successes
        members[id]?.failures += failures
        if successes > 0 { members[id]?.inARow = 0 }
        let before = members[id]?.inARow ?? 0
        members[id]?.inARow = before + failures
        return before < rules.inARow && before + failures >= rules.inARow
    }

    func isEjected(_ id: EndpointID) -> Bool { members[id]?.ejectedUntil != nil }

    private var ejectedCount: Int { members.values.count { $0.ejectedUntil != nil } }

    /// Whether one more ejected is still not too many.
    private var hasRoom: Bool {
        let more = ejectedCount + 1
        return more < members.count && (more == 1 || more * 100 <= rules.percent * members.count)
    }

    private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    // MARK: Checking

    /// The answer to a report of failures in a row.
    mutating func checkReport(_ change: OutlierChange?, of id: EndpointID, at now: Int) throws {
        guard let change else {
            guard let member = members[id], member.ejectedUntil == nil, !member.isSpared else { return }
            throw Illegal.overlooked(id, .consecutiveFailures)
        }
        try apply(change, reasons: [id: [.consecutiveFailures]], at: now)
    }

    /// The changes of one step in time.
    mutating func check(_ changes: [OutlierChange], at now: Int, endsInterval: Bool) throws {
        let returned = changes.prefix { if case .returned = $0 { true } else { false } }
        guard Array(returned).map(Self.id) == returned.map(Self.id).sorted() else { throw Illegal.outOfOrder }
        for change in returned { try apply(change, reasons: [:], at: now) }
        for (id, member) in members {
            if let until = member.ejectedUntil, until <= now { throw Illegal.keptTooLong(id) }
        }
        let rest = changes.dropFirst(returned.count)
        guard endsInterval else {
            if let first = rest.first { throw Illegal.noReason(Self.id(first), .successRate) }
            return
        }
        guard rest.map(Self.id) == rest.map(Self.id).sorted() else { throw Illegal.outOfOrder }
        let reasons = reasonsNow()
        for id in members.keys { members[id]?.isSpared = false }
        // Ejections first: those who were spared are so because of them.
        for change in rest { if case .ejected = change { try apply(change, reasons: reasons, at: now) } }
        for change in rest { if case .ejected = change {} else { try apply(change, reasons: reasons, at: now) } }
        let changed = Set(rest.map(Self.id))
        for (id, why) in reasons where !changed.contains(id) {
            if let reason = why.first { throw Illegal.overlooked(id, reason) }
        }
        for (id, var member) in members {
            if member.ejectedUntil == nil {
                if member.isClean, member.times > 0 { member.times -= 1 }
                member.isClean = true
            }
            (member.successes, member.failures) = (0, 0)
            members[id] = member
        }
    }

    private mutating func apply(
        _ change: OutlierChange,
        reasons: [EndpointID: [EjectionReason]],
        at now: Int
    ) throws {
        let id = Self.id(change)
        guard var member = members[id] else { throw Illegal.unknownEndpoint(id) }
        switch change {
        case .returned:
            guard let until = member.ejectedUntil else { throw Illegal.returnedWithoutEjection(id) }
            guard until <= now else { throw Illegal.returnedEarly(id) }
            member.ejectedUntil = nil
            (member.successes, member.failures, member.inARow) = (0, 0, 0)
            count("returned")
        case .spared(_, let reason):
            guard reasons[id]?.contains(reason) == true else { throw Illegal.noReason(id, reason) }
            guard !hasRoom else { throw Illegal.sparedWithRoom(id) }
            guard !member.isSpared else { throw Illegal.sparedTwice(id) }
            member.isSpared = true
            count("spared")
        case .ejected(_, let reason, let until):
            guard member.ejectedUntil == nil else { throw Illegal.ejectedTwice(id) }
            guard reasons[id]?.contains(reason) == true else { throw Illegal.noReason(id, reason) }
            guard hasRoom else { throw Illegal.tooMany(ejected: ejectedCount + 1, of: members.count) }
            let length = Int(until / 1_000_000) - now
            guard length <= max(rules.base, rules.maximum) else { throw Illegal.longerThanMaximum(id) }
            // So often that it lasts as long as it may, and no more often.
            member.times = (1...).first { $0 == member.times + 1 || $0 * rules.base >= rules.maximum } ?? 1
            let expected = min(rules.base * member.times, max(rules.base, rules.maximum))
            guard length == expected else { throw Illegal.wrongTime(id, milliseconds: length, expected: expected) }
            member.ejectedUntil = now + length
            member.isClean = false
            count(reason.rawValue)
            if member.times > 1 { count("again") }
        }
        members[id] = member
    }

    /// Who has which reasons to be ejected at an interval's end.
    private func reasonsNow() -> [EndpointID: [EjectionReason]] {
        var reasons: [EndpointID: [EjectionReason]] = [:]
        let present = members.filter { $0.value.ejectedUntil == nil }
        for (id, member) in present where member.failures > 0 && member.inARow >= rules.inARow {
            reasons[id, default: []].append(.consecutiveFailures)
        }
        let rated = present.filter { $0.value.successes + $0.value.failures >= 100 }
        if rated.count >= 5 {
            // In permille, and by the mean of the squares less the square of the mean.
            let rates = rated.mapValues { 1000 * Double($0.successes) / Double($0.successes + $0.failures) }
            let mean = rates.values.reduce(0, +) / Double(rates.count)
            let squares = rates.values.map { $0 * $0 }.reduce(0, +) / Double(rates.count)
            let limit = mean - 1.9 * max(0, squares - mean * mean).squareRoot()
            for (id, rate) in rates where rate < limit { reasons[id, default: []].append(.successRate) }
        }
        let weighed = present.filter { $0.value.successes + $0.value.failures >= 50 }
        if weighed.count >= 5 {
            for (id, member) in weighed where member.failures * 100 >= 85 * (member.failures + member.successes) {
                reasons[id, default: []].append(.failurePercentage)
            }
        }
        return reasons
    }

    private static func id(_ change: OutlierChange) -> EndpointID {
        switch change {
        case .ejected(let id, _, _), .returned(let id), .spared(let id, _): id
        }
    }
}
