/// Who keeps something for each endpoint, such as connections, and must know when one has gone.
package protocol DepartureObserver: AnyObject, Sendable {
    /// An endpoint is drained, or is known by another address now: see ``LoadBalancer/knownAddresses``. Called from the load
    /// balancer's own task: be quick.
    func endpointsDeparted()
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

    func tell() {
        for observer in entries.withLock({ $0.compactMap(\.observer) }) {
            observer.endpointsDeparted()
        }
    }
}

extension BalancerEvent {
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

        /// The endpoints that are listed or drain, and where they are. O(n).
        package var knownAddresses: [EndpointID: EndpointAddress] {
            core.machine.withLock { machine in
                Dictionary(machine.records.map { ($0.id, $0.endpoint.address) }) { first, _ in first }
            }
        }
    }
#endif
