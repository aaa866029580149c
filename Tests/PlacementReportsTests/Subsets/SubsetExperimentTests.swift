import Testing

@testable import PlacementReports

@Suite("Subset experiment")
struct SubsetExperimentTests {
    /// Client *i* takes the servers from *i* · size on, round the list.
    private static let inTurn = SubsetMethod("in turn") { fleet in
        (0..<fleet.clients).map { client in
            (0..<fleet.size).map { SubsetConnection(server: (client * fleet.size + $0) % fleet.servers.count) }
        }
    }

    /// Tenant *t* takes two servers, from *t* on; pairs of tenants that follow each other have one in common.
    private static let inTurnShards = ShardMethod(
        shards: { servers, size in
            { tenant in (0..<size).map { (tenant + $0) % servers.count } }
        },
        overlapProbabilities: { _, size in Array(repeating: 1 / Double(size + 1), count: size + 1) }
    )

    private static func results(_ fleets: [SubsetFleet]) throws -> SubsetResults {
        try SubsetExperiment(methods: [inTurn], shards: inTurnShards, fleets: fleets, effort: .quick, seed: 7).run()
    }

    private static let fleet = SubsetFleet(clients: 10, servers: SubsetExperiment.numbered(20), size: 4)

    @Test("Connections are counted by server, and loads by fraction")
    func connections() throws {
        let results = try Self.results([Self.fleet])
        let row = try #require(results.rows.first { $0.method == "in turn" })
        #expect(row.perServer == Array(repeating: 2, count: 20))
        #expect(row.perClient == 4)
        #expect(row.connections.coefficientOfVariation == 0 && abs(row.load.largestOverMean - 1) < 1e-12)
        let random = try #require(results.rows.first { $0.method == "random" })
        #expect(random.perServer.reduce(0, +) == 40 && random.connections.coefficientOfVariation > 0)
        let halves = SubsetMethod("halves") { fleet in
            (0..<fleet.clients).map { _ in
                [SubsetConnection(server: 0, fraction: 0.5), SubsetConnection(server: 1, fraction: 1)]
            }
        }
        let two = SubsetFleet(clients: 3, servers: ["a", "b"], size: 1)
        let experiment = SubsetExperiment(methods: [halves], shards: Self.inTurnShards, fleets: [two], effort: .quick)
        let load = try #require(try experiment.run().rows.first { $0.method == "halves" }).load
        #expect(abs(load.largestOverMean - 4.0 / 3) < 1e-12 && abs(load.smallestOverMean - 2.0 / 3) < 1e-12)
    }

    @Test("What has to be opened is counted, beside what has to be at the least")
    func moves() throws {
        let results = try Self.results([Self.fleet])
        func move(_ change: SubsetResults.Change, _ method: String) throws -> SubsetResults.Move {
            try #require(results.moves.first { $0.change == change && $0.method == method })
        }
        // 100 clients of 20 servers, in turn over 100: one more shifts client i by i / 5 whole rounds of the list.
        let joined = try move(.numberedServerJoins, "in turn")
        #expect(joined.before == 2_000 && joined.opened > 500 && abs(joined.minimum - 2_000 / 101) < 1)
        let client = try move(.clientJoins, "in turn")
        #expect(client.opened == 0 && client.minimum == 0 && client.mostOfOneClient == 0)
        // Each of the 100 servers had 20 clients.
        #expect(try move(.numberedServerLeaves, "in turn").minimum == 20)
        #expect(!results.moves.contains { $0.method == "random" })
    }

    @Test("What tenants have in common, and lose, is counted")
    func tenants() throws {
        let results = try Self.results([Self.fleet])
        let two = try #require(results.overlaps.first)
        #expect(two.servers == 8 && two.size == 2)
        #expect(two.pairs == [0, 2_000, 0])
        let loss = try #require(results.losses.first)
        // An eighth of 800 tenants has the very same two servers, and two more eighths have one of them.
        #expect(loss.dead == 99 && loss.mostDead == 99)
        #expect(loss.hurt == 299)
        #expect(loss.deadWithFixedShards == 199)
    }

    @Test("It is the same each time, and its report has a table for each part and a chart")
    func report() throws {
        let first = try Self.results(SubsetExperiment.fleets)
        let second = try Self.results(SubsetExperiment.fleets)
        let report = first.report(header: [])
        #expect(report == second.report(header: []))
        #expect(report.sections.map(\.title).count == 4)
        #expect(report.sections[0].table.rows.count == 2 * SubsetExperiment.fleets.count)
        #expect(report.sections[1].table.rows.count == SubsetResults.Change.allCases.count)
        let charts = first.charts()
        #expect(charts.map(\.fileName) == ["subsets.svg"])
        #expect(charts == second.charts())
        #expect(charts[0].svg.contains("<title>Connections per server</title>"))
        #expect(charts[0].svg.contains(">in turn</text>"))
        for format in ReportFormat.allCases {
            let text = format.render(report)
            #expect(text.contains("in turn") && text.contains("kills all its servers"))
        }
    }
}
