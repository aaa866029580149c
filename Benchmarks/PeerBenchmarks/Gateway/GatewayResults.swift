#if StickySessions
    import PlacementReports

    /// What `PeerBenchmarks gateway` found.
    struct GatewayResults: Sendable {
        let sessions: Int
        /// A batch's.
        let requests: Int
        let envoyVersion: String?
        /// Requests to a server, without a proxy.
        let direct: RequestWay
        /// The first one is what all are held beside.
        let peers: [RequestWay]
        /// Each does all that the one before does, and more; the third and those that follow are proxies as the peers are.
        let ours: [RequestWay]

        /// How many of ours are no sticky proxies, but what these are made of.
        private static let partCount = 2

        private var nginx: RequestWay { peers[0] }
        private var proxies: [RequestWay] { peers + ours.dropFirst(Self.partCount) }

        /// - Parameter header: what to say about the run itself.
        func report(header: [Report.HeaderLine]) -> Report {
            Report(
                title: "What a proxy costs that keeps sessions where they are",
                header: header + [
                    Report.HeaderLine("servers", .text("3, of one \(WebServers.version(of: "nginx", "-v")) process")),
                    Report.HeaderLine("HAProxy", .text(WebServers.version(of: "haproxy", "-v"))),
                    Report.HeaderLine("Envoy", .text(envoyVersion ?? "not installed: no rows")),
                    Report.HeaderLine("requests", .text("GET, 16 bytes of answer, HTTP/1.1, kept connections")),
                    Report.HeaderLine("sessions", .text("\(sessions), a connection and a request at a time each")),
                    Report.HeaderLine("batch", .text(Digits.counted(requests, "request"))),
                ],
                introduction: [
                    "Before it is measured, each proxy has to keep every session on its server over five connections; every "
                        + "measured answer is checked to be of its session's server. Batches take turns; a ratio is the median of the "
                        + "batches' ratios, from and to the ends of its 95 % interval.",
                    "CPU is the proxy's process', in user and in system mode. Each has one thread for connections; ours has those "
                        + "of Swift's tasks beside it. Proxies, servers and the sender share the machine's cores: where "
                        + "these are few, requests a second are those of three programs.",
                ],
                sections: [
                    Report.Section(
                        title: "Proxies",
                        prose: "Times are multiples of nginx'.",
                        table: proxyTable
                    ),
                    Report.Section(
                        title: "What ours is made of",
                        prose: "Each row does what the one before does, and more: the difference is what that costs.",
                        table: partTable
                    ),
                ]
            )
        }

        private var proxyTable: Report.Table {
            var table = Report.Table(
                columns: [
                    Report.Column("proxy", key: "proxy", kind: .text),
                    Report.Column("sticky by", key: "sticky_by", kind: .text),
                    .real("requests", unit: "1/s", "requests_per_second", digits: 0),
                    .real("p50", unit: "µs", "p50_us", digits: 0),
                    .real("p99", unit: "µs", "p99_us", digits: 0),
                    .real("CPU", unit: "µs", "cpu_us", digits: 1),
                    .real("requests", unit: "×", "requests_times"),
                    .real("CPU", unit: "×", "cpu_times"),
                    .real("from", "cpu_times_from"),
                    .real("to", "cpu_times_to"),
                ]
            )
            for way in [direct] + proxies {
                let isProxy = way.client != direct.client
                let cost = isProxy ? way.ratio(to: nginx, \.processorTimePerRequest) : nil
                table.append([
                    .text(way.client), .text(way.target), .real(way.requestsPerSecond.median),
                    .real(way.percentile(0.5)), .real(way.percentile(0.99)),
                    Cell(real: isProxy ? way.processorTime.median : nil),
                    .real(way.ratio(to: nginx, \.requestsPerSecond).median), Cell(real: cost?.median),
                    Cell(real: cost?.interval.lowerBound), Cell(real: cost?.interval.upperBound),
                ])
            }
            return table
        }

        private var partTable: Report.Table {
            var table = Report.Table(
                columns: [
                    Report.Column("server", key: "server", kind: .text),
                    Report.Column("sticky by", key: "sticky_by", kind: .text),
                    .real("CPU", unit: "µs", "cpu_us", digits: 1),
                    .real("more", unit: "µs", "cpu_more_us", digits: 1),
                    .real("CPU", unit: "× nginx", "cpu_times"),
                ]
            )
            var last = 0.0
            for way in ours {
                let time = way.processorTime.median
                table.append([
                    .text(way.client), .text(way.target), .real(time), .real(time - last),
                    .real(way.ratio(to: nginx, \.processorTimePerRequest).median),
                ])
                last = time
            }
            return table
        }
    }
#endif
