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

    static let introduction =
        MovementTable.introduction + [
            "hash mod n and round robin are what people start with. The hash modulo the number of nodes is a place in the "
                + "list of nodes; round robin gives a request to the next node, so a key's owner is who served its latest "
                + "request, and a run over the log starts at a random node. Both list a node of weight 2 twice."
        ]

    private func section(input: Int, nodes: Int) -> Report.Section {
        let sample = inputs[input].sample
        let independentRequests = SamplingError.effectiveCount(requests: sample.requests)
        var table = Report.Table(columns: MovementTable.columns)
        for row in rows(input: input, nodes: nodes) {
            table.append(
                MovementTable.Row(
                    change: row.change.rawValue,
                    placement: row.method.rawValue,
                    movement: row.movement,
                    before: row.before,
                    after: row.after,
                    duration: row.duration,
                    touched: row.touched
                ).cells(independentRequests: independentRequests)
            )
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
