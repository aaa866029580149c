/// A report as one JSON object; ``ReportFormat/render(_:)`` documents its schema.
enum JSONRenderer {
    static func render(_ report: Report) -> String {
        JSON.object([
            ("title", .string(report.title)),
            ("header", .object(report.header.flatMap { members(keys: $0.value.keys($0.name), $0.value) })),
            ("introduction", .array(report.introduction.map(JSON.string))),
            ("sections", .array(report.sections.map(json))),
            ("summary", report.summary.map(json) ?? .null),
        ]).text() + "\n"
    }

    private static func json(_ section: Report.Section) -> JSON {
        let table = section.table
        return .object([
            ("title", .string(section.title)),
            ("prose", .string(section.prose)),
            ("facts", .object(section.facts.flatMap { members(keys: $0.value.keys($0.key), $0.value) })),
            ("columns", .array(table.columns.map(json))),
            (
                "rows",
                .array(
                    table.rows.map { row in
                        .object(zip(table.columns, row).flatMap { members(keys: $0.keys, $1) })
                    }
                )
            ),
        ])
    }

    private static func json(_ column: Report.Column) -> JSON {
        .object([
            ("key", .string(column.key)),
            ("name", .string(column.name)),
            ("unit", .string(column.unit)),
            ("kind", .string(name(of: column.kind))),
        ])
    }

    private static func name(of kind: Report.Column.Kind) -> String {
        switch kind {
        case .text: "text"
        case .integer: "integer"
        case .real: "real"
        case .share: "share"
        case .duration: "duration"
        }
    }

    private static func members(keys: [String], _ cell: Cell) -> [(String, JSON)] {
        let values = cell.rawValues
        // A cell that is not there has one value, its column perhaps two names.
        return keys.enumerated().map { position, key in
            guard position < values.count, let value = values[position] else { return (key, .null) }
            switch value {
            case .text(let text): return (key, .string(text))
            case .number(let number): return (key, .number(number))
            }
        }
    }
}
