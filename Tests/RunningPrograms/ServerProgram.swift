public import Foundation

/// A server that tests and benchmarks start, mostly of somebody else's, with its files in a folder of its own. Both are gone with
/// it.
public final class ServerProgram: @unchecked Sendable {
    // Unchecked: what changes is the process alone, which one test or benchmark ends.

    /// Why a server does not run.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Where a server is asked.
    public struct Address: Hashable, Sendable, CustomStringConvertible {
        /// An address of the loopback network, such as `127.31.5.200`.
        public let host: String
        public let port: Int
        public var description: String { "\(host):\(port)" }

        /// Reads what ``description`` writes.
        public init?(_ text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
            (host, self.port) = (String(parts[0]), port)
        }

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// One that hardly anybody else uses.
        public static func random() -> Address {
            let bytes = [1...254, 0...255, 1...254].map { String(Int.random(in: $0)) }
            return Address(host: "127." + bytes.joined(separator: "."), port: .random(in: 20_000..<30_000))
        }
    }

    /// What the server's files are in.
    public let folder: URL
    private let name: String
    let process: Process
    /// Its standard input. It ends with this process, however that ends.
    private let input = Pipe()

    /// How long a server runs at most, in seconds, should nobody stop it.
    private static let lifetime = 600

    /// Where a program is; `nil` if it is not installed. A path is taken as it is.
    public static func find(_ name: String) -> URL? {
        if name.contains("/") {
            return FileManager.default.isExecutableFile(atPath: name) ? URL(fileURLWithPath: name) : nil
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        // Who is not root may have no /usr/sbin on the path.
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"]
        return folders.map { URL(fileURLWithPath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Whether tests that need these programs should run: in CI they must, elsewhere they do where all are installed.
    public static func areExpected(_ names: String...) -> Bool {
        ProcessInfo.processInfo.environment["CI"] == "true" || names.allSatisfy { find($0) != nil }
    }

    /// What to say where a program is missing.
    public static func isMissing(_ name: String) -> String {
        "\(name) is not installed: run Scripts/install-system-packages.sh --tests"
    }

    /// Starts a server. It answers once this has returned.
    ///
    /// - Parameters:
    ///   - name: the program's, or its path.
    ///   - addresses: where it is going to listen.
    ///   - prepare: writes its files into the folder, and gives its arguments. It must stay in the foreground.
    public init(
        _ name: String,
        listeningOn addresses: [Address],
        _ prepare: (_ folder: URL) throws -> [String]
    ) throws {
        guard let program = Self.find(name) else { throw Failure(description: Self.isMissing(name)) }
        guard let limit = Self.find("timeout") else { throw Failure(description: Self.isMissing("timeout")) }
        self.name = program.lastPathComponent
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(program.lastPathComponent)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = limit
        let log = folder.appendingPathComponent("output")
        try Data().write(to: log)
        process.arguments = try ["-s", "KILL", "\(Self.lifetime)", program.path] + prepare(folder)
        process.standardInput = input
        // Not the program's own, nor another one's: it is to end with this process.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
        try waitUntilListening(on: addresses, log: log)
    }

    deinit {
        stop()
    }

    /// Ends it, and takes its files away.
    public func stop() {
        if process.isRunning {
            // It would not hear of SIGTERM: it has inherited a thread's mask of signals.
            signal(SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Lets it stand still: its connections stay, and the kernel takes new ones, but nothing is answered.
    public func pause() { signal(SIGSTOP) }

    /// Lets it go on.
    public func resume() { signal(SIGCONT) }

    /// Writes a line to its standard input.
    public func write(_ line: String) throws {
        guard process.isRunning else { return }
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// To its group: that of `timeout`, in which its program and that one's children are.
    private func signal(_ number: Int32) {
        guard process.isRunning else { return }
        _ = kill(-process.processIdentifier, number)
    }

    private func waitUntilListening(on addresses: [Address], log: URL) throws {
        let end = ContinuousClock.now + .seconds(10)
        for address in addresses {
            while !address.isListening {
                guard process.isRunning, ContinuousClock.now < end else {
                    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
                    stop()
                    throw Failure(description: "\(name) did not start at \(address): \(text.suffix(1000))")
                }
                usleep(2000)
            }
        }
    }
}

extension ServerProgram.Address {
    /// Whether a connection can be made to it.
    fileprivate var isListening: Bool {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
