import PlacementReports

extension BalancingResults {
    /// What to take when: each row compares two rows of this report.
    var summary: Report.Section? {
        var table = Report.Table(columns: [
            Report.Column("for", key: "need", kind: .text),
            Report.Column("take", key: "take", kind: .text),
            Report.Column("rather than", key: "rather_than", kind: .text),
            Report.Column("scenario", key: "scenario", kind: .text),
            Report.Column("figure", key: "figure", kind: .text),
            Report.Column("with it", key: "with", kind: .text),
            Report.Column("without", key: "without", kind: .text),
        ])
        for claim in Claim.all {
            guard let (taken, other) = values(of: claim) else { continue }
            table.append([
                .text(claim.need), .text(claim.takenName), .text(claim.otherName), .text(claim.place),
                .text(claim.figure.rawValue), .text(claim.figure.text(of: taken)), .text(claim.figure.text(of: other)),
            ])
        }
        guard !table.rows.isEmpty else { return nil }
        return Report.Section(
            title: "What to take when",
            prose:
                "Each line sets two rows of one scenario side by side. What a choice costs stands there too, where it costs "
                + "something.",
            table: table
        )
    }

    /// The two figures that a claim compares; `nil` if they were not measured.
    package func values(of claim: Claim) -> (taken: Double, other: Double)? {
        guard
            let scenario = scenarios.first(where: { $0.id == claim.scenario }),
            let taken = row(claim.scenario, claim.taken.settings, claim.taken.policy),
            let other = row(claim.scenario, claim.other.settings, claim.other.policy),
            let takenValue = claim.figure.value(of: taken, in: scenario),
            let otherValue = claim.figure.value(of: other, in: scenario)
        else { return nil }
        return (takenValue, otherValue)
    }
}

extension Claim {
    /// What differs between the two sides, and what they share behind a comma.
    var takenName: String { name(of: taken, beside: other) }
    var otherName: String { name(of: other, beside: taken) }

    /// The scenario, and behind it the settings where both sides have the same and others there are.
    var place: String {
        taken.settings == other.settings && taken.settings != "defaults" ? "\(scenario): \(taken.settings)" : scenario
    }

    private func name(of side: Side, beside other: Side) -> String {
        if side.settings == other.settings { return side.policy.name }
        if side.policy == other.policy { return side.settings }
        return "\(side.settings), \(side.policy.name)"
    }
}
