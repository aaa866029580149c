import PlacementReports

extension Report {
    /// A small report with one of everything, and text that every format has to escape.
    static var sample: Report {
        var first = Report.Table(columns: [
            Report.Column("what", key: "what", kind: .text),
            Report.Column("name", key: "name", kind: .text),
            Report.Column("moved", unit: "keys", key: "moved_keys", kind: .integer),
            Report.Column("moved", unit: "of keys", key: "moved_share", kind: .share),
            Report.Column("load", unit: "max/mean", key: "load", kind: .real(digits: 2)),
            Report.Column("time", key: "time_seconds", kind: .duration),
            Report.Column("hidden", key: "hidden", kind: .real(digits: 1), isDetail: true),
        ])
        first.append([
            "a change", "a|b", 1234, .share(0.125, error: 0.0625), .real(1.005), .duration(.microseconds(1500)),
            .real(0.1),
        ])
        first.append(["a change", "say \"hi\", twice", 0, .none, .real(.nan), .duration(.nanoseconds(40)), .none])
        var second = Report.Table(columns: [
            Report.Column("what", key: "what", kind: .text),
            Report.Column("name", key: "name", kind: .text),
            Report.Column("other", key: "other", kind: .integer),
        ])
        second.append(["another", "line\r\nbreak", -5])
        return Report(
            title: "A report",
            header: [HeaderLine("machine", "tab\there"), HeaderLine("keys", 1_000_000)],
            introduction: ["What *moved* means."],
            sections: [
                Section(title: "First", prose: "Some prose.", facts: [Fact("nodes", 10)], table: first),
                Section(title: "Second", facts: [Fact("nodes", 100)], table: second),
            ],
            summary: Section(title: "Summary", prose: "All is well.", table: Report.Table(columns: []))
        )
    }
}
