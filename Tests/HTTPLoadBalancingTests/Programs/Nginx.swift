#if HTTP
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import NetworkProbes
    import Testing

    /// nginx, in a folder of its own, for the length of a test.
    final class Nginx: Sendable {
        /// Where it is; `nil` if it is not installed.
        static var program: String? {
            ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"].first {
                FileManager.default.isExecutableFile(atPath: $0)
            }
        }

        /// In CI a missing program must fail the test, not leave it out.
        static var isToBeTested: Bool { program != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

        private let folder: URL
        private let process: Locked<Process?>

        /// Runs nginx with these directives in its `http` block until `body` is done.
        static func run(_ directives: String, _ body: (Nginx) async throws -> Void) async throws {
            let program = try #require(
                Nginx.program,
                "nginx is missing: run Scripts/install-system-packages.sh --tests"
            )
            let nginx = try Nginx(program, directives)
            do {
                try await body(nginx)
            } catch {
                nginx.stop()
                throw error
            }
            nginx.stop()
        }

        private init(_ program: String, _ directives: String) throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("nginx-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.path
            let configuration = """
                daemon off;
                pid \(path)/pid;
                error_log \(path)/error.log;
                \(getuid() == 0 ? "user root;" : "")
                worker_processes 1;
                events { worker_connections 512; }
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
            try configuration.write(to: folder.appendingPathComponent("conf"), atomically: true, encoding: .utf8)
            try Data(repeating: UInt8(ascii: "x"), count: 1 << 24).write(to: folder.appendingPathComponent("big"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["-c", "\(path)/conf", "-e", "\(path)/error.log"]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            self.process = Locked(process)
            try process.run()
        }

        /// Lets it read its configuration again: new workers take new connections, the old ones close theirs.
        func reload() {
            if let pid = process.withLock({ $0?.processIdentifier }) { kill(pid, SIGHUP) }
        }

        private func stop() {
            if let process = process.withLock({ $0.take() }) {
                process.terminate()
                process.waitUntilExit()
            }
            try? FileManager.default.removeItem(at: folder)
        }
    }
#endif
