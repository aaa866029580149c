/// A report in Markdown, with tables as GitHub reads them.
enum MarkdownRenderer {
    static func render(_ report: Report) -> String {
        var blocks = ["# " + escaped(report.title)]
        if !report.header.isEmpty {
            blocks.append(
                report.header.map { "- **\(escaped($0.name))**: \(escaped($0.value.text(digits: 3)))" }
                    .joined(separator: "\n")
            )
        }
        blocks.append(contentsOf: report.introduction.map(escaped))
        for section in report.sections + [report.summary].compactMap(\.self) {
            blocks.append("## " + escaped(section.title))
            if !section.prose.isEmpty {
                blocks.append(escaped(section.prose))
            }
            if !section.table.rows.isEmpty {
                blocks.append(render(section.table))
            }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func render(_ table: Report.Table) -> String {
        let places = [0] + table.readPlaces
        let columns = places.map { table.columns[$0] }
        var lines = [
            line(columns.map { $0.unit.isEmpty ? $0.name : "\($0.name), \($0.unit)" }),
            "| " + columns.map { $0.alignment == .left ? ":--" : "--:" }.joined(separator: " | ") + " |",
        ]
        for group in table.groups {
            for (position, row) in group.rows.enumerated() {
                // A group's name stands in its first row only, so that the eye finds where it begins.
                let cells = places.map { $0 == 0 && position > 0 ? "" : table.columns[$0].text(of: row[$0]) }
                lines.append(line(cells))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    /// The text with what Markdown would take for itself made harmless, on one line.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", "|", "*", "_", "`", "<", "[", "]": escaped += "\\\(character)"
            case "\n", "\r", "\r\n": escaped += " "
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
