#if GRPC
    import PlacementReports

    /// What `PeerBenchmarks grpc` found.
    struct GRPCResults: Sendable {
        /// A batch's.
        let requests: Int
        /// A batch's of a pair.
        let pairedRequests: Int
        let senders: Int
        /// The first one is what all are held beside.
        var ways: [RequestWay] = []
        var costs: [RequestCost] = []

        /// What a call may cost at most, as a multiple of the stock transport's.
        static let allowedCost = 1.10
    }

    extension GRPCResults {
        /// - Parameter header: what to say about the run itself.
        func report(header: [Report.HeaderLine]) -> Report {
            Report(
                title: "What gRPC calls over a load balancer cost",
                header: header + [
                    Report.HeaderLine("servers", .text("3, of one process, by grpc-swift")),
                    Report.HeaderLine("calls", .text("unary, 16 bytes of answer, plaintext, a connection to a server")),
                    Report.HeaderLine("senders", .integer(senders)),
                    Report.HeaderLine("batch", .text(Digits.counted(requests, "call"))),
                ],
                introduction: [
                    "Stock: grpc-swift's HTTP2ClientTransport.Posix, one for each server, which the calls take by turns. Ours: "
                        + "BalancedTransport, which asks the servers for their health and ejects outliers meanwhile.",
                    "Each sender makes its next call when the last one's answer has been read. Batches take turns; a ratio is "
                        + "the median of the batches' ratios, from and to the ends of its 95 % interval.",
                    "Retried: with the same retry policy in both service configs. No call fails, so none is made again; what it costs "
                        + "is that it could be.",
                ],
                sections: [
                    Report.Section(
                        title: "Calls",
                        prose: "Times: calls a second, as a multiple of the stock transport's to one server.",
                        table: Report.Table(ways, called: "calls")
                    ),
                    Report.Section(
                        title: "Processor time",
                        prose: "The client process's, a call, in \(costs.first?.pairs.count ?? 0) pairs with stock "
                            + "transports over the same servers. A batch of a pair has "
                            + "\(Digits.counted(pairedRequests, "call")).",
                        table: Report.Table(costs, beside: "stock")
                    ),
                ],
                summary: .rule(costs, allowed: Self.allowedCost, ofPlain: "the stock transport's")
            )
        }
    }
#endif
