/// Counts connections where each client talks to some of the servers, and what tenants have in common where each has some.
///
/// It goes by the seed alone: the same numbers on every machine.
public struct SubsetExperiment: Sendable {
    /// How clients' servers are chosen, beside by chance.
    public let methods: [SubsetMethod]
    /// How tenants' are.
    public let shards: ShardMethod
    /// Where connections are counted.
    public let fleets: [SubsetFleet]
    /// What chance follows from.
    public let seed: UInt64
    /// How much is counted.
    public let effort: Effort

    /// How much is counted of what moves, and of tenants.
    public struct Effort: Hashable, Sendable {
        /// How often a change is made, each time of another server.
        var changeRounds: Int
        /// How many pairs of tenants are compared; no tenant is in two.
        var pairs: Int
        /// How many tenants there are where one kills its servers.
        var tenants: Int
        /// How many of them are tried in that part.
        var killers: Int

        /// What the report takes.
        public static let full = Effort(changeRounds: 10, pairs: 100_000, tenants: 10_000, killers: 500)
        /// Enough to see that it works.
        public static let quick = Effort(changeRounds: 1, pairs: 2_000, tenants: 800, killers: 50)
    }

    /// Numbers of clients and of servers that can be measured in reasonable time.
    public static let allowedCounts = 2...10_000

    /// - Parameter methods: their names are all different, and none is `random`.
    public init(
        methods: [SubsetMethod],
        shards: ShardMethod,
        fleets: [SubsetFleet] = Self.fleets,
        effort: Effort = .full,
        seed: UInt64 = 1
    ) {
        self.effort = effort
        self.methods = [.random(seed: seed)] + methods
        self.shards = shards
        self.fleets = fleets
        self.seed = seed
    }

    /// Those of the report.
    public static var fleets: [SubsetFleet] {
        [(20, 100, 20), (100, 100, 20), (1000, 100, 20), (100, 1000, 20), (130, 57, 12)].map { clients, servers, size in
            SubsetFleet(clients: clients, servers: numbered(servers), size: size)
        }
    }

    /// `web-0`, `web-1` and so on.
    public static func numbered(_ count: Int) -> [String] { (0..<count).map { "web-\($0)" } }

    /// Ids that say nothing of an order, as a cloud gives them.
    static func named(_ count: Int, seed: UInt64) -> [String] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in "i-" + String(generator.next() | 1 << 63, radix: 16) }
    }

    /// Where changes are measured.
    static let changedClients = 100
    static let changedServers = 100
    static let changedSize = 20

    /// Measures everything.
    ///
    /// - Parameter report: told how far it is.
    /// - Throws: What a method throws.
    public func run(_ report: (ExperimentProgress) -> Void = { _ in }) throws -> SubsetResults {
        var results = SubsetResults(fleets: fleets, effort: effort, seed: seed)
        let steps = Double(fleets.count + SubsetResults.Change.allCases.count + 2 * Self.shardSizes.count)
        var done = 0.0
        func step(_ next: String) {
            report(ExperimentProgress(fraction: done / steps, next: next))
            done += 1
        }
        for (position, fleet) in fleets.enumerated() {
            step("\(fleet.clients) clients, \(fleet.servers.count) servers")
            for method in methods {
                results.rows.append(Self.row(fleet: position, fleet, method, try method.connections(fleet)))
            }
        }
        for change in SubsetResults.Change.allCases {
            step(change.rawValue)
            // What a client moves that takes servers by chance depends on what it remembers.
            for method in methods.dropFirst() {
                results.moves.append(try move(change, method))
            }
        }
        for (servers, size) in Self.shardSizes {
            step("tenants of \(servers) servers")
            results.overlaps.append(try overlap(servers: servers, size: size))
            step("tenants' losses, \(servers) servers")
            results.losses.append(try loss(servers: servers, size: size))
        }
        return results
    }

    private static func row(
        fleet position: Int,
        _ fleet: SubsetFleet,
        _ method: SubsetMethod,
        _ connections: [[SubsetConnection]]
    ) -> SubsetResults.Row {
        var counts = [Int](repeating: 0, count: fleet.servers.count)
        var loads = [Double](repeating: 0, count: fleet.servers.count)
        for client in connections {
            let sum = client.reduce(0) { $0 + $1.fraction }
            for connection in client {
                counts[connection.server] += 1
                loads[connection.server] += connection.fraction / sum
            }
        }
        let shares = counts.map { _ in 1 / Double(fleet.servers.count) }
        return SubsetResults.Row(
            fleet: position,
            method: method.name,
            perClient: Double(counts.reduce(0, +)) / Double(fleet.clients),
            perServer: counts.sorted(),
            connections: Balance(counts: counts, shares: shares),
            load: Balance(parts: loads, shares: shares)
        )
    }

    // MARK: Changes

    private func move(_ change: SubsetResults.Change, _ method: SubsetMethod) throws -> SubsetResults.Move {
        var (before, opened, minimum) = (0, 0, 0.0)
        var most = 0
        for round in 0..<effort.changeRounds {
            let (old, new) = fleets(change, round: round)
            let (first, second) = (try ids(method, old), try ids(method, new))
            let joined = Set(new.servers).subtracting(old.servers)
            let left = Set(old.servers).subtracting(new.servers)
            before += first.reduce(0) { $0 + $1.count }
            for (had, has) in zip(first, second) {
                let count = has.subtracting(had).count
                opened += count
                most = max(most, count)
            }
            if !joined.isEmpty {
                minimum += Double(Self.changedClients * Self.changedSize) / Double(new.servers.count)
            }
            minimum += first.reduce(0.0) { $0 + Double($1.intersection(left).count) }
        }
        let rounds = Double(effort.changeRounds)
        return SubsetResults.Move(
            change: change,
            method: method.name,
            before: Double(before) / rounds,
            opened: Double(opened) / rounds,
            minimum: minimum / rounds,
            mostOfOneClient: most
        )
    }

    private func ids(_ method: SubsetMethod, _ fleet: SubsetFleet) throws -> [Set<String>] {
        try method.connections(fleet).map { client in Set(client.map { fleet.servers[$0.server] }) }
    }

    /// What there is before a change, and after it.
    private func fleets(_ change: SubsetResults.Change, round: Int) -> (SubsetFleet, SubsetFleet) {
        let count = Self.changedServers
        let named = Self.named(count + 1, seed: seed &+ UInt64(round))
        var old = SubsetFleet(clients: Self.changedClients, servers: Self.numbered(count), size: Self.changedSize)
        var new = old
        switch change {
        case .numberedServerJoins:
            new.servers = Self.numbered(count + 1)
        case .numberedServerLeavesLast:
            new.servers.removeLast()
        case .numberedServerLeaves:
            new.servers.remove(at: (round * 2 + 1) * (count - 1) / (2 * effort.changeRounds))
        case .namedServerJoins:
            (old.servers, new.servers) = (Array(named.dropLast()), named)
        case .namedServerLeaves:
            (old.servers, new.servers) = (named, Array(named.dropLast()))
        case .clientJoins:
            new.clients += 1
        case .clientLeaves:
            new.clients -= 1
        }
        return (old, new)
    }
}
