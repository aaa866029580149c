import Dispatch
import Foundation

/// A name server of a test's own: Knot DNS on an address of the loopback network, with records that may change.
///
/// It writes its zones in a folder of its own, and both are gone with it.
public final class NameServer: @unchecked Sendable {
    // Unchecked: one test has it, and calls it from one task at a time.

    /// Why a server could not be started.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Such as `127.31.5.200`, which no other test uses.
    public let host: String
    public let port: Int
    /// Host and port.
    public var address: String { "\(host):\(port)" }

    private let folder: URL
    private let programs: (server: URL, control: URL, limit: URL)
    private var serial = 0
    private var process: Process?
    /// Of the server itself; the process is what ends it should the tests crash.
    private var serverID: Int32?

    /// How long a server runs at most, in seconds.
    private static let lifetime = "180"

    /// Whether tests that need it should run.
    public static var isExpected: Bool { ServerProgram.areExpected("knotd", "knotc") }

    /// What to say of tests that do not run.
    public static let isMissing = ServerProgram.isMissing("Knot DNS")

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - zones: the records of each domain as in a zone file; SOA and NS are added. `nil` for a domain whose file is
    ///     missing, so that the server answers SERVFAIL.
    ///   - port: any, unless given.
    public init(_ zones: [String: String?], port: Int = Int.random(in: 20_000..<30_000)) throws {
        guard let programs = Self.find() else { throw Failure(description: Self.isMissing) }
        self.programs = programs
        self.port = port
        host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("knot-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var configuration = """
            server:
                rundir: "\(folder.path)"
                listen: \(host)@\(port)
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            control:
                listen: "\(folder.path)/control"
            database:
                storage: "\(folder.path)"
            log:
              - target: stderr
                any: info
            template:
              - id: default
                storage: "\(folder.path)"
                zonefile-sync: -1
                zonefile-load: whole
                journal-content: none
                semantic-checks: off
            zone:

            """
        for (domain, records) in zones {
            configuration += "  - domain: \(domain)\n"
            if let records { try write(records, of: domain) }
        }
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("knot.conf"))
        try start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func find() -> (server: URL, control: URL, limit: URL)? {
        guard let server = ServerProgram.find("knotd"), let control = ServerProgram.find("knotc"),
            let limit = ServerProgram.find("timeout")
        else { return nil }
        return (server, control, limit)
    }

    private func write(_ records: String, of domain: String) throws {
        serial += 1
        let zone = """
            $TTL 1
            @ SOA ns admin \(serial) 60 60 600 1
            @ NS ns
            ns A \(host)
            \(records)

            """
        try Data(zone.utf8).write(to: folder.appendingPathComponent("\(domain).zone"))
    }

    /// Replaces a domain's records. It answers with the new ones once this has returned.
    public func setRecords(_ records: String, of domain: String) throws {
        try write(records, of: domain)
        let process = Process()
        process.executableURL = programs.control
        process.arguments = ["-b", "-s", folder.appendingPathComponent("control").path, "zone-reload", domain]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "knotc could not reload \(domain): status \(process.terminationStatus)")
        }
    }

    /// Starts it again, with the records it had. It answers once this has returned.
    public func start() throws {
        let process = Process()
        process.executableURL = programs.limit
        process.arguments = [
            "-s", "KILL", Self.lifetime, programs.server.path, "-c", folder.appendingPathComponent("knot.conf").path,
        ]
        process.standardOutput = FileHandle.nullDevice
        let log = Pipe()
        process.standardError = log
        try process.run()
        self.process = process
        guard let id = Self.waitForStart(log.fileHandleForReading) else {
            process.terminate()
            throw Failure(description: "knotd did not start at \(address)")
        }
        serverID = id
    }

    /// The id of the server that writes this log, once it answers.
    private static func waitForStart(_ log: FileHandle) -> Int32? {
        final class Started: @unchecked Sendable {
            // Unchecked: written before the semaphore is signalled, read after.
            var id: Int32?
            let semaphore = DispatchSemaphore(value: 0)
        }
        let started = Started()
        // Read to its end, for a full pipe would stop the server.
        Thread.detachNewThread {
            var text = ""
            var isWaitedFor = true
            while case let data = log.availableData, !data.isEmpty {
                guard isWaitedFor else { continue }
                text += String(decoding: data, as: UTF8.self)
                // The last thing it does when it starts; zones have been loaded before.
                if text.contains("control, binding to") {
                    isWaitedFor = false
                    started.id = text.components(separatedBy: "PID ").last.flatMap { Int32($0.prefix { $0.isNumber }) }
                    started.semaphore.signal()
                }
            }
        }
        return started.semaphore.wait(timeout: .now() + 20) == .success ? started.id : nil
    }

    /// Ends it at once.
    public func kill() {
        signal(SIGKILL)
        process?.waitUntilExit()
        (process, serverID) = (nil, nil)
    }

    /// Keeps it from answering, without ending it. Returns when all its threads stand still.
    public func pause() {
        signal(SIGSTOP)
        while let serverID, process?.isRunning == true, !Self.standsStill(serverID) {
            sched_yield()
        }
    }

    private static func standsStill(_ id: Int32) -> Bool {
        let tasks = "/proc/\(id)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.allSatisfy { thread in
            // The state stands behind the program's name, which is in brackets: `T` for stopped.
            let status = try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)
            return status.map { $0.split(separator: ")").last?.hasPrefix(" T") == true } ?? true
        }
    }

    public func resume() { signal(SIGCONT) }

    private func signal(_ number: Int32) {
        guard let serverID, process?.isRunning == true else { return }
        _ = Foundation.kill(serverID, number)
    }
}
