@testable import LoadBalancing

/// Keeps all lists and picks, and works out from them alone who takes new picks, who can be stayed on, and who has gone.
///
/// It throws for whatever must never happen, so that a test which drives the machine need not know.
struct DrainModel {
    enum Illegal: Error, Equatable {
        /// Others than those listed with a weight take new picks.
        case candidates([EndpointID], expected: [EndpointID])
        /// Others than those listed or draining can be stayed on.
        case stayable([EndpointID], expected: [EndpointID])
        /// An endpoint that stayed lost what was counted of it, or one that came anew has another's counts.
        case counts(EndpointID, started: Int, inFlight: Int, expected: Int, expectedInFlight: Int)
        /// A pick's endpoint is not the one that was picked.
        case changedUnderAPick(EndpointID)
        /// Something else was reported than what happened.
        case misreported([BalancerEvent], expected: [BalancerEvent])
        /// The machine would not be asked again by the time it has something to do.
        case sleepsPast(UInt64)
    }

    /// One stay in the list, from joining to being forgotten.
    private struct Stay {
        var endpoint: Endpoint
        /// When it was last no longer listed; `nil` while it is.
        var leftAt: UInt64?
        var started = 0
        var finished = 0
    }

    private let drain: UInt64
    private var stays: [EndpointID: Stay] = [:]
    /// Counts whose stays are over are nobody's.
    private var stayNumbers: [EndpointID: Int] = [:]
    private(set) var gone = 0
    private(set) var returned = 0

    /// - Parameter drain: nanoseconds.
    init(drain: UInt64) {
        self.drain = drain
    }

    /// Those that new picks may go to, in the order of their ids.
    var candidates: [EndpointID] {
        stays.filter { $0.value.leftAt == nil && $0.value.endpoint.weight > 0 }.keys.sorted()
    }

    /// Those that can be stayed on.
    var stayable: [EndpointID] { stays.keys.sorted() }

    /// Takes a list in, whose endpoints can all be used.
    mutating func list(_ list: [Endpoint], at now: UInt64, reported: [BalancerEvent]) throws {
        var expected: [BalancerEvent] = []
        let listed = Dictionary(uniqueKeysWithValues: list.map { ($0.id, $0) })
        if !(list.isEmpty && !stays.isEmpty) {
            for id in Set(listed.keys).union(stays.keys).sorted() {
                switch (listed[id], stays[id]) {
                case (let endpoint?, nil):
                    stays[id] = Stay(endpoint: endpoint)
                    stayNumbers[id, default: 0] += 1
                    expected.append(.joined(id))
                case (let endpoint?, let stay?):
                    if stay.leftAt != nil {
                        expected.append(.undrained(id))
                        returned += 1
                    }
                    if stay.endpoint != endpoint { expected.append(.changed(id)) }
                    stays[id]?.leftAt = nil
                    stays[id]?.endpoint = endpoint
                case (nil, let stay?) where stay.leftAt == nil:
                    stays[id]?.leftAt = now
                    expected.append(.draining(id))
                default: break
                }
            }
        }
        try check(reported, expected)
    }

    /// Time has passed, and the machine has done what was due.
    mutating func advance(to now: UInt64, reported: [BalancerEvent]) throws {
        let over = stays.filter { now >= ($0.value.leftAt ?? .max - drain) + drain }.keys.sorted()
        let expected = over.compactMap { id in
            stays[id].map { BalancerEvent.gone(id, inFlight: $0.started - $0.finished) }
        }
        for id in over { stays[id] = nil }
        gone += over.count
        try check(reported, expected)
    }

    /// What a pick has to remember to be finished: which stay of its endpoint it belongs to.
    struct Ticket {
        let endpoint: Endpoint
        fileprivate let stay: Int
    }

    mutating func pick(_ id: EndpointID) -> Ticket? {
        stays[id]?.started += 1
        return stays[id].map { Ticket(endpoint: $0.endpoint, stay: stayNumbers[id] ?? 0) }
    }

    mutating func finish(_ ticket: Ticket, endpoint: Endpoint) throws {
        guard endpoint == ticket.endpoint else { throw Illegal.changedUnderAPick(ticket.endpoint.id) }
        if stayNumbers[endpoint.id] == ticket.stay { stays[endpoint.id]?.finished += 1 }
    }

    /// Compares what picks choose by, and what is counted.
    func check(_ parts: BalancerMachine.SnapshotParts, _ machine: BalancerMachine) throws {
        let candidates = parts.states.map(\.endpoint.id)
        guard candidates == self.candidates else {
            throw Illegal.candidates(candidates, expected: self.candidates)
        }
        let stayable = parts.stayable.keys.sorted()
        guard stayable == self.stayable else { throw Illegal.stayable(stayable, expected: self.stayable) }
        for (id, stay) in stays {
            guard let state = parts.stayable[id] else { continue }
            let counts = state.live.counts
            guard counts.started == stay.started, counts.finished == stay.finished else {
                throw Illegal.counts(
                    id,
                    started: counts.started,
                    inFlight: counts.inFlight,
                    expected: stay.started,
                    expectedInFlight: stay.started - stay.finished
                )
            }
        }
        if let first = stays.values.compactMap(\.leftAt).min(), machine.nextEventAt > first + drain {
            throw Illegal.sleepsPast(first + drain)
        }
    }

    private func check(_ reported: [BalancerEvent], _ expected: [BalancerEvent]) throws {
        let reported = reported.filter { event in
            switch event {
            case .joined, .changed, .draining, .undrained, .gone: true
            default: false
            }
        }
        guard reported == expected else { throw Illegal.misreported(reported, expected: expected) }
    }
}
