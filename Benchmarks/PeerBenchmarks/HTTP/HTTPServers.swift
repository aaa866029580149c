#if HTTP
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// The servers that requests go to, and the proxies before them: nginx and HAProxy, each a process of its own with one thread.
    final class HTTPServers: Sendable {
        /// What every server answers.
        static let body = "0123456789abcdef"

        let backends = (0..<3).map { _ in ServerProgram.Address.random() }
        let nginx = ServerProgram.Address.random()
        let haproxy = ServerProgram.Address.random()
        private let programs: [ServerProgram]
        private let nginxes: [Nginx]

        /// Starts them.
        init() throws(Failure) {
            for (program, name) in [("nginx", "nginx"), ("haproxy", "HAProxy")] where ServerProgram.find(program) == nil
            {
                throw Failure(
                    .unavailable,
                    "\(name) is not installed; run “apt-get install nginx haproxy” (Debian, Ubuntu), “brew install nginx haproxy” "
                        + "(macOS) or Scripts/install-system-packages.sh --tests"
                )
            }
            do {
                // Connections are never closed for having served enough.
                let endless = "keepalive_requests 1000000000;"
                let servers = backends.map { "server { listen \($0); return 200 \"\(Self.body)\"; }" }
                let upstream = backends.map { "server \($0);" }.joined(separator: " ")
                nginxes = [
                    try Nginx(listeningOn: backends, ([endless] + servers).joined(separator: "\n")),
                    try Nginx(
                        listeningOn: [nginx],
                        """
                        \(endless)
                        upstream backends { \(upstream) keepalive 512; \(endless) }
                        server {
                            listen \(nginx);
                            location / {
                                proxy_pass http://backends;
                                proxy_http_version 1.1;
                                proxy_set_header Connection "";
                            }
                        }
                        """
                    ),
                ]
                programs = [try Self.startHAProxy(at: haproxy, before: backends)]
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        }

        private static func startHAProxy(
            at address: ServerProgram.Address,
            before backends: [ServerProgram.Address]
        ) throws -> ServerProgram {
            try ServerProgram("haproxy", listeningOn: [address]) { folder in
                let servers = backends.enumerated().map { "    server s\($0) \($1)" }
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
                    \(servers.joined(separator: "\n"))

                    """
                let file = folder.appendingPathComponent("haproxy.cfg")
                try Data(configuration.utf8).write(to: file)
                return ["-db", "-f", file.path]
            }
        }

        /// Ends them.
        func stop() {
            for program in programs { program.stop() }
            for nginx in nginxes.reversed() { nginx.stop() }
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
            return text.split(separator: "\n").first.map(String.init) ?? program
        }
    }
#endif
