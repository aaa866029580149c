#if HTTP
    import LoadBalancing
    import Logging

    /// A log that keeps its warnings and errors.
    final class RecordingLog: Sendable {
        struct Line: Sendable {
            var level: Logger.Level
            var message: String
            var metadata: Logger.Metadata

            /// What it says of a request's attempts.
            var attempts: [String] {
                if case .array(let attempts) = metadata["lb.attempts"] { attempts.map { "\($0)" } } else { [] }
            }
        }

        private let state = Locked<[Line]>([])

        var lines: [Line] { state.withLock { $0 } }
        /// Those of requests that ended badly.
        var requests: [Line] { lines.filter { $0.metadata["lb.attempts"] != nil } }
        var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

        private struct Handler: LogHandler {
            let log: RecordingLog
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.warning

            subscript(metadataKey key: String) -> Logger.Metadata.Value? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }

            func log(event: LogEvent) {
                let all = metadata.merging(event.metadata ?? [:]) { $1 }
                log.state.withLock {
                    $0.append(Line(level: event.level, message: "\(event.message)", metadata: all))
                }
            }
        }
    }
#endif
