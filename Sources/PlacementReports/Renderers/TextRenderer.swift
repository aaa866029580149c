/// A report for a terminal: prose wrapped, columns aligned, a group's name on a line of its own above its rows.
enum TextRenderer {
    /// How many characters a line of prose may have. A table is as wide as its columns.
    static let width = 116
    /// The most characters a table may have before its columns move closer together.
    static let tableWidth = 120

    static func render(_ report: Report) -> String {
        var blocks = [heading(report.title, underline: "=")]
        if !report.header.isEmpty {
            let nameWidth = report.header.map(\.name.count).max() ?? 0
            blocks.append(
                report.header.map { pad($0.name, to: nameWidth, .left) + "  " + printable($0.value.text(digits: 3)) }
                    .joined(separator: "\n")
            )
        }
        if !report.introduction.isEmpty {
            blocks.append(report.introduction.map { wrap($0) }.joined(separator: "\n"))
        }
        for section in report.sections + [report.summary].compactMap(\.self) {
            blocks.append(render(section))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func render(_ section: Report.Section) -> String {
        var lines = [heading(section.title, underline: "-")]
        if !section.prose.isEmpty {
            lines.append(wrap(section.prose))
        }
        if !section.table.rows.isEmpty {
            lines.append("")
            lines.append(contentsOf: render(section.table))
        }
        return lines.joined(separator: "\n")
    }

    private static func render(_ table: Report.Table) -> [String] {
        let places = table.readPlaces
        let columns = places.map { table.columns[$0] }
        let groups = table.groups.map { group in
            (
                name: printable(group.name),
                rows: group.rows.map { row in places.map { printable(table.columns[$0].text(of: row[$0])) } }
            )
        }
        let head = [columns.map(\.name)] + (columns.contains { !$0.unit.isEmpty } ? [columns.map(\.unit)] : [])
        let widths = columns.indices.map { column in
            (head + groups.flatMap(\.rows)).map { $0[column].count }.max() ?? 0
        }
        let isWide = widths.reduce(0) { $0 + 2 + $1 } > tableWidth
        func line(_ cells: [String]) -> String {
            let padded = columns.indices.map { pad(cells[$0], to: widths[$0], columns[$0].alignment) }
            return trimmed("  " + padded.joined(separator: isWide ? " " : "  "))
        }
        var lines = head.map(line)
        lines.append(line(widths.map { String(repeating: "-", count: $0) }))
        for group in groups {
            lines.append(group.name)
            lines.append(contentsOf: group.rows.map(line))
        }
        return lines
    }

    private static func heading(_ title: String, underline: String) -> String {
        let title = printable(title)
        return title + "\n" + String(repeating: underline, count: title.count)
    }

    /// The text on one line, without anything that would move a terminal's cursor: a name may come from outside.
    private static func printable(_ text: String) -> String {
        String(text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0 })
    }

    private static func pad(_ text: String, to width: Int, _ alignment: Report.Column.Alignment) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return alignment == .left ? text + space : space + text
    }

    private static func trimmed(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }

    /// Breaks prose between words.
    private static func wrap(_ prose: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in printable(prose).split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(word)
            } else {
                line += line.isEmpty ? String(word) : " " + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
