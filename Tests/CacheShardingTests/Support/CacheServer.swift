#if Caches
    import Foundation
    import LoadBalancing
    import NIOCore
    import NIOPosix
    import Testing

    /// A memcached or Redis server of a test's own, on an address of the loopback network.
    final class CacheServer: @unchecked Sendable {
        // Unchecked: one test has it, and calls it from one task at a time.
        enum Kind: String, CaseIterable, Sendable {
            case memcached
            case redis = "redis-server"
        }

        /// In CI a missing program must fail the tests, not leave them out.
        static var areExpected: Bool {
            ProcessInfo.processInfo.environment["CI"] == "true"
                || Kind.allCases.allSatisfy { program($0.rawValue) != nil }
        }

        struct Failure: Error, CustomStringConvertible {
            let description: String
        }

        let kind: Kind
        let host: String
        let port: Int
        private let arguments: [String]
        private var process: Process?
        /// Of the server itself; the process ends it should the tests crash.
        private var serverID: Int32?

        /// How long a server runs at most, in seconds.
        private static let lifetime = "180"

        /// Starts a server. It answers once this has returned.
        ///
        /// - Parameter arguments: more of them.
        init(
            _ kind: Kind,
            host: String = "127.\(Int.random(in: 1...254)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))",
            port: Int = .random(in: 20_000..<30_000),
            arguments: [String] = []
        ) throws {
            self.kind = kind
            self.host = host
            self.port = port
            self.arguments = arguments
            try start()
        }

        deinit { kill() }

        var endpoint: Endpoint { Endpoint(host: host, port: port) }
        var id: EndpointID { endpoint.id }

        static func program(_ name: String) -> String? {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            // Who is not root may have no /usr/sbin on the path.
            return (path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/sbin", "/usr/local/bin"])
                .map { "\($0)/\(name)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }

        private var commandLine: [String] {
            switch kind {
            case .memcached:
                ["-l", host, "-p", "\(port)", "-U", "0", "-t", "1", "-m", "64"]
                    + (getuid() == 0 ? ["-u", "root"] : []) + arguments
            case .redis:
                [
                    "--bind", host, "--port", "\(port)", "--save", "", "--appendonly", "no", "--daemonize", "no",
                    "--dir", NSTemporaryDirectory(), "--protected-mode", "no",
                ] + arguments
            }
        }

        /// Starts it, or starts it again with nothing in it.
        func start() throws {
            guard let program = Self.program(kind.rawValue) else {
                throw Failure(
                    description: "\(kind.rawValue) is not installed: run Scripts/install-system-packages.sh --tests"
                )
            }
            guard let limit = Self.program("timeout") else { throw Failure(description: "timeout is not installed") }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: limit)
            process.arguments = ["-s", "KILL", Self.lifetime, program] + commandLine
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            self.process = process
            let end = Date() + 10
            while process.isRunning, Date() < end {
                // A connection is made once it listens.
                if isListening {
                    let id = process.processIdentifier
                    let children = try? String(contentsOfFile: "/proc/\(id)/task/\(id)/children", encoding: .utf8)
                    serverID = children.flatMap { Int32($0.split(separator: " ").first ?? "") }
                    return
                }
                usleep(1000)
            }
            process.terminate()
            throw Failure(description: "\(kind.rawValue) did not start at \(host):\(port)")
        }

        private var isListening: Bool {
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let attempt = ClientBootstrap(group: loop).connect(host: host, port: port)
            return (try? attempt.flatMap { $0.close() }.wait()) != nil
        }

        /// Ends it at once, with all that is in it.
        func kill() {
            signal(SIGKILL)
            process?.waitUntilExit()
            (process, serverID) = (nil, nil)
        }

        /// Keeps it from answering, without ending it. Returns when all its threads stand still.
        func pause() {
            signal(SIGSTOP)
            while let serverID, process?.isRunning == true, !Self.standsStill(serverID) { sched_yield() }
        }

        func resume() { signal(SIGCONT) }

        private static func standsStill(_ id: Int32) -> Bool {
            let tasks = "/proc/\(id)/task"
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
            return threads.allSatisfy { thread in
                // The state stands behind the program's name, which is in brackets: `T` for stopped.
                let status = try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)
                return status.map { $0.split(separator: ")").last?.hasPrefix(" T") == true } ?? true
            }
        }

        private func signal(_ number: Int32) {
            guard let serverID, process?.isRunning == true else { return }
            _ = Foundation.kill(serverID, number)
        }
    }

    extension Trait where Self == ConditionTrait {
        /// Memcached and Redis are installed, or have to be.
        static var needsCacheServers: Self {
            .enabled(
                if: CacheServer.areExpected,
                "memcached or redis-server is not installed: run Scripts/install-system-packages.sh --tests"
            )
        }
    }
#endif
