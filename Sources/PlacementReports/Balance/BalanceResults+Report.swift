import ConsistentHashing

extension BalanceResults {
    /// The report: a section for each input, one for each number of nodes with a bound, and what it says about hashing.
    ///
    /// - Parameter header: what to say about the run itself: the package, the compiler, the machine. Seeds and inputs are
    ///   added to it.
    public func report(header: [Report.HeaderLine]) -> Report {
        Report(
            title: "How evenly keys and requests are spread over nodes",
            header: header + [
                Report.HeaderLine("hash", .text(HashFunction.xxh3.description + ", seed 0")),
                Report.HeaderLine("seed", .text("\(seed), for chance and where round robin starts")),
            ] + inputs.map { Report.HeaderLine($0.title, .text($0.sample.counts)) },
            introduction: Self.introduction,
            sections: inputs.indices.map(section) + boundedSections,
            summary: summary
        )
    }

    private static let introduction = [
        "max/mean, min/mean: the fullest and the emptiest node's load over the mean load; CV: the loads' standard deviation "
            + "over their mean. Of distinct keys, of requests, and exactly: of all hashes there could be. All nodes have "
            + "weight 1.",
        "chance: each key given to any node with equal probability, the mean of \(ChanceBalance.defaultRounds) simulated "
            + "rounds. So many keys scatter that much whatever assigns them, so a placement that shows no more is as even "
            + "as chance.",
        "p, weights: how likely keys placed by chance would be at least as uneven (χ² test against equal shares); 0.000 is "
            + "less than 0.0005. p, exact: the same against the nodes' exact shares. It is small only if the keys' hashes "
            + "are not uniform; a twentieth of all such p are below 0.05 by chance.",
        "hash mod n and round robin are what people start with. Under round robin a key has no owner.",
    ]

    private static let columns: [Report.Column] = [
        Report.Column("nodes", key: "nodes", kind: .text),
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("max/mean", unit: "of keys", key: "keys_largest_over_mean", kind: .real(digits: 3)),
        Report.Column("min/mean", unit: "of keys", key: "keys_smallest_over_mean", kind: .real(digits: 3)),
        Report.Column("CV", unit: "of keys", key: "keys_cv", kind: .real(digits: 4)),
        Report.Column("p", unit: "weights", key: "keys_p", kind: .real(digits: 3)),
        Report.Column("p", unit: "exact", key: "keys_p_exact_shares", kind: .real(digits: 3)),
        Report.Column("max/mean", unit: "requests", key: "requests_largest_over_mean", kind: .real(digits: 3)),
        Report.Column("max/mean", unit: "exact", key: "exact_largest_over_mean", kind: .real(digits: 3)),
        Report.Column("min/mean", unit: "exact", key: "exact_smallest_over_mean", kind: .real(digits: 3)),
        Report.Column("CV", unit: "exact", key: "exact_cv", kind: .real(digits: 4)),
        Report.Column(
            "min/mean",
            unit: "requests",
            key: "requests_smallest_over_mean",
            kind: .real(digits: 3),
            isDetail: true
        ),
        Report.Column("CV", unit: "requests", key: "requests_cv", kind: .real(digits: 4), isDetail: true),
    ]

    private func section(input: Int) -> Report.Section {
        let sample = inputs[input].sample
        var table = Report.Table(columns: Self.columns)
        for nodes in sizes {
            let name = Self.name(nodes)
            for row in rows where row.input == input && row.nodes == nodes {
                table.append([.text(name), .text(row.method.rawValue)] + Self.cells(of: row))
            }
            if let chance = chance(input: input, nodes: nodes) {
                table.append([.text(name), .text("chance")] + Self.cells(of: chance))
            }
        }
        return Report.Section(
            title: inputs[input].title,
            prose: prose(input: input),
            facts: [
                Report.Fact("input", .text(inputs[input].id)),
                Report.Fact("keys", .integer(sample.count)),
                Report.Fact("requests", .integer(sample.requestCount)),
            ],
            table: table
        )
    }

    private func prose(input: Int) -> String {
        var sentences = [inputs[input].about, inputs[input].sample.counts + "."]
        if let nodes = sizes.max(), let sentence = inputs[input].sample.busiestKeySentence(nodes: nodes) {
            sentences.append(sentence)
        }
        for omission in omissions where omission.input == input {
            let name = "\(omission.method.rawValue) of \(Digits.grouped(omission.nodes)) nodes"
            sentences.append("\(name) is left out: \(omission.reason).")
        }
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func cells(of row: Row) -> [Cell] {
        [
            Cell(real: row.keys?.largestOverMean),
            Cell(real: row.keys?.smallestOverMean),
            Cell(real: row.keys?.coefficientOfVariation),
            Cell(real: row.probability),
            Cell(real: row.exactProbability),
            .real(row.requests.largestOverMean),
            Cell(real: row.exact?.largestOverMean),
            Cell(real: row.exact?.smallestOverMean),
            Cell(real: row.exact?.coefficientOfVariation),
            .real(row.requests.smallestOverMean),
            .real(row.requests.coefficientOfVariation),
        ]
    }

    private static func cells(of chance: ChanceBalance) -> [Cell] {
        [
            .real(chance.keys.largestOverMean), .real(chance.keys.smallestOverMean),
            .real(chance.keys.coefficientOfVariation), .none, .none, .real(chance.requests.largestOverMean), .none,
            .none,
            .none, .real(chance.requests.smallestOverMean), .real(chance.requests.coefficientOfVariation),
        ]
    }

    static func name(_ nodes: Int) -> String { "\(Digits.grouped(nodes)) nodes" }
}

extension BalanceResults {
    /// Below this a p-value counts as one that says something.
    private static let level = 0.001

    /// Whether the keys' hashes were uniform.
    private var summary: Report.Section? {
        let tests = rows.compactMap { row in row.exactProbability.map { (row, $0) } }
        guard !tests.isEmpty else { return nil }
        let low = tests.filter { $0.1 < Self.level }
        var sentences = [
            "Keys were counted \(Digits.counted(tests.count, "time")) where shares are known exactly. \(low.count) of these "
                + "counts are further from the shares than chance takes one count in 1,000."
        ]
        if !low.isEmpty {
            let names = low.map { row, _ in
                "“\(inputs[row.input].title)” on \(Self.name(row.nodes)) of \(row.method.rawValue)"
            }
            sentences.append(names.joined(separator: "; ") + ".")
        }
        return Report.Section(
            title: "Are the keys' hashes uniform?",
            prose: sentences.joined(separator: " "),
            table: Report.Table(columns: [])
        )
    }
}
