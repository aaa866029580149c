extension SubsetResults {
    /// The report: connections, what moves, and what tenants have in common.
    ///
    /// - Parameter header: what to say about the run itself: the package, the compiler, the machine.
    public func report(header: [Report.HeaderLine]) -> Report {
        Report(
            title: "Subsets of servers for clients and tenants",
            header: header + [Report.HeaderLine("seed", .text("\(seed), for random subsets and servers' names"))],
            introduction: [
                "Each client talks to some of the servers. random: each takes its servers by chance. rendezvous: those that "
                    + "rendezvous hashing prefers for the client's name. rocksteadier and aperture know the client's number, "
                    + "aperture the number of clients too, and gives each client a fraction of the servers at its edges.",
                "connections: how many clients a server has. load: what a server is sent if every client sends as much, "
                    + "to each of its servers by the fraction that is its. CV: the standard deviation over the mean.",
                "opened: connections that clients which were there before have to open, a mean of "
                    + "\(Digits.counted(effort.changeRounds, "change")); minimum: a newcomer's part of all, or those of the server "
                    + "that left.",
            ],
            sections: [connectionSection, moveSection, overlapSection, lossSection]
        )
    }

    static func name(of fleet: SubsetFleet) -> String {
        "\(Digits.counted(fleet.clients, "client")), \(Digits.counted(fleet.servers.count, "server")), \(fleet.size) each"
    }

    private var connectionSection: Report.Section {
        var table = Report.Table(columns: [
            Report.Column("fleet", key: "fleet", kind: .text),
            Report.Column("subsets", key: "method", kind: .text),
            Report.Column("servers", unit: "a client", key: "servers_per_client", kind: .real(digits: 1)),
            Report.Column("least", unit: "connections", key: "connections_least", kind: .integer),
            Report.Column("mean", unit: "connections", key: "connections_mean", kind: .real(digits: 1)),
            Report.Column("most", unit: "connections", key: "connections_most", kind: .integer),
            Report.Column("CV", unit: "connections", key: "connections_cv", kind: .real(digits: 4)),
            Report.Column("max/mean", unit: "load", key: "load_largest_over_mean", kind: .real(digits: 3)),
            Report.Column("CV", unit: "load", key: "load_cv", kind: .real(digits: 4)),
            Report.Column("clients", key: "clients", kind: .integer, isDetail: true),
            Report.Column("servers", key: "servers", kind: .integer, isDetail: true),
            Report.Column("size", key: "size", kind: .integer, isDetail: true),
        ])
        for row in rows {
            let fleet = fleets[row.fleet]
            table.append([
                .text(Self.name(of: fleet)),
                .text(row.method),
                .real(row.perClient),
                .integer(row.perServer.first ?? 0),
                .real(Double(row.perServer.reduce(0, +)) / Double(fleet.servers.count)),
                .integer(row.perServer.last ?? 0),
                .real(row.connections.coefficientOfVariation),
                .real(row.load.largestOverMean),
                .real(row.load.coefficientOfVariation),
                .integer(fleet.clients),
                .integer(fleet.servers.count),
                .integer(fleet.size),
            ])
        }
        return Report.Section(title: "Connections per server", table: table)
    }

    private var moveSection: Report.Section {
        var table = Report.Table(columns: [
            Report.Column("change", key: "change", kind: .text),
            Report.Column("subsets", key: "method", kind: .text),
            Report.Column("before", unit: "connections", key: "connections", kind: .real(digits: 0)),
            Report.Column("opened", unit: "connections", key: "opened", kind: .real(digits: 1)),
            Report.Column("minimum", unit: "connections", key: "minimum", kind: .real(digits: 1)),
            Report.Column("of all", unit: "opened, %", key: "opened_percent", kind: .real(digits: 2)),
            Report.Column("most", unit: "of a client", key: "opened_most_of_one_client", kind: .integer),
        ])
        for move in moves {
            table.append([
                .text(move.change.rawValue),
                .text(move.method),
                .real(move.before),
                .real(move.opened),
                .real(move.minimum),
                .real(move.opened / move.before * 100),
                .integer(move.mostOfOneClient),
            ])
        }
        return Report.Section(
            title: "What moves",
            prose: "\(SubsetExperiment.changedClients) clients of \(SubsetExperiment.changedServers) servers, "
                + "\(SubsetExperiment.changedSize) each. Numbered servers are web-0 to web-99; named ones have random ids, "
                + "as a cloud gives them. Random subsets are not in it: what they move depends on what a client remembers.",
            table: table
        )
    }

    private var overlapSection: Report.Section {
        var table = Report.Table(columns: [
            Report.Column("shards", key: "shards", kind: .text),
            Report.Column("in common", key: "in_common", kind: .integer),
            Report.Column("pairs", unit: "of tenants", key: "pairs", kind: .integer),
            Report.Column("share", key: "share", kind: .share),
            Report.Column("expected", unit: "%", key: "expected_percent", kind: .real(digits: 4)),
            Report.Column("p", unit: "χ²", key: "p", kind: .real(digits: 3)),
        ])
        for overlap in overlaps {
            let all = overlap.pairs.reduce(0, +)
            for (count, pairs) in overlap.pairs.enumerated() {
                let share = Double(pairs) / Double(all)
                table.append([
                    .text("\(overlap.size) of \(overlap.servers)"),
                    .integer(count),
                    .integer(pairs),
                    .share(share, error: SamplingError.halfWidth(share: share, count: Double(all))),
                    .real(overlap.expected[count] * 100),
                    count == 0 ? .real(overlap.probability) : .none,
                ])
            }
        }
        return Report.Section(
            title: "What two tenants have in common",
            prose: "\(Digits.grouped(effort.pairs)) pairs of tenants with shuffle shards; expected is the "
                + "hypergeometric distribution, p how likely chance would be at least as far from it.",
            table: table
        )
    }

    private var lossSection: Report.Section {
        var table = Report.Table(columns: [
            Report.Column("shards", key: "shards", kind: .text),
            Report.Column("lose all", unit: "tenants, mean", key: "dead", kind: .real(digits: 2)),
            Report.Column("at most", unit: "tenants", key: "dead_most", kind: .integer),
            Report.Column("lose some", unit: "tenants, mean", key: "hurt", kind: .real(digits: 0)),
            Report.Column("fixed shards", unit: "lose all", key: "dead_fixed", kind: .real(digits: 0)),
            Report.Column("moved", unit: "% by a join", key: "moved_percent", kind: .real(digits: 3)),
            Report.Column("minimum", unit: "%", key: "minimum_percent", kind: .real(digits: 3)),
        ])
        for loss in losses {
            table.append([
                .text("\(loss.size) of \(loss.servers)"),
                .real(loss.dead),
                .integer(loss.mostDead),
                .real(loss.hurt),
                .real(loss.deadWithFixedShards),
                .real(loss.movedByJoin * 100),
                .real(loss.leastByJoin * 100),
            ])
        }
        return Report.Section(
            title: "One tenant kills all its servers",
            prose: "Of \(Digits.grouped(effort.tenants)) tenants, how many others lose all or some of theirs, over "
                + "\(effort.killers) tenants that might do it; how many would lose all were servers cut into fixed "
                + "shards of that size (without shards, all would). moved: the part of all shards' places that change when "
                + "a server joins.",
            table: table
        )
    }
}
