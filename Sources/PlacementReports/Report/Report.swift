/// What an experiment found, before anybody decided how it is to look.
///
/// Numbers are numbers here: a renderer of text rounds them, one of CSV or JSON writes all their digits.
///
/// ```swift
/// let text = ReportFormat.text.render(report)
/// ```
public struct Report: Hashable, Sendable {
    /// One thing to know before reading any number: the machine, the compiler, a seed.
    public struct HeaderLine: Hashable, Sendable {
        /// What it is, in a word or two; different in every line.
        public var name: String
        /// What it was.
        public var value: Cell

        /// A line of a header.
        public init(_ name: String, _ value: Cell) {
            self.name = name
            self.value = value
        }
    }

    /// What was done, in one line.
    public var title: String
    /// Where and with what it was done.
    public var header: [HeaderLine]
    /// What the columns mean, a paragraph each.
    public var introduction: [String]
    /// The numbers.
    public var sections: [Section]
    /// What the numbers say, worked out from them; its table is not part of the CSV.
    public var summary: Section?

    /// A report of these parts.
    public init(
        title: String,
        header: [HeaderLine] = [],
        introduction: [String] = [],
        sections: [Section] = [],
        summary: Section? = nil
    ) {
        self.title = title
        self.header = header
        self.introduction = introduction
        self.sections = sections
        self.summary = summary
    }
}

extension Report {
    /// A table, and what to know about it.
    public struct Section: Hashable, Sendable {
        /// A heading.
        public var title: String
        /// A sentence or two about the numbers below.
        public var prose: String
        /// What all rows of the table have in common, as columns with their values: in CSV they stand before each row.
        public var facts: [Fact]
        /// The numbers.
        public var table: Table

        /// A section of these parts.
        public init(title: String, prose: String = "", facts: [Fact] = [], table: Table) {
            self.title = title
            self.prose = prose
            self.facts = facts
            self.table = table
        }
    }

    /// A value that all rows of a table share.
    public struct Fact: Hashable, Sendable {
        /// The name under which programs find it, in `snake_case`.
        public var key: String
        /// The value.
        public var value: Cell

        /// A value that all rows of a table share.
        public init(_ key: String, _ value: Cell) {
            self.key = key
            self.value = value
        }
    }
}
