extension Report {
    /// Rows of typed cells under typed columns.
    public struct Table: Hashable, Sendable {
        /// The columns. The first one names a row's group: rows with the same value there belong together.
        public let columns: [Column]

        /// The rows, each with a cell for every column.
        public private(set) var rows: [[Cell]] = []

        /// A table without rows.
        public init(columns: [Column]) {
            self.columns = columns
        }

        /// Adds a row, which must have a cell of the right kind, or ``Cell/none``, for every column.
        public mutating func append(_ row: [Cell]) {
            precondition(
                row.count == columns.count && zip(columns, row).allSatisfy { $0.holds($1) },
                "a row must have one cell of the column's kind for each of the columns \(columns.map(\.key)), not \(row)"
            )
            rows.append(row)
        }

        /// The columns that people read, beside the one that names the group: their places.
        var readPlaces: [Int] { columns.indices.dropFirst().filter { !columns[$0].isDetail } }

        /// The rows group by group, in order.
        var groups: [(name: String, rows: [[Cell]])] {
            var groups: [(name: String, rows: [[Cell]])] = []
            for row in rows {
                let name = columns[0].text(of: row[0])
                if groups.last?.name == name {
                    groups[groups.count - 1].rows.append(row)
                } else {
                    groups.append((name, [row]))
                }
            }
            return groups
        }
    }

    /// What stands in one place of each row.
    public struct Column: Hashable, Sendable {
        /// What kind of value a column holds.
        public enum Kind: Hashable, Sendable {
            /// Words.
            case text
            /// Counts.
            case integer
            /// Other numbers, shown with this many digits behind the point.
            case real(digits: Int)
            /// Parts of a whole with their error, shown in per cent.
            case share
            /// Durations, shown in the unit that fits.
            case duration
        }

        /// To which side of the column its values stand.
        public enum Alignment: Hashable, Sendable {
            /// Words.
            case left
            /// Numbers, so that their digits stand above each other.
            case right
        }

        /// What people read above the column.
        public var name: String
        /// What the numbers count or measure, for people; may be empty.
        public var unit: String
        /// The name under which programs find the column, in `snake_case`. A share has a second one with `_error` behind
        /// it.
        public var key: String
        /// What the column holds.
        public var kind: Kind
        /// To which side the values stand.
        public var alignment: Alignment
        /// True if only programs get to see it: people find it in CSV and JSON when they want it.
        public var isDetail: Bool

        /// A column; words stand to the left, numbers to the right.
        public init(_ name: String, unit: String = "", key: String, kind: Kind, isDetail: Bool = false) {
            self.name = name
            self.unit = unit
            self.key = key
            self.kind = kind
            self.alignment = kind == .text ? .left : .right
            self.isDetail = isDetail
        }

        /// The names under which programs find the column's values, two if it holds shares.
        var keys: [String] { kind == .share ? Cell.shareKeys(key) : [key] }

        /// True if the column is made for such a cell.
        func holds(_ cell: Cell) -> Bool {
            switch (kind, cell) {
            case (_, .none), (.text, .text), (.integer, .integer), (.real, .real), (.share, .share),
                (.duration, .duration):
                true
            default:
                false
            }
        }

        /// The cell as people read it in this column.
        func text(of cell: Cell) -> String {
            if case .real(let digits) = kind { return cell.text(digits: digits) }
            return cell.text(digits: 0)
        }
    }
}
