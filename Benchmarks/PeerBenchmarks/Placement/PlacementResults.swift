#if Peers
    import PlacementReports
    import Timing

    /// What is measured, in the report's order.
    enum Peer: String, CaseIterable {
        case envoyRingHash = "Envoy ring_hash"
        case envoyMaglev = "Envoy maglev"
        case grpcRingHash = "gRPC ring_hash"
        case nginxConsistent = "nginx consistent"
        case nginx = "nginx"
        case libmemcachedModula = "libmemcached modula"
        case libmemcachedKetama = "libmemcached ketama"
        case libmemcachedWeighted = "libmemcached weighted ketama"
        case spymemcached = "spymemcached ketama"
        case twemproxyKetama = "twemproxy ketama"
        case twemproxyModula = "twemproxy modula"
        case haproxyConsistent = "HAProxy consistent"
        case haproxyMapBased = "HAProxy map-based"
        case varnishShard = "Varnish shard"
        case varnishHash = "Varnish hash"

        /// Which of our placements it is held beside.
        enum Kind: String {
            case ring = "HashRing"
            case table = "MaglevTable"
        }

        var kind: Kind {
            switch self {
            case .envoyRingHash, .grpcRingHash, .nginxConsistent, .libmemcachedKetama, .libmemcachedWeighted,
                .spymemcached, .twemproxyKetama, .haproxyConsistent, .varnishShard, .varnishHash:
                .ring
            case .envoyMaglev, .nginx, .libmemcachedModula, .twemproxyModula, .haproxyMapBased: .table
            }
        }

        /// Whether a key's slot is what a division leaves.
        var isModulo: Bool { kind == .table }

        /// What it hashes keys with.
        var hashName: String {
            switch self {
            case .envoyRingHash, .envoyMaglev, .grpcRingHash: "XXH64"
            case .nginxConsistent, .nginx: "CRC-32"
            case .libmemcachedModula, .libmemcachedKetama: "one-at-a-time"
            case .libmemcachedWeighted, .spymemcached: "MD5"
            case .twemproxyKetama, .twemproxyModula: "FNV-1a"
            case .haproxyConsistent, .haproxyMapBased: "SDBM"
            case .varnishShard, .varnishHash: "SHA-256"
            }
        }
    }

    /// What `PeerBenchmarks placement` found.
    struct PlacementResults {
        struct Row {
            let nodes: Int
            let peer: Peer
            /// Loops in the order floor, peer, ours by the peer's hash, the peer's hash, libmemcached if it is there.
            let batches: PairedBatches
            let allocations: Int?

            private func floors(_ loop: Int) -> MedianInterval { batches.ratio(of: loop, to: 0) }

            var lookup: MedianInterval { floors(1) }
            var own: MedianInterval { floors(2) }
            var hash: MedianInterval { floors(3) }
            var nanoseconds: Double { batches.percentile(0.5, of: 1) }

            /// How many times as long the peer's lookup takes as ours by the same hash.
            var timesOurs: MedianInterval { batches.ratio(of: 1, to: 2) }

            /// Whether the peer's lookup takes no longer than ours by the same hash, but for what two copies of one loop may differ by.
            var isAsFast: String {
                let interval = timesOurs.interval
                let limit = 1.05
                return interval.upperBound <= limit ? "yes" : interval.lowerBound > limit ? "no" : "unclear"
            }

            /// libmemcached's own lookup: nanoseconds, and how many times ours it is.
            var libmemcached: (nanoseconds: Double, times: MedianInterval)? {
                guard batches.nanoseconds.count > 4 else { return nil }
                return (batches.percentile(0.5, of: 4), batches.ratio(of: 4, to: 1))
            }
        }

        var rows: [Row] = []
    }

    extension PlacementResults {
        /// - Parameters:
        ///   - header: what to say about the run itself.
        ///   - keys: what was looked up.
        func report(header: [Report.HeaderLine], keys: SpeedKeys) -> Report {
            Report(
                title: "How fast the lookups of peers' placements are",
                header: header + [
                    Report.HeaderLine("keys", .text("\(keys.count) of \(keys.length) bytes in one buffer")),
                    Report.HeaderLine(
                        "allocations",
                        .text(AllocationCounter.works ? "counted; one known one was counted as 1" : "not counted")
                    ),
                    Report.HeaderLine(
                        "peer",
                        .text("libmemcached \(LibmemcachedClient.version): the same server for every key")
                    ),
                ],
                introduction: [
                    "floor: a loop in C that hashes the same keys with XXH3-64 and no more. Loops take turns by batches; "
                        + "floors are medians of the batches' ratios, from and to the ends of the 95 % interval.",
                    "ours: our own HashRing or MaglevTable of as many nodes, looked up in by the peer's hash in place of ours, and "
                        + "by what a division leaves of it where the peer's rule is a modulo. times: how many times as long the "
                        + "peer's lookup takes. as fast: whether that is no more than 1.05, which two copies of one loop may differ by; unclear if 1.05 is within its interval.",
                    "alloc.: allocations over all lookups of a batch.",
                ],
                sections: [
                    Report.Section(
                        title: "Lookups",
                        prose: "Key bytes in, index of the node out, one thread, default parameters, equal weights.",
                        table: lookups
                    ),
                    Report.Section(
                        title: "Beside libmemcached",
                        prose: "Its memcached_generate_hash on the same keys and servers, and how many times as "
                            + "long as our lookup of its kind that takes.",
                        table: besideLibmemcached
                    ),
                ],
                summary: Report.Section(
                    title: "Rule",
                    prose: ["yes", "no", "unclear"].map { verdict in
                        let rows = rows.filter { $0.isAsFast == verdict }
                        let names = rows.map { "\($0.peer.rawValue) at \($0.nodes)" }.joined(separator: ", ")
                        let all = verdict == "yes" || rows.isEmpty ? "" : " (\(names))"
                        return "\(verdict): \(rows.count)\(all)"
                    }.joined(separator: "; ") + ".",
                    table: Report.Table(columns: [Report.Column("rule", key: "rule", kind: .text)])
                )
            )
        }

        private static let peer = [
            Report.Column("nodes", key: "nodes", kind: .text),
            Report.Column("placement", key: "placement", kind: .text),
        ]

        private var lookups: Report.Table {
            var table = Report.Table(
                columns: Self.peer + [
                    .real("lookup", unit: "ns", "lookup_ns"),
                    .real("floors", "floors"),
                    Report.Column("hash", key: "hash", kind: .text),
                    .real("floors", "hash_floors"),
                    Report.Column("ours", key: "ours", kind: .text),
                    .real("floors", "ours_floors"),
                    .real("times", "times_ours"),
                    .real("from", "times_ours_from"),
                    .real("to", "times_ours_to"),
                    Report.Column("as fast", key: "as_fast", kind: .text),
                    Report.Column("alloc.", key: "allocations", kind: .integer),
                ]
            )
            for row in rows {
                table.append([
                    .text("\(row.nodes) nodes"), .text(row.peer.rawValue), .real(row.nanoseconds),
                    .real(row.lookup.median), .text(row.peer.hashName), .real(row.hash.median),
                    .text(row.peer.kind.rawValue), .real(row.own.median),
                    .real(row.timesOurs.median), .real(row.timesOurs.interval.lowerBound),
                    .real(row.timesOurs.interval.upperBound),
                    .text(row.isAsFast), row.allocations.map { .integer($0) } ?? .none,
                ])
            }
            return table
        }

        private var besideLibmemcached: Report.Table {
            var table = Report.Table(
                columns: Self.peer + [
                    .real("ours", unit: "ns", "lookup_ns"),
                    .real("libmemcached", unit: "ns", "libmemcached_ns"),
                    .real("times", "libmemcached_times"),
                    .real("from", "libmemcached_times_from"),
                    .real("to", "libmemcached_times_to"),
                ]
            )
            for row in rows {
                guard let peer = row.libmemcached else { continue }
                table.append([
                    .text("\(row.nodes) nodes"), .text(row.peer.rawValue), .real(row.nanoseconds),
                    .real(peer.nanoseconds), .real(peer.times.median), .real(peer.times.interval.lowerBound),
                    .real(peer.times.interval.upperBound),
                ])
            }
            return table
        }
    }
#endif
