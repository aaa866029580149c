#if Peers && Caches
    import PlacementReports

    /// What `PeerBenchmarks cache` found.
    struct CacheResults {
        /// How keys are read.
        struct Way: Hashable, CustomStringConvertible {
            /// How many read at the same time.
            let readers: Int
            /// How many keys each asks for at once.
            let batch: Int

            var description: String {
                "\(batch == 1 ? "1 key" : "\(batch) keys") by \(readers == 1 ? "1 reader" : "\(readers) readers")"
            }
        }

        /// One client's turn.
        struct Slice {
            /// How long each read took, in seconds, the shortest first.
            let times: [Double]
            let seconds: Double
            let processorSeconds: Double
            /// The memcached servers'.
            let serverSeconds: Double

            var rate: Double { Double(times.count) / seconds }
            /// Microseconds of processor time a read.
            var processor: Double { processorSeconds / Double(times.count) * 1e6 }
            /// The same of the servers.
            var server: Double { serverSeconds / Double(times.count) * 1e6 }

            /// In microseconds.
            func percentile(_ part: Double) -> Double {
                times[min(times.count - 1, Int(Double(times.count) * part))] * 1e6
            }
        }

        struct Row {
            let name: String
            let way: Way
            var slices: [Slice] = []

            func median(_ value: (Slice) -> Double) -> Double { MedianInterval(slices.map(value)).median }

            /// The median of what this row's slices are of another's in the same rounds.
            func ratio(to other: Row, _ value: (Slice) -> Double) -> Double {
                MedianInterval(zip(slices, other.slices).map { value($0) / value($1) }).median
            }
        }

        let hasProxy: Bool
        let keyCount: Int
        let valueBytes: Int
        private(set) var rows: [Row] = []

        init(hasProxy: Bool, keyCount: Int, valueBytes: Int) {
            self.hasProxy = hasProxy
            self.keyCount = keyCount
            self.valueBytes = valueBytes
        }

        mutating func add(_ slice: Slice, _ name: String, _ way: Way) {
            let known = rows.firstIndex { $0.name == name && $0.way == way }
            if known == nil { rows.append(Row(name: name, way: way)) }
            rows[known ?? rows.count - 1].slices.append(slice)
        }
    }

    extension CacheResults {
        func report(header: [Report.HeaderLine]) -> Report {
            Report(
                title: "How fast five memcached nodes are read",
                header: header + [
                    Report.HeaderLine("libmemcached", .text(LibmemcachedClient.version)),
                    Report.HeaderLine("twemproxy", .text(hasProxy ? "there" : "not installed: no rows")),
                    Report.HeaderLine(
                        "keys",
                        .text("\(keyCount), values of \(valueBytes) bytes, each found every time")
                    ),
                ],
                introduction: [
                    "Each reader reads one after the other: its next read begins when the last has its values. This package's readers "
                        + "are tasks that share one client, with one connection to each node; libmemcached's are threads, each with a "
                        + "client and connections of its own, for a client is not to be shared; twemproxy's are threads with a connection "
                        + "each to it, which has one to each node. Clients take turns; figures are medians over the turns, and × those "
                        + "of the turns' ratios to libmemcached's.",
                    "CPU a read: of this process, all threads; of twemproxy too, where it is asked. The memcached servers' own stands by "
                        + "itself.",
                ],
                sections: [Report.Section(title: "Reads", table: table)]
            )
        }

        private var table: Report.Table {
            var table = Report.Table(
                columns: [
                    Report.Column("keys", key: "keys", kind: .text),
                    Report.Column("client", key: "client", kind: .text),
                    .real("reads", unit: "1/s", "reads_per_second", digits: 0),
                    .real("p50", unit: "µs", "p50_us", digits: 1),
                    .real("p99", unit: "µs", "p99_us", digits: 1),
                    .real("CPU", unit: "µs", "cpu_us", digits: 1),
                    .real("servers", unit: "µs", "server_cpu_us", digits: 1),
                    .real("reads", unit: "×", "reads_times"),
                    .real("p50", unit: "×", "p50_times"),
                    .real("p99", unit: "×", "p99_times"),
                    .real("CPU", unit: "×", "cpu_times"),
                ]
            )
            for row in rows {
                guard let reference = rows.first(where: { $0.name == "libmemcached" && $0.way == row.way }) else {
                    continue
                }
                table.append([
                    .text("\(row.way)"), .text(row.name), .real(row.median(\.rate)),
                    .real(row.median { $0.percentile(0.5) }), .real(row.median { $0.percentile(0.99) }),
                    .real(row.median(\.processor)), .real(row.median(\.server)),
                    .real(row.ratio(to: reference, \.rate)), .real(row.ratio(to: reference) { $0.percentile(0.5) }),
                    .real(row.ratio(to: reference) { $0.percentile(0.99) }),
                    .real(row.ratio(to: reference, \.processor)),
                ])
            }
            return table
        }
    }
#endif
