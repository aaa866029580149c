/// What has come in for a load balancer's task to deal with. Any thread may post; nobody waits.
///
/// It is bounded by what can be new: one list, one result of each probe under way, and each endpoint failing
/// and being due for a probe once.
final class Mailbox: Sendable {
    struct Letters: Sendable {
        var news: [DiscoveryNews] = []
        var probes: [(order: ProbeOrder, result: ProbeResult)] = []
        var failing: Set<EndpointID> = []
        var due: Set<EndpointID> = []
    }

    enum DiscoveryNews: Sendable {
        case list([Endpoint])
        case failed(String, retryAfter: UInt64)
        case ended

        fileprivate var isList: Bool {
            if case .list = self { true } else { false }
        }
    }

    /// Rings when something has been posted.
    let bell = Bell()
    private let letters = Locked(Letters())

    func post(_ news: DiscoveryNews) {
        letters.withLock { letters in
            // A list is whole: the one before it, and what was said in between, says nothing any more.
            if news.isList { letters.news = [] }
            letters.news.append(news)
        }
        bell.ring()
    }

    func post(_ result: ProbeResult, of order: ProbeOrder) {
        letters.withLock { $0.probes.append((order, result)) }
        bell.ring()
    }

    func postFailing(_ id: EndpointID) {
        letters.withLock { _ = $0.failing.insert(id) }
        bell.ring()
    }

    func postProbeDue(_ id: EndpointID) {
        letters.withLock { _ = $0.due.insert(id) }
        bell.ring()
    }

    var isEmpty: Bool {
        letters.withLock { $0.news.isEmpty && $0.probes.isEmpty && $0.failing.isEmpty && $0.due.isEmpty }
    }

    func takeAll() -> Letters {
        letters.withLock { letters in
            defer { letters = Letters() }
            return letters
        }
    }
}

extension Mailbox.Letters {
    func deliver(to machine: inout BalancerMachine, at now: UInt64) {
        for news in news {
            switch news {
            case .list(let list): machine.listArrived(list, at: now)
            case .failed(let reason, let retryAfter): machine.discoveryFailed(reason, retryAfter: retryAfter)
            case .ended: machine.discoveryEnded()
            }
        }
        for (order, result) in probes {
            machine.probeEnded(order, result, at: now)
        }
        for id in failing.sorted() {
            machine.consecutiveFailures(of: id, at: now)
        }
        for id in due.sorted() {
            machine.probeIsDue(id, at: now)
        }
    }
}
