#if HTTP
    import PlacementReports

    /// What `PeerBenchmarks http` found.
    struct HTTPResults: Sendable {
        /// A batch's.
        let requests: Int
        /// A batch's of a pair.
        let pairedRequests: Int
        let senders: Int
        /// The first one is what all are held beside.
        var ways: [RequestWay] = []
        /// The policies'.
        var costs: [RequestCost] = []
        /// What else costs time: no policies, and so not what the rule is about.
        var optionCosts: [RequestCost] = []

        /// What a request may cost at most, as a multiple of plain AsyncHTTPClient's.
        static let allowedCost = 1.05
    }

    extension HTTPResults {
        /// - Parameter header: what to say about the run itself.
        func report(header: [Report.HeaderLine]) -> Report {
            Report(
                title: "What HTTP requests over a load balancer cost",
                header: header + [
                    Report.HeaderLine("servers", .text("3, of one \(WebServers.version(of: "nginx", "-v")) process")),
                    Report.HeaderLine("proxies", .text("the same nginx; \(WebServers.version(of: "haproxy", "-v"))")),
                    Report.HeaderLine("requests", .text("GET, 16 bytes of answer, HTTP/1.1, kept connections")),
                    Report.HeaderLine("senders", .integer(senders)),
                    Report.HeaderLine("batch", .text(Digits.counted(requests, "request"))),
                ],
                introduction: [
                    "Each sender sends its next request when the last one's answer has been read. Batches take turns; a ratio is "
                        + "the median of the batches' ratios, from and to the ends of its 95 % interval.",
                    "All clients watch the same times: 2 s to connect, 15 s between two reads, 60 s for a request. Ours probe their "
                        + "servers, eject outliers, and would retry. Attempts limited: each attempt's time, too (5 s). Attempts "
                        + "hedged: after 5 s, which no request takes.",
                    "Servers, proxies and clients share the machine's cores: where these are few, a proxy's requests a second "
                        + "are those of three programs.",
                ],
                sections: sections,
                summary: .rule(costs, allowed: Self.allowedCost, ofPlain: "plain AsyncHTTPClient's")
            )
        }

        /// Those that were measured.
        private var sections: [Report.Section] {
            let sections = [
                Report.Section(
                    title: "Requests",
                    prose: "Times: requests a second, as a multiple of plain AsyncHTTPClient's to one server.",
                    table: Report.Table(ways)
                ),
                Report.Section(
                    title: "Processor time",
                    prose: "The client process's, a request, in \(costs.first?.pairs.count ?? 0) pairs with plain "
                        + "AsyncHTTPClient that takes turns among the same servers. A batch of a pair has "
                        + "\(Digits.counted(pairedRequests, "request")).",
                    table: Report.Table(costs)
                ),
                Report.Section(
                    title: "Processor time of options",
                    prose: "The same for what is switched on, each with round robin. The rule is not about them.",
                    table: Report.Table(optionCosts)
                ),
            ]
            return sections.filter { !$0.table.rows.isEmpty }
        }
    }
#endif
