extension Scenario {
    static var scaleUp: Scenario {
        let servers = ServerPlan.alike(15) { plan, number in
            if number >= 10 { plan.listed = 15..<(.infinity) }
        }
        return Scenario(
            id: "scale-up",
            title: "Five servers join ten",
            about:
                "At 15 s five servers join the ten, and 1875 requests a second come instead of 1250. A third of the keys has to "
                + "move: 5 of 15.",
            base: base(servers: servers, load: LoadProfile([(0, rate), (15, 1.5 * rate)], duration: duration)),
            countsMoves: true,
            timeline: Timeline(.p99, settings: ["defaults"], policies: drawn),
            variants: [variants("defaults", PolicyChoice.unweighted)]
        )
    }

    static var scaleDown: Scenario {
        let servers = ServerPlan.alike(12) { plan, number in
            if number >= 9 { plan.listed = 0..<15 }
        }
        return Scenario(
            id: "scale-down",
            title: "Three of twelve servers leave",
            about:
                "At 15 s three of twelve servers are taken off the list; what they have begun they finish. A quarter of the keys "
                + "has to move: 3 of 12.",
            base: base(servers: servers),
            countsMoves: true,
            timeline: Timeline(.p99, settings: ["defaults"], policies: drawn),
            variants: [variants("defaults", PolicyChoice.unweighted)]
        )
    }
}
