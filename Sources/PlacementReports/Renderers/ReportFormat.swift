/// The ways a report can be written down.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// Aligned columns for a terminal.
    case text
    /// Headings and pipe tables, as GitHub shows them.
    case markdown
    /// One flat table, RFC 4180: see ``render(_:)``.
    case csv
    /// One JSON object: see ``render(_:)``.
    case json

    /// The report, as text that ends with a line break.
    ///
    /// **CSV** is one table with a line of names first: `section`, the sections' facts, then all columns that any section
    /// has; a section without a column leaves it empty. Numbers are raw: shares are parts of 1, with the half width of
    /// their 95 % interval in a column of its own (`…_error`), durations are seconds, nothing is rounded. Lines end in
    /// CR LF. A flat table has no place for the header, the prose and the summary: take
    /// JSON for these.
    ///
    /// **JSON** has the same names and numbers:
    ///
    /// ```json
    /// {
    ///   "title": "…",
    ///   "header": {"package": "…", "seed": "…"},
    ///   "introduction": ["…"],
    ///   "sections": [
    ///     {
    ///       "title": "…",
    ///       "prose": "…",
    ///       "facts": {"nodes": 10},
    ///       "columns": [{"key": "moved_share", "name": "moved", "unit": "of keys", "kind": "share"}],
    ///       "rows": [{"moved_share": 0.0909, "moved_share_error": 0.0006}]
    ///     }
    ///   ],
    ///   "summary": {"title": "…", "prose": "…", "facts": {}, "columns": [], "rows": []}
    /// }
    /// ```
    ///
    /// `kind` is `text`, `integer`, `real`, `share` (in [0, 1]) or `duration` (in seconds). A value that is not there is
    /// `null`, and so is a summary where there is none.
    public func render(_ report: Report) -> String {
        switch self {
        case .text: TextRenderer.render(report)
        case .markdown: MarkdownRenderer.render(report)
        case .csv: CSVRenderer.render(report)
        case .json: JSONRenderer.render(report)
        }
    }
}
