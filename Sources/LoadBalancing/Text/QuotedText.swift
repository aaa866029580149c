extension String {
    /// In quotes, shortened, and without what could move a terminal's cursor or begin a line of its own in a log: for text
    /// that came from outside.
    package var quoted: String { "“\(printable)”" }

    /// The same without the quotes.
    package var printable: String {
        let limit = 300
        let shown = unicodeScalars.prefix(limit).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
            default: String(scalar)
            }
        }
        return shown.joined() + (unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
    }
}
