#if Peers && Caches
    import PlacementReports

    /// What `PeerBenchmarks cache` found.
    struct CacheResults {
        /// One client's turn.
        struct Slice {
            /// How long each read took, in seconds.
            let times: [Double]
            let seconds: Double
            let processorSeconds: Double

            var rate: Double { Double(times.count) / seconds }
            /// Microseconds of processor time a read.
            var processor: Double { processorSeconds / Double(times.count) * 1e6 }

            func percentile(_ part: Double) -> Double {
                let sorted = times.sorted()
                return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))] * 1e6
            }
        }

        struct Row {
            let name: String
            let batch: Int
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

        mutating func add(_ slice: Slice, _ name: String, batch: Int) {
            let known = rows.firstIndex { $0.name == name && $0.batch == batch }
            if known == nil { rows.append(Row(name: name, batch: batch)) }
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
                    "One read at a time, by one task or thread: the next begins when the last has its values. Clients take turns; "
                        + "figures are medians over the turns, and × those of the turns' ratios to libmemcached's.",
                    "CPU: of this process, all threads; of twemproxy too, where it is asked. The servers' own is not in it.",
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
                    .real("reads", unit: "×", "reads_times"),
                    .real("CPU", unit: "×", "cpu_times"),
                ]
            )
            for row in rows {
                guard let reference = rows.first(where: { $0.name == "libmemcached" && $0.batch == row.batch }) else {
                    continue
                }
                table.append([
                    .text(row.batch == 1 ? "1 key" : "\(row.batch) keys"), .text(row.name), .real(row.median(\.rate)),
                    .real(row.median { $0.percentile(0.5) }), .real(row.median { $0.percentile(0.99) }),
                    .real(row.median(\.processor)), .real(row.ratio(to: reference, \.rate)),
                    .real(row.ratio(to: reference, \.processor)),
                ])
            }
            return table
        }
    }
#endif
