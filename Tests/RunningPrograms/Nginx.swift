public import Foundation

/// nginx, with what it serves in a folder of its own.
public final class Nginx: Sendable {
    /// The process.
    public let program: ServerProgram

    /// Whether tests that need it should run.
    public static var isExpected: Bool { ServerProgram.areExpected("nginx") }

    /// What to say of tests that do not run.
    public static let isMissing = ServerProgram.isMissing("nginx")

    /// What it serves.
    public var folder: URL { program.folder }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - addresses: where the directives make it listen.
    ///   - directives: its `http` block's.
    public init(listeningOn addresses: [ServerProgram.Address], _ directives: String) throws {
        program = try ServerProgram("nginx", listeningOn: addresses) { folder in
            let path = folder.path
            let configuration = """
                daemon off;
                pid \(path)/pid;
                error_log \(path)/error.log;
                \(getuid() == 0 ? "user root;" : "")
                worker_processes 1;
                events { worker_connections 2048; }
                http {
                    access_log off;
                    client_body_temp_path \(path)/body;
                    proxy_temp_path \(path)/proxy;
                    fastcgi_temp_path \(path)/fastcgi;
                    uwsgi_temp_path \(path)/uwsgi;
                    scgi_temp_path \(path)/scgi;
                    root \(path);
                    \(directives)
                }
                """
            try Data(configuration.utf8).write(to: folder.appendingPathComponent("conf"))
            return ["-c", "\(path)/conf", "-e", "\(path)/error.log"]
        }
    }

    /// Lets it read its configuration again: new workers take new connections, the old ones close theirs.
    public func reload() throws {
        let text = try String(contentsOf: folder.appendingPathComponent("pid"), encoding: .utf8)
        if let id = Int32(text.prefix { $0.isNumber }) { kill(id, SIGHUP) }
    }

    /// Ends it.
    public func stop() {
        program.stop()
    }
}
