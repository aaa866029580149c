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
            /// Loops in the order floor, peer, peer's hash, ours, our hash, libmemcached if it is there.
            let batches: PairedBatches
            let allocations: Int?

            private func floors(_ loop: Int) -> MedianInterval { batches.ratio(of: loop, to: 0) }

            var lookup: MedianInterval { floors(1) }
            var hash: MedianInterval { floors(2) }
            var own: MedianInterval { floors(3) }
            var ownHash: MedianInterval { floors(4) }
            var nanoseconds: Double { batches.percentile(0.5, of: 1) }

            /// The peer's lookup less its hash, less our lookup without ours, in floors: above 0 if the peer's is longer.
            var excess: MedianInterval {
                let times = batches.nanoseconds
                return MedianInterval(
                    times[0].indices.lazy.map { round in
                        (times[1][round] - times[2][round] - times[3][round] + times[4][round]) / times[0][round]
                    }
                )
            }

            /// Whether the peer's lookup takes no longer than ours with its hash in place of ours.
            var isWithin: String {
                let interval = excess.interval
                return interval.upperBound <= 0 ? "yes" : interval.lowerBound > 0 ? "no" : "unclear"
            }

            /// libmemcached's own lookup: nanoseconds, and how many times ours it is.
            var libmemcached: (nanoseconds: Double, times: MedianInterval)? {
                guard batches.nanoseconds.count > 5 else { return nil }
                return (batches.percentile(0.5, of: 5), batches.ratio(of: 5, to: 1))
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
                    "hash: the peer's own hash of the same keys alone, and the division where the rule is a modulo. ours: our "
                        + "HashRing or MaglevTable of as many nodes; our hash: XXH3-64 alone.",
                    "over: lookup − hash − (ours − our hash), in floors: what a peer's lookup takes beyond our own of its kind "
                        + "with its hash in place of ours. within: whether that is 0 or less; unclear if 0 is within its "
                        + "interval.",
                    "alloc.: allocations over all lookups of a batch. libmemcached: its memcached_generate_hash on the same "
                        + "keys and servers; times: how many times our lookup it takes.",
                ],
                sections: [
                    Report.Section(
                        title: "Lookups",
                        prose: "Key bytes in, index of the node out, one thread, default parameters, equal weights.",
                        table: lookups
                    ),
                    Report.Section(
                        title: "What they are held beside",
                        prose: "In floors, in the same batches: the peer's hash, our placement, and our hash.",
                        table: hashes
                    ),
                ],
                summary: Report.Section(
                    title: "Rule",
                    prose: ["yes", "no", "unclear"].map { verdict in
                        let rows = rows.filter { $0.isWithin == verdict }
                        let names = rows.map { "\($0.peer.rawValue) at \($0.nodes)" }.joined(separator: ", ")
                        let all = verdict == "yes" || rows.isEmpty ? "" : " (\(names))"
                        return "\(verdict): \(rows.count)\(all)"
                    }.joined(separator: "; ") + ".",
                    table: Report.Table(columns: [Report.Column("rule", key: "rule", kind: .text)])
                )
            )
        }

        private static func real(_ title: String, unit: String? = nil, _ key: String) -> Report.Column {
            unit.map { Report.Column(title, unit: $0, key: key, kind: .real(digits: 2)) }
                ?? Report.Column(title, key: key, kind: .real(digits: 2))
        }

        private static let peer = [
            Report.Column("nodes", key: "nodes", kind: .text),
            Report.Column("placement", key: "placement", kind: .text),
        ]

        private var lookups: Report.Table {
            var table = Report.Table(
                columns: Self.peer + [
                    Self.real("lookup", unit: "ns", "lookup_ns"),
                    Self.real("floors", "floors"),
                    Self.real("from", "floors_from"),
                    Self.real("to", "floors_to"),
                    Self.real("over", "over_floors"),
                    Self.real("from", "over_from"),
                    Self.real("to", "over_to"),
                    Report.Column("within", key: "within", kind: .text),
                    Report.Column("alloc.", key: "allocations", kind: .integer),
                    Self.real("libmemcached", unit: "ns", "libmemcached_ns"),
                    Self.real("times", "libmemcached_times"),
                ]
            )
            for row in rows {
                table.append([
                    .text("\(row.nodes) nodes"), .text(row.peer.rawValue), .real(row.nanoseconds),
                    .real(row.lookup.median), .real(row.lookup.interval.lowerBound),
                    .real(row.lookup.interval.upperBound),
                    .real(row.excess.median), .real(row.excess.interval.lowerBound),
                    .real(row.excess.interval.upperBound),
                    .text(row.isWithin), row.allocations.map { .integer($0) } ?? .none,
                    Cell(real: row.libmemcached?.nanoseconds), Cell(real: row.libmemcached?.times.median),
                ])
            }
            return table
        }

        private var hashes: Report.Table {
            var table = Report.Table(
                columns: Self.peer + [
                    Report.Column("hash", key: "hash", kind: .text),
                    Self.real("floors", "hash_floors"),
                    Report.Column("ours", key: "ours", kind: .text),
                    Self.real("floors", "ours_floors"),
                    Self.real("our hash", "our_hash_floors"),
                ]
            )
            for row in rows {
                table.append([
                    .text("\(row.nodes) nodes"), .text(row.peer.rawValue), .text(row.peer.hashName),
                    .real(row.hash.median), .text(row.peer.kind.rawValue), .real(row.own.median),
                    .real(row.ownHash.median),
                ])
            }
            return table
        }
    }
#endif
