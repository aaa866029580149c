#if HTTP
    import PlacementReports

    /// What `PeerBenchmarks http` found.
    struct HTTPResults: Sendable {
        /// What one of ours costs the client's process, beside plain AsyncHTTPClient.
        struct Cost: Sendable {
            let target: String
            var pairs: [(ours: RequestBatch, plain: RequestBatch)] = []

            var ratio: MedianInterval {
                MedianInterval(pairs.lazy.map { $0.ours.processorTimePerRequest / $0.plain.processorTimePerRequest })
            }
            /// Microseconds a request.
            var ours: Double { MedianInterval(pairs.lazy.map(\.ours.processorTimePerRequest)).median }
            var plain: Double { MedianInterval(pairs.lazy.map(\.plain.processorTimePerRequest)).median }
        }

        /// A batch's.
        let requests: Int
        let senders: Int
        /// The first one is what all are held beside.
        var ways: [MeasuredWay] = []
        var costs: [Cost] = []

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
                sections: [
                    Report.Section(
                        title: "Requests",
                        prose: "Times: requests a second, as a multiple of plain AsyncHTTPClient's to one server.",
                        table: requestTable
                    ),
                    Report.Section(
                        title: "Processor time",
                        prose: "The client process's, a request, in \(costs.first?.pairs.count ?? 0) pairs with plain "
                            + "AsyncHTTPClient that takes turns among the same servers.",
                        table: costTable
                    ),
                ],
                summary: Report.Section(
                    title: "Rule",
                    prose: verdicts,
                    table: Report.Table(columns: [Report.Column("rule", key: "rule", kind: .text)])
                )
            )
        }

        private var verdicts: String {
            let within = costs.filter { $0.ratio.interval.upperBound <= Self.allowedCost }
            let names = costs.filter { $0.ratio.interval.upperBound > Self.allowedCost }.map(\.target)
            let others = names.isEmpty ? "" : "; above it: " + names.joined(separator: ", ")
            return
                "Up to \(Self.allowedCost) times plain AsyncHTTPClient's processor time, at the interval's upper end: "
                + "\(within.count) of \(costs.count)\(others)."
        }

        private static func real(_ title: String, unit: String = "", _ key: String, digits: Int = 2) -> Report.Column {
            Report.Column(title, unit: unit, key: key, kind: .real(digits: digits))
        }

        private static let subject = [
            Report.Column("client", key: "client", kind: .text), Report.Column("to", key: "target", kind: .text),
        ]

        private var requestTable: Report.Table {
            var table = Report.Table(
                columns: Self.subject + [
                    Self.real("requests", unit: "1/s", "requests_per_second", digits: 0),
                    Self.real("times", "times"),
                    Self.real("from", "times_from"),
                    Self.real("to", "times_to"),
                    Self.real("p50", unit: "µs", "p50_us", digits: 0),
                    Self.real("p99", unit: "µs", "p99_us", digits: 0),
                ]
            )
            for way in ways {
                let rate = way.ratio(to: ways[0], \.requestsPerSecond)
                table.append([
                    .text(way.name), .text(way.detail), .real(way.requestsPerSecond.median),
                    .real(rate.median), .real(rate.interval.lowerBound), .real(rate.interval.upperBound),
                    .real(way.percentile(0.5)), .real(way.percentile(0.99)),
                ])
            }
            return table
        }

        private var costTable: Report.Table {
            var table = Report.Table(
                columns: Self.subject + [
                    Self.real("ours", unit: "µs", "ours_us", digits: 1),
                    Self.real("plain", unit: "µs", "plain_us", digits: 1),
                    Self.real("times", "times", digits: 3),
                    Self.real("from", "times_from", digits: 3),
                    Self.real("to", "times_to", digits: 3),
                ]
            )
            for cost in costs {
                let ratio = cost.ratio
                table.append([
                    .text("LoadBalancedHTTPClient"), .text(cost.target), .real(cost.ours), .real(cost.plain),
                    .real(ratio.median), .real(ratio.interval.lowerBound), .real(ratio.interval.upperBound),
                ])
            }
            return table
        }
    }
#endif
