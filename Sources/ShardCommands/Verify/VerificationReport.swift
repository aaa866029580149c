#if Peers
    import PeerPlacements
    import PlacementReports

    extension [Verification] {
        /// Agreement per file and in all, and the differences that were kept.
        func report() -> Report {
            var files = Report.Table(columns: Self.fileColumns)
            var differences = Report.Table(columns: Self.differenceColumns)
            var (keys, agreeing) = (0, 0)
            for verification in self {
                guard case .success(let agreement) = verification.result else {
                    files.append(
                        [.text("not checked"), .text(verification.file)] + Array<Cell>(repeating: .none, count: 5)
                    )
                    continue
                }
                keys += agreement.check.keys
                agreeing += agreement.check.agreeing
                files.append([
                    .text(agreement.peer),
                    .text(verification.file),
                    .text(agreement.policy),
                    .integer(agreement.nodes),
                    .integer(agreement.check.keys),
                    .integer(agreement.check.agreeing),
                    .integer(agreement.check.keys - agreement.check.agreeing),
                ])
                for difference in agreement.check.differences {
                    differences.append([
                        .text(verification.file), .text(difference.key), .text(difference.theirs),
                        .text(difference.ours),
                    ])
                }
            }
            files.append([
                .text("in all"), .text("\(count) \(count == 1 ? "file" : "files")"), .none, .none, .integer(keys),
                .integer(agreeing), .integer(keys - agreeing),
            ])
            var sections = [Report.Section(title: "Agreement", table: files)]
            if !differences.rows.isEmpty {
                sections.append(
                    Report.Section(title: "The first differences", table: differences)
                )
            }
            return Report(
                title: "Where a peer put keys, and where this package puts them",
                header: [Report.HeaderLine("package", .text("swift-sharding \(PackageVersion.current)"))],
                sections: sections
            )
        }

        private static var fileColumns: [Report.Column] {
            [
                Report.Column("peer", key: "peer", kind: .text),
                Report.Column("file", key: "file", kind: .text),
                Report.Column("policy", key: "policy", kind: .text),
                Report.Column("nodes", key: "nodes", kind: .integer),
                Report.Column("keys", key: "keys", kind: .integer),
                Report.Column("agree", key: "agreeing_keys", kind: .integer),
                Report.Column("differ", key: "differing_keys", kind: .integer),
            ]
        }

        private static var differenceColumns: [Report.Column] {
            [
                Report.Column("file", key: "file", kind: .text),
                Report.Column("key", key: "key", kind: .text),
                Report.Column("theirs", key: "theirs", kind: .text),
                Report.Column("ours", key: "ours", kind: .text),
            ]
        }
    }
#endif
