import CommandLineSupport

/// A line on standard error that grows while work is done. Shows nothing where standard error is no terminal.
package struct ProgressBar {
    private let isShown = StandardError.isTerminal

    package init() {}

    /// Shows a bar while something is done that tells how far it is, and what comes next.
    package static func during<Result>(
        _ body: (_ progress: (Double, String) -> Void) async throws -> Result
    ) async rethrows -> Result {
        let bar = ProgressBar()
        defer { bar.clear() }
        return try await body { bar.show(fraction: $0, next: $1) }
    }

    package func show(fraction: Double, next: String) {
        guard isShown else { return }
        let width = 30
        let done = Int((fraction * Double(width)).rounded(.down))
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
        let percent = Int(fraction * 100)
        StandardError.put("\r\u{1B}[K\(bar) \(percent) %  \(next)")
    }

    /// Takes the line away again.
    package func clear() {
        guard isShown else { return }
        StandardError.put("\r\u{1B}[K")
    }
}
