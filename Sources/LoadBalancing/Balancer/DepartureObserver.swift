/// Who keeps something for each endpoint, such as connections, and must know when one has gone, or has come.
package protocol DepartureObserver: AnyObject, Sendable {
    /// An endpoint is drained, or is known by another address now: see ``LoadBalancer/knownAddresses``. Called from the load
    /// balancer's own task: be quick.
    func endpointsDeparted()

    /// Endpoints have joined. Does nothing unless it is implemented.
    func endpointsArrived()
}

extension DepartureObserver {
    package func endpointsArrived() {}
}

/// Those who are told, for as long as they live.
final class DepartureObservers: Sendable {
    private struct Entry: Sendable {
        weak var observer: (any DepartureObserver)?
    }

    private let entries = Locked<[Entry]>([])

    func add(_ observer: any DepartureObserver) {
        entries.withLock { entries in
            entries.removeAll { $0.observer == nil }
            entries.append(Entry(observer: observer))
        }
    }

    func tell(_ events: [BalancerEvent]) {
        let hasDepartures = events.contains(where: \.isDeparture)
        let hasArrivals = events.contains(where: \.isArrival)
        guard hasDepartures || hasArrivals else { return }
        for observer in entries.withLock({ $0.compactMap(\.observer) }) {
            if hasDepartures { observer.endpointsDeparted() }
            if hasArrivals { observer.endpointsArrived() }
        }
    }
}

extension BalancerEvent {
    /// Whether there is an endpoint that was not there before.
    var isArrival: Bool {
        if case .joined = self { true } else { false }
    }

    /// Whether an endpoint is no longer where it was.
    var isDeparture: Bool {
        switch self {
        case .gone, .changed: true
        default: false
        }
    }
}

#if LoadBalancing
    extension LoadBalancer {
        /// Lets someone know of endpoints that go, for as long as it lives.
        package func addDepartureObserver(_ observer: any DepartureObserver) {
            core.departures.add(observer)
        }

        /// ``LoadBalancerConfiguration/name``.
        package var name: String { core.configuration.name }

        /// Whether a list of endpoints has come. O(1).
        package var hasList: Bool { core.snapshots.current.refusal != .notReady }

        /// Has an endpoint probed now: something is known of its health that the probe would find.
        package func probeSoon(_ id: EndpointID) {
            core.mailbox.postProbeDue(id)
        }

        /// The endpoints that are listed or drain. O(n).
        package var knownEndpoints: [Endpoint] {
            core.machine.withLock { machine in machine.records.map(\.endpoint) }
        }

        /// The endpoints that are listed or drain, and where they are. O(n).
        package var knownAddresses: [EndpointID: EndpointAddress] {
            core.machine.withLock { machine in
                Dictionary(machine.records.map { ($0.id, $0.endpoint.address) }) { first, _ in first }
            }
        }
    }
#endif
