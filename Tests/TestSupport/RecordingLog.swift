import LoadBalancing
public import Logging

/// A log that keeps its lines, and lets a test wait for one.
public final class RecordingLog: Sendable {
    public struct Line: Sendable, CustomStringConvertible {
        public var level: Logger.Level
        public var message: String
        public var metadata: Logger.Metadata

        public var endpoint: String? { metadata["lb.endpoint"].map { "\($0)" } }
        public var error: String? { metadata["error"].map { "\($0)" } }
        /// What it says of a request's attempts.
        public var attempts: [String] {
            if case .array(let attempts) = metadata["lb.attempts"] { attempts.map { "\($0)" } } else { [] }
        }

        public var description: String { "\(level) \(message) \(endpoint ?? "") \(error ?? "")" }
    }

    private struct State {
        var lines: [Line] = []
        var waiters: [(isIt: @Sendable ([Line]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Locked(State())
    private let level: Logger.Level

    /// - Parameter level: of the least of the lines that are kept.
    public init(level: Logger.Level = .trace) {
        self.level = level
    }

    public var lines: [Line] { state.withLock { $0.lines } }
    /// Those of requests that ended badly.
    public var requests: [Line] { lines.filter { $0.metadata["lb.attempts"] != nil } }
    public var logger: Logger { Logger(label: "test") { _ in Handler(log: self, logLevel: self.level) } }

    public func count(_ message: String) -> Int {
        lines.count { $0.message.contains(message) }
    }

    /// Returns once a line says this, of this endpoint if one is named, so many times. A test that waits in vain is ended by its
    /// time limit.
    public func wait(for message: String, of endpoint: String? = nil, count: Int = 1) async {
        await wait { lines in
            lines.count { $0.message.contains(message) && (endpoint == nil || $0.endpoint == endpoint) } >= count
        }
    }

    private func wait(until isIt: @escaping @Sendable ([Line]) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if isIt(state.lines) { return true }
                state.waiters.append((isIt, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func add(_ line: Line) {
        let satisfied = state.withLock { state in
            state.lines.append(line)
            let lines = state.lines
            let satisfied = state.waiters.filter { $0.isIt(lines) }
            state.waiters.removeAll { $0.isIt(lines) }
            return satisfied
        }
        for waiter in satisfied { waiter.continuation.resume() }
    }

    private struct Handler: LogHandler {
        let log: RecordingLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level

        init(log: RecordingLog, logLevel: Logger.Level) {
            self.log = log
            self.logLevel = logLevel
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            log.add(Line(level: event.level, message: "\(event.message)", metadata: all))
        }
    }
}
