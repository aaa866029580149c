import ConsistentHashing
import LoadBalancing
import PlacementReports

/// A run: servers, clients and requests, event by event, in a time of their own.
///
/// Nothing in it waits or reads a clock; all of it follows from its setup. Clients choose by a ``HandDrivenBalancer``, the load
/// balancer itself. One thread runs it.
final class Simulation {
    /// What happens at a time.
    enum Event {
        case requestComes
        case noiseComes
        case listChanges
        case balancerIsDue(client: Int)
        case probeEnds(client: Int, probe: Int, isAlive: Bool)
        case serviceEnds(attempt: Int)
        /// A server fails an attempt, or refuses it, at once.
        case attemptFails(attempt: Int, FailureKind)
        case requestIsDue(Int)
    }

    let setup: SimulationSetup
    var events = EventQueue<Event>()
    /// Nanoseconds since the start.
    var now: UInt64 = 0
    var servers: [SimulatedServer]
    var clients: [SimulatedClient]
    var requests: [SimulatedRequest] = []
    var attempts: [SimulatedAttempt] = []
    var recorder: Recorder
    private var arrivals: SplitMix64
    private var noise: SplitMix64

    /// - Throws: ``ConfigurationError``.
    init(_ setup: SimulationSetup) throws(ConfigurationError) {
        self.setup = setup
        servers = setup.servers.map { SimulatedServer($0, keyCount: setup.keys?.count ?? 0) }
        clients = []
        for number in 0..<setup.clientCount {
            clients.append(try SimulatedClient(setup, number: number))
        }
        recorder = Recorder(duration: setup.load.duration, keyCount: setup.keys?.count ?? 0)
        arrivals = Chance.generator(seed: setup.seed, stream: .arrivals)
        noise = Chance.generator(seed: setup.seed, stream: .noise)
    }

    var seconds: Double { Double(now) / 1e9 }

    /// Runs until every request has ended.
    func run() -> RunResult {
        scheduleLists()
        scheduleNextRequest()
        scheduleNextNoise()
        while let (time, event) = events.next() {
            now = time
            handle(event)
            // What is left are servers at work for nobody, and load balancers without anything to balance.
            if isLoadOver, recorder.openRequests == 0 { break }
        }
        return recorder.result(servers: servers, pickedAndNotFinished: clients.reduce(0) { $0 + $1.picksInFlight })
    }

    private var isLoadOver = false

    private func handle(_ event: Event) {
        switch event {
        case .requestComes:
            requestComes()
            scheduleNextRequest()
        case .noiseComes:
            noiseComes()
            scheduleNextNoise()
        case .listChanges: deliverLists()
        case .balancerIsDue(let client): turn(client)
        case .probeEnds(let client, let probe, let isAlive): probeEnds(client, probe, isAlive: isAlive)
        case .serviceEnds(let attempt): serviceEnds(attempt)
        case .attemptFails(let attempt, let kind):
            attemptEnded(attempt, .failure(kind, kind == .overloaded ? .notSent : .sentAndSafe))
        case .requestIsDue(let request): requestIsDue(request)
        }
    }

    // MARK: Requests come

    private func scheduleNextRequest() {
        guard let next = setup.load.next(after: seconds, using: &arrivals) else {
            isLoadOver = true
            return
        }
        events.schedule(.requestComes, at: UInt64(next * 1e9))
    }

    private func requestComes() {
        let number = requests.count
        var chance = Chance.generator(seed: setup.seed, stream: .work, number: number)
        let client = chance.nextIndex(below: clients.count)
        let key = setup.keys?.key(ofRequest: number, using: &chance)
        let isNoise = key != nil && key == setup.noise?.key
        add(key: key, client: client, isNoise: isNoise, chance: chance)
    }

    private func scheduleNextNoise() {
        guard let next = setup.noise?.load.next(after: seconds, using: &noise) else { return }
        events.schedule(.noiseComes, at: UInt64(next * 1e9))
    }

    private func noiseComes() {
        var chance = Chance.generator(seed: setup.seed, stream: .work, number: requests.count)
        let client = chance.nextIndex(below: clients.count)
        add(key: setup.noise?.key, client: client, isNoise: true, chance: chance)
    }

    private func add(key: Int?, client: Int, isNoise: Bool, chance: SplitMix64) {
        let number = requests.count
        requests.append(
            SimulatedRequest(
                client: client,
                key: key,
                isNoise: isNoise,
                arrivedAt: now,
                machine: RequestMachine(
                    setup.requests.retries,
                    options: RequestOptions(isSafeToRepeat: setup.requests.isSafeToRepeat),
                    at: now
                ),
                chance: chance
            )
        )
        recorder.began(at: now, isNoise: isNoise)
        begin(number)
    }

    // MARK: Lists of endpoints

    private func scheduleLists() {
        var times: [Double] = [0]
        for plan in setup.servers {
            times += [plan.listed.lowerBound, plan.listed.upperBound].filter { $0.isFinite }
        }
        for time in Set(times).sorted() {
            events.schedule(.listChanges, at: UInt64(time * 1e9))
        }
    }

    private func deliverLists() {
        let seconds = seconds
        let list = setup.servers.enumerated().filter { $0.element.listed.contains(seconds) }.map { number, plan in
            // The port says which server it is.
            Endpoint(id: EndpointID(plan.id), host: "server", port: number + 1, weight: plan.weight)
        }
        for client in clients.indices {
            clients[client].balancer.deliver(list, at: now)
            turn(client)
        }
    }

    // MARK: Load balancers

    /// Lets a client's load balancer do what is due.
    func turn(_ client: Int) {
        let (probes, next) = clients[client].balancer.turn(at: now)
        for order in probes {
            begin(order, of: client)
        }
        if next != clients[client].nextTurn {
            clients[client].nextTurn = next
            if next != .max {
                events.schedule(.balancerIsDue(client: client), at: max(next, now))
            }
        }
    }

    private func begin(_ order: ProbeOrder, of client: Int) {
        clients[client].probes.append(order)
        let isAlive =
            Self.server(of: order.endpoint).map { servers[$0].plan.fault(at: seconds)?.kind != .gone } ?? false
        let time = isAlive ? .milliseconds(1) : setup.configuration.health.timeout
        events.schedule(
            .probeEnds(client: client, probe: clients[client].probes.count - 1, isAlive: isAlive),
            at: now + time.nanoseconds
        )
    }

    private func probeEnds(_ client: Int, _ probe: Int, isAlive: Bool) {
        let result: ProbeResult = isAlive ? .succeeded : .failed("no answer", isConclusive: false)
        clients[client].balancer.deliver(result, of: clients[client].probes[probe], at: now)
        turn(client)
    }

    /// The server that listens at an endpoint's address.
    static func server(of endpoint: Endpoint) -> Int? {
        guard case .hostPort(_, let port) = endpoint.address else { return nil }
        return port - 1
    }
}
