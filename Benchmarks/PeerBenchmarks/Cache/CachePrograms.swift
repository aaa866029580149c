#if Peers && Caches
    import CommandLineSupport
    import Foundation

    /// A server for the length of the experiment.
    final class CacheProgram {
        let port: Int
        private let process = Process()

        /// How long a server runs at most, in seconds.
        private static let lifetime = "300"

        private init(_ program: String, _ arguments: [String], port: Int) throws {
            self.port = port
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["timeout", "-s", "KILL", Self.lifetime, program] + arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let end = Date() + 10
            while process.isRunning, Date() < end {
                if Self.isListening(port) { return }
                usleep(2000)
            }
            throw Failure(.systemError, "\(program) did not start on port \(port)")
        }

        deinit {
            // Not terminated: who is started from a thread of Dispatch's has that signal blocked. `timeout` ends with it.
            for id in serverIDs { kill(id, SIGKILL) }
            process.waitUntilExit()
        }

        private static func isListening(_ port: Int) -> Bool {
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }

        static func find(_ name: String) -> String? {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            return (path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/bin"])
                .map { "\($0)/\(name)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }

        static func memcached(port: Int) throws -> CacheProgram {
            guard let program = find("memcached") else {
                throw Failure(.unavailable, "memcached is not installed; install memcached (Debian, Ubuntu)")
            }
            let user = getuid() == 0 ? ["-u", "root"] : []
            let options = ["-l", "127.0.0.1", "-p", "\(port)", "-U", "0", "-t", "1", "-m", "256"]
            return try CacheProgram(program, options + user, port: port)
        }

        /// twemproxy in front of servers; `nil` if it is not installed.
        static func twemproxy(port: Int, servers: [CacheProgram], folder: URL) throws -> CacheProgram? {
            guard let program = find("nutcracker") else { return nil }
            let configuration = """
                cache:
                  listen: 127.0.0.1:\(port)
                  hash: fnv1a_64
                  distribution: ketama
                  timeout: 1000
                  server_connections: 1
                  servers:
                \(servers.map { "   - 127.0.0.1:\($0.port):1" }.joined(separator: "\n"))

                """
            let file = folder.appendingPathComponent("nutcracker.yml")
            try Data(configuration.utf8).write(to: file)
            return try CacheProgram(
                program,
                ["-c", file.path, "-s", "\(port + 1)", "-a", "127.0.0.1", "-o", "/dev/null", "-v", "0"],
                port: port
            )
        }

        /// Those that the process has started.
        private var serverIDs: [Int32] {
            let parent = process.processIdentifier
            let children = try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
            return children?.split(separator: " ").compactMap { Int32($0) } ?? []
        }

        /// Seconds of processor time that the server has taken.
        var processorTime: Double {
            let ticks = serverIDs.reduce(0.0) { sum, id in
                let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
                // Behind the program's name, which is in brackets: the 12th and 13th are its times.
                let fields = status?.split(separator: ")").last?.split(separator: " ") ?? []
                return sum + (fields.count > 12 ? (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0) : 0)
            }
            return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        }
    }
#endif
