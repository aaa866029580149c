import ConsistentHashing

extension MovementResults {
    /// The report: a section for each input and number of nodes.
    ///
    /// - Parameter header: what to say about the run itself: the package, the compiler, the machine. Seeds and inputs are
    ///   added to it.
    public func report(header: [Report.HeaderLine]) -> Report {
        Report(
            title: "How many keys move when nodes are added or removed",
            header: header + [
                Report.HeaderLine("hash", .text(HashFunction.xxh3.description + ", seed 0")),
                Report.HeaderLine("seed", .text("\(seed), for the choice of nodes and where round robin starts")),
            ] + inputs.map { Report.HeaderLine($0.title, .text($0.sample.counts)) },
            introduction: Self.introduction,
            sections: inputs.indices.flatMap { input in sizes.map { section(input: input, nodes: $0) } },
            summary: summary
        )
    }

    static let introduction = [
        "moved: keys whose owner differs after the change, and the requests for such keys. ±: half the width of the 95 % "
            + "interval that so many keys allow.",
        "minimum: what the change of weights alone moves, on average over all sets of nodes and keys: a single case may "
            + "lie below it. needless: moved between two nodes that the change did not touch.",
        "max/mean: the busiest node's share of the requests over its share of the weight; 1 is perfect. time: of the "
            + "change itself (the median of up to 9), no key looked up.",
        "hash mod n and round robin are what people start with. The hash modulo the number of nodes is a place in the "
            + "list of nodes; round robin gives a request to the next node, so a key's owner is who served its latest "
            + "request, and a run over the log starts at a random node. Both list a node of weight 2 twice.",
    ]

    static let columns: [Report.Column] = [
        Report.Column("change", key: "change", kind: .text),
        Report.Column("placement", key: "placement", kind: .text),
        Report.Column("moved", unit: "keys", key: "moved_keys", kind: .integer),
        Report.Column("moved", unit: "of keys", key: "moved_keys_share", kind: .share),
        Report.Column("minimum", unit: "keys", key: "minimum_keys", kind: .real(digits: 1)),
        Report.Column("needless", unit: "keys", key: "needless_keys", kind: .integer),
        Report.Column("moved", unit: "of requests", key: "moved_requests_share", kind: .share),
        Report.Column("before", unit: "max/mean", key: "largest_over_mean_requests_before", kind: .real(digits: 2)),
        Report.Column("after", unit: "max/mean", key: "largest_over_mean_requests_after", kind: .real(digits: 2)),
        Report.Column("time", key: "time_seconds", kind: .duration),
        Report.Column("minimum", unit: "of keys", key: "minimum_share", kind: .real(digits: 4), isDetail: true),
        Report.Column("moved", unit: "requests", key: "moved_requests", kind: .integer, isDetail: true),
        Report.Column("minimum", unit: "requests", key: "minimum_requests", kind: .real(digits: 1), isDetail: true),
        Report.Column("needless", unit: "requests", key: "needless_requests", kind: .integer, isDetail: true),
        Report.Column(
            "before",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_before",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Report.Column(
            "after",
            unit: "max/mean of keys",
            key: "largest_over_mean_keys_after",
            kind: .real(digits: 2),
            isDetail: true
        ),
        Report.Column("touched", unit: "nodes", key: "touched_nodes", kind: .text, isDetail: true),
    ]

    private func section(input: Int, nodes: Int) -> Report.Section {
        let sample = inputs[input].sample
        let independentRequests = SamplingError.effectiveCount(requests: sample.requests)
        var table = Report.Table(columns: Self.columns)
        for row in rows(input: input, nodes: nodes) {
            table.append(Self.cells(of: row, independentRequests: independentRequests))
        }
        return Report.Section(
            title: "\(inputs[input].title), \(Digits.grouped(nodes)) nodes",
            prose: prose(input: input, nodes: nodes),
            facts: [
                Report.Fact("input", .text(inputs[input].id)),
                Report.Fact("nodes", .integer(nodes)),
                Report.Fact("keys", .integer(sample.count)),
                Report.Fact("requests", .integer(sample.requestCount)),
            ],
            table: table
        )
    }

    private static func cells(of row: Row, independentRequests: Double) -> [Cell] {
        let (keys, requests) = (row.movement.keys, row.movement.requests)
        return [
            .text(row.change.rawValue),
            .text(row.method.rawValue),
            .integer(keys.moved),
            share(keys.movedShare, count: Double(keys.total)),
            .real(keys.minimum),
            .integer(keys.needless),
            share(requests.movedShare, count: independentRequests),
            .real(row.before.ofRequests),
            .real(row.after.ofRequests),
            .duration(row.duration),
            .real(keys.minimumShare),
            .integer(requests.moved),
            .real(requests.minimum),
            .integer(requests.needless),
            .real(row.before.ofKeys),
            .real(row.after.ofKeys),
            .text(row.touched.joined(separator: " ")),
        ]
    }

    private static func share(_ share: Double, count: Double) -> Cell {
        .share(share, error: SamplingError.halfWidth(share: share, count: count))
    }

    private func prose(input: Int, nodes: Int) -> String {
        let sample = inputs[input].sample
        var sentences = [inputs[input].about]
        sentences.append(sample.counts + ".")
        if let sentence = sample.busiestKeySentence(nodes: nodes) {
            sentences.append(sentence)
        }
        for omission in omissions where omission.input == input && omission.nodes == nodes {
            sentences.append("\(omission.method.rawValue) is left out: \(omission.reason).")
        }
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
