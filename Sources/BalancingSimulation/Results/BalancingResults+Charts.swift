package import PlacementReports

extension BalancingResults {
    /// For each scenario a picture of its rows, and one of its course where something changes.
    package func charts() -> [Chart] {
        scenarios.flatMap { scenario -> [Chart] in
            let rows = rows(of: scenario)
            guard !rows.isEmpty else { return [] }
            var charts = [
                Chart(
                    fileName: "balancing-\(scenario.id).svg",
                    svg: LatencyChart(scenario: scenario, rows: rows).svg
                )
            ]
            if let timeline = scenario.timeline {
                let drawn = rows.filter {
                    timeline.settings.contains($0.variant.settings) && timeline.policies.contains($0.variant.policy)
                }
                if !drawn.isEmpty {
                    charts.append(
                        Chart(
                            fileName: "balancing-\(scenario.id)-course.svg",
                            svg: CourseChart(scenario: scenario, figure: timeline.figure, rows: drawn).svg
                        )
                    )
                }
            }
            return charts
        }
    }
}

extension PolicyChoice {
    /// A colour that those who can't tell red from green can tell from the others.
    ///
    /// Source: Okabe and Ito, "Color Universal Design", 2008; and a grey.
    var colour: String {
        switch policyName {
        case PolicyChoice.roundRobin.policyName: "#cc79a7"
        case PolicyChoice.smoothWeighted.policyName: "#d55e00"
        case PolicyChoice.random.policyName: "#8a8a8a"
        // The eight have run out: black stands for two that are never in one picture.
        case PolicyChoice.weightedRandom.policyName: "#000000"
        case PolicyChoice.leastRequest.policyName: "#009e73"
        case PolicyChoice.peakEWMA.policyName: "#56b4e9"
        case PolicyChoice.ring.policyName: "#0072b2"
        case PolicyChoice.rendezvous.policyName: "#f0e442"
        case PolicyChoice.shuffleShards(1).policyName: "#000000"
        default: "#e69f00"
        }
    }
}
