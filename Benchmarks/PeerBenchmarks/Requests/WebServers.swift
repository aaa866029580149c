#if HTTP
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// Three servers that requests go to: nginx, one process with one thread.
    final class WebServers: Sendable {
        let addresses = (0..<3).map { _ in ServerProgram.Address.random() }
        private let nginx: Nginx

        /// Connections are never closed for having served enough.
        static let endless = "keepalive_requests 1000000000;"

        /// What a server answers: 16 bytes, the first of which is its number.
        static func body(of server: Int) -> String { "\(server)123456789abcdef" }
        static let bodyByteCount = 16

        /// Starts them.
        init() throws {
            let servers = addresses.enumerated().map { "server { listen \($1); return 200 \"\(Self.body(of: $0))\"; }" }
            nginx = try Nginx(listeningOn: addresses, ([Self.endless] + servers).joined(separator: "\n"))
        }

        /// Ends them.
        func stop() { nginx.stop() }

        /// nginx as a proxy in front of them, one process with one thread.
        ///
        /// - Parameter choice: the line that says which server a request goes to; by turns if it is empty.
        func startNginx(at address: ServerProgram.Address, choice: String = "") throws -> ServerProgram {
            let servers = addresses.map { "server \($0);" }.joined(separator: " ")
            return try Nginx(
                listeningOn: [address],
                """
                \(Self.endless)
                upstream backends { \(choice) \(servers) keepalive 512; \(Self.endless) }
                server {
                    listen \(address);
                    location / {
                        proxy_pass http://backends;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                    }
                }
                """
            ).program
        }

        /// HAProxy as a proxy in front of them, with one thread.
        ///
        /// - Parameter cookie: the line that keeps a client on its server; by turns if it is empty.
        func startHAProxy(at address: ServerProgram.Address, cookie: String = "") throws -> ServerProgram {
            try ServerProgram("haproxy", listeningOn: [address]) { [addresses] folder in
                let servers = addresses.enumerated().map { number, address in
                    "    server s\(number) \(address)\(cookie.isEmpty ? "" : " cookie s\(number)")"
                }
                let configuration = """
                    global
                        maxconn 2048
                        nbthread 1
                    defaults
                        mode http
                        timeout connect 2s
                        timeout client 60s
                        timeout server 60s
                        http-reuse always
                    frontend clients
                        bind \(address)
                        default_backend servers
                    backend servers
                        balance roundrobin
                        \(cookie)
                    \(servers.joined(separator: "\n"))

                    """
                let file = folder.appendingPathComponent("haproxy.cfg")
                try Data(configuration.utf8).write(to: file)
                return ["-db", "-f", file.path]
            }
        }

        /// Fails unless nginx and HAProxy are installed.
        static func checkInstalled() throws(Failure) {
            for (program, name) in [("nginx", "nginx"), ("haproxy", "HAProxy")] where ServerProgram.find(program) == nil
            {
                throw Failure(
                    .unavailable,
                    "\(name) is not installed; run “apt-get install nginx haproxy” (Debian, Ubuntu), “brew install nginx haproxy” "
                        + "(macOS) or Scripts/install-system-packages.sh --tests"
                )
            }
        }

        /// What programs say of themselves, in one line.
        static func version(of program: String, _ option: String) -> String {
            let process = Process()
            process.executableURL = ServerProgram.find(program)
            process.arguments = [option]
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            guard (try? process.run()) != nil else { return program }
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return text.split(separator: "\n").first { !$0.isEmpty }.map { $0.trimmingCharacters(in: .whitespaces) }
                ?? program
        }
    }
#endif
