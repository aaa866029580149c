#if StickySessions && FileDiscovery
    import Foundation
    import RunningPrograms
    import Testing

    /// The article "Sessions that stay", with its processes and its curl.
    @Suite("The example: three apps that count visits, and a proxy", .serialized, .timeLimit(.minutes(2)))
    struct ExampleTests {
        struct NotAnswering: Error {}

        final class World {
            let program = Program("VisitCounter").url
            let folder: URL
            private(set) var processes: [Int: Process] = [:]

            init() throws {
                folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                    "visits-\(UUID().uuidString.prefix(8))"
                )
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }

            deinit {
                for process in processes.values where process.isRunning {
                    process.terminate()
                    process.waitUntilExit()
                }
                try? FileManager.default.removeItem(at: folder)
            }

            func start(_ arguments: [String], port: Int) throws {
                let process = Process()
                process.executableURL = program
                process.arguments = arguments
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                processes[port] = process
            }

            func kill(_ port: Int) {
                guard let process = processes[port] else { return }
                Foundation.kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }

            func list(_ ports: [Int]) throws {
                let lines = ports.map { "- {host: 127.0.0.1, port: \($0)}\n" }.joined()
                try Data(lines.utf8).write(to: folder.appendingPathComponent("servers.yaml"), options: .atomic)
            }

            /// What curl prints, with the cookies of a user's jar.
            func curl(_ port: Int, user: String, path: String = "/") throws -> String {
                let process = Process()
                let output = Pipe()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments = [
                    "curl", "-s", "-m", "10", "-b", "\(user).jar", "-c", "\(user).jar",
                    "http://127.0.0.1:\(port)\(path)?user=\(user)",
                ]
                process.currentDirectoryURL = folder
                process.standardOutput = output
                try process.run()
                let bytes = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                return String(decoding: bytes, as: UTF8.self)
            }

            /// The port that an answer begins with.
            func home(_ answer: String) throws -> Int {
                guard let port = Int(String(answer.prefix { $0 != ":" })) else { throw NotAnswering() }
                return port
            }

            func waitUntilAnswering(_ port: Int) async throws {
                for _ in 0..<600 {
                    if try curl(port, user: "waiting").contains("visit") { return }
                    try await Task.sleep(for: .milliseconds(100))
                }
                throw NotAnswering()
            }
        }

        @Test("Visits are counted on one server each; when it is killed, on another; a new one takes none away")
        func visits() async throws {
            let world = try World()
            let first = Int.random(in: 20_000..<30_000)
            let ports = (0..<4).map { first + $0 * 7 }
            let proxy = first + 100
            for port in ports[..<3] { try world.start(["app", "\(port)"], port: port) }
            for port in ports[..<3] { try await world.waitUntilAnswering(port) }
            try world.list(Array(ports[..<3]))
            try world.start(
                ["proxy", "\(proxy)", world.folder.appendingPathComponent("servers.yaml").path],
                port: proxy
            )
            try await world.waitUntilAnswering(proxy)

            let users = (0..<9).map { "u\($0)" }
            var homes: [String: Int] = [:]
            for user in users {
                let answer = try world.curl(proxy, user: user)
                homes[user] = try world.home(answer)
                for visit in 2...3 {
                    #expect(try world.curl(proxy, user: user) == "\(homes[user] ?? 0): visit \(visit)\n")
                }
            }
            #expect(Set(homes.values) == Set(ports[..<3]))

            // One is added, and others come to it: nobody moves.
            try world.start(["app", "\(ports[3])"], port: ports[3])
            try await world.waitUntilAnswering(ports[3])
            try world.list(ports)
            var newcomers = 0
            repeat {
                newcomers += 1
                try #require(newcomers < 10_000, "nobody comes to the server that was added")
            } while try world.home(world.curl(proxy, user: "newcomer\(newcomers)")) != ports[3]
            for user in users { #expect(try world.curl(proxy, user: user) == "\(homes[user] ?? 0): visit 4\n") }

            // One dies: its users go on elsewhere from there on, the others stay.
            world.kill(ports[0])
            for user in users where homes[user] == ports[0] {
                let answer = try world.curl(proxy, user: user)
                let home = try world.home(answer)
                #expect(home != ports[0] && answer.hasSuffix(": visit 1\n"))
                #expect(try world.curl(proxy, user: user) == "\(home): visit 2\n")
            }
            for user in users where homes[user] != ports[0] {
                #expect(try world.curl(proxy, user: user) == "\(homes[user] ?? 0): visit 5\n")
            }
        }
    }
#endif
