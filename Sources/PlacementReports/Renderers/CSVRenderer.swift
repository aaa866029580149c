/// A report's tables as one flat table after RFC 4180: raw numbers, lines that end in CR LF.
enum CSVRenderer {
    static func render(_ report: Report) -> String {
        let keys = orderedUnion(
            report.sections.map { section in
                section.facts.flatMap { $0.value.keys($0.key) }
            } + report.sections.map { $0.table.columns.flatMap(\.keys) }
        )
        var lines = [(["section"] + keys).map(quoted)]
        for section in report.sections {
            let facts = section.facts.flatMap { zip($0.value.keys($0.key), $0.value.rawValues) }
            for row in section.table.rows {
                var values: [String: RawValue] = [:]
                for (key, value) in facts + zip(section.table.columns, row).flatMap(pairs) {
                    values[key] = value
                }
                lines.append([quoted(section.title)] + keys.map { values[$0].map(field) ?? "" })
            }
        }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private static func pairs(_ column: Report.Column, _ cell: Cell) -> [(String, RawValue?)] {
        Array(zip(column.keys, cell.rawValues))
    }

    private static func field(_ value: RawValue) -> String {
        switch value {
        case .number(let number): number
        case .text(let text): quoted(text)
        }
    }

    /// In quotes if it holds anything that would end a field.
    private static func quoted(_ text: String) -> String {
        // By scalars: a CR LF is one character, which is neither "\r" nor "\n".
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// All names of some lists, each once, in the order in which they first appear.
    private static func orderedUnion(_ lists: [[String]]) -> [String] {
        var seen: Set<String> = []
        return lists.joined().filter { seen.insert($0).inserted }
    }
}
