#if GRPC
    import Foundation
    import Testing

    /// A gRPC client by grpcio that answers line by line; see `Peers/ring_hash_client.py`.
    final class PythonPeer: @unchecked Sendable {
        // Unchecked: one test has it, and calls it from one task at a time.
        private let process = Process()
        private let input = Pipe()
        private let output = Pipe()

        /// Where Scripts/install-system-packages.sh puts it.
        private static var interpreter: URL {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent(".build-python/bin/python3")
        }

        /// Whether tests that need it should run: in CI they must, elsewhere they do where it is installed.
        static var isExpected: Bool {
            ProcessInfo.processInfo.environment["CI"] == "true"
                || FileManager.default.isExecutableFile(atPath: interpreter.path)
        }

        /// What to say of tests that do not run.
        static let isMissing: Comment = "grpcio is not installed: run Scripts/install-system-packages.sh --tests"

        init(_ script: String, _ arguments: [String]) throws {
            guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
            process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
            process.arguments =
                ["-s", "KILL", "120", Self.interpreter.path, folder.appendingPathComponent("Peers/\(script)").path]
                + arguments
            process.standardInput = input
            process.standardOutput = output
            try process.run()
        }

        deinit { end() }

        /// Ends it with all of its connections.
        func end() {
            guard process.isRunning else { return }
            // The whole group, of which `timeout` is the leader.
            kill(-process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        /// Writes a line, and gives those that are answered, up to an empty one.
        func ask() async throws -> [String] {
            try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
            let file = output.fileHandleForReading
            return await withCheckedContinuation { continuation in
                // Reading waits: not in a thread that tasks need.
                Thread.detachNewThread {
                    var text = Data()
                    while case let data = file.availableData, !data.isEmpty {
                        text += data
                        if text.suffix(2) == Data("\n\n".utf8) { break }
                    }
                    continuation.resume(
                        returning: String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
                    )
                }
            }
        }
    }
#endif
