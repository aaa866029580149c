#if StickySessions
    import CommandLineSupport
    import Foundation
    import RunningPrograms
    import Timing

    /// The proxies that are measured, in front of the same three servers, each a process of its own with one thread for connections.
    final class GatewayProxies {
        /// One proxy, or what is measured beside them.
        final class Proxy {
            let name: String
            /// What keeps a session on its server.
            let stickiness: String
            fileprivate(set) var senders: SessionSenders
            private let program: ServerProgram?

            /// Seconds of processor time that it has taken; 0 if it is none of the proxies.
            var processorTime: Double { program?.processorTime ?? 0 }

            fileprivate init(
                _ name: String,
                _ stickiness: String,
                at address: ServerProgram.Address,
                _ program: ServerProgram?,
                sessions: Int,
                isSticky: Bool = true
            ) throws {
                self.name = name
                self.stickiness = stickiness
                self.program = program
                senders = try SessionSenders(name, address, sessions: sessions, isSticky: isSticky)
            }

            func batch(_ requests: Int) throws -> RequestBatch {
                try senders.batch(requests, processorTime: { processorTime })
            }

            fileprivate func stop() {
                senders.end()
                program?.stop()
            }
        }

        private let servers: WebServers
        private let sessions: Int
        /// nginx is the first of them.
        private(set) var peers: [Proxy] = []
        /// Each does all that the one before does, and more.
        private(set) var ours: [Proxy] = []
        /// The first server, without a proxy.
        private(set) var direct: [Proxy] = []

        var all: [Proxy] { direct + peers + ours }

        /// What Envoy says of its version; `nil` if there is none.
        let envoyVersion: String?

        /// Starts them, and begins sessions with each.
        init(sessions: Int) throws(Failure) {
            try WebServers.checkInstalled()
            self.sessions = sessions
            let envoy = Self.envoy
            // Its path, “version:”, a commit, the version and how it was built, with slashes between.
            envoyVersion = envoy.map { envoy in
                let parts = WebServers.version(of: envoy, "--version").split(separator: " ").last?.split(separator: "/")
                return parts?.dropFirst().first.map(String.init) ?? "of no known version"
            }
            do {
                servers = try WebServers()
                try start(envoy)
            } catch let failure as Failure {
                throw failure
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        }

        private func start(_ envoy: String?) throws {
            direct = [try Proxy("no proxy", "–", at: servers.addresses[0], nil, sessions: sessions, isSticky: false)]
            try add("nginx", "hash of a cookie, consistent") {
                try servers.startNginx(at: $0, choice: "hash $cookie_session consistent;")
            }
            try add("HAProxy", "a cookie of its own") {
                try servers.startHAProxy(at: $0, cookie: "cookie endpoint insert indirect nocache")
            }
            if let envoy { try add("Envoy", "ring_hash of a cookie") { try startEnvoy(envoy, at: $0) } }
            for (kind, name, stickiness) in [
                (GatewayServerCommand.Kind.answer, "Hummingbird, answering by itself", "–"),
                (.forward, "Hummingbird and AsyncHTTPClient", "–"),
                (.key, "StickyProxy", "hash ring of a cookie"),
                (.cookie, "StickyProxy", "a signed cookie of its own"),
            ] {
                let address = ServerProgram.Address.random()
                let isSticky = kind != .answer && kind != .forward
                let program = try startOurs(kind, at: address)
                ours.append(
                    try Proxy(name, stickiness, at: address, program, sessions: sessions, isSticky: isSticky)
                )
            }
        }

        private func add(
            _ name: String,
            _ stickiness: String,
            _ start: (ServerProgram.Address) throws -> ServerProgram
        ) throws {
            let address = ServerProgram.Address.random()
            peers.append(try Proxy(name, stickiness, at: address, try start(address), sessions: sessions))
        }

        private func startOurs(
            _ kind: GatewayServerCommand.Kind,
            at address: ServerProgram.Address
        ) throws -> ServerProgram {
            let own = Bundle.main.executableURL?.path ?? CommandLine.arguments[0]
            return try ServerProgram(own, listeningOn: [address]) { [servers] _ in
                ["gateway-server", "--kind", kind.rawValue, "--address", "\(address)", "--backends"]
                    + servers.addresses.map(\.description)
            }
        }

        /// Ends them.
        func stop() {
            for proxy in all { proxy.stop() }
            servers.stop()
        }
    }

    extension GatewayProxies {
        /// Where Envoy is: on the path, or where `Scripts/install-system-packages.sh --tests` puts it.
        private static var envoy: String? {
            if let installed = ServerProgram.find("envoy") { return installed.path }
            let libraries = Machine.package.appendingPathComponent(".build-python/lib")
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
            return versions.map { "\(libraries.path)/\($0)/site-packages/envoy/_bin/envoy" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }

        private func startEnvoy(_ envoy: String, at address: ServerProgram.Address) throws -> ServerProgram {
            func socket(_ address: ServerProgram.Address) -> String {
                "{socket_address: {address: \(address.host), port_value: \(address.port)}}"
            }
            let extensions = "type.googleapis.com/envoy.extensions.filters"
            let backends = servers.addresses.map { "              - endpoint: {address: \(socket($0))}" }
            let configuration = """
                static_resources:
                  listeners:
                  - address: \(socket(address))
                    filter_chains:
                    - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          "@type": \(extensions).network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: ingress
                          route_config:
                            virtual_hosts:
                            - name: all
                              domains: ["*"]
                              routes:
                              - match: {prefix: "/"}
                                route: {cluster: backends, hash_policy: [{cookie: {name: session}}]}
                          http_filters:
                          - name: envoy.filters.http.router
                            typed_config: {"@type": \(extensions).http.router.v3.Router}
                  clusters:
                  - name: backends
                    type: STATIC
                    connect_timeout: 2s
                    lb_policy: RING_HASH
                    load_assignment:
                      cluster_name: backends
                      endpoints:
                      - lb_endpoints:
                \(backends.joined(separator: "\n"))

                """
            return try ServerProgram(envoy, listeningOn: [address]) { folder in
                let file = folder.appendingPathComponent("envoy.yaml")
                try Data(configuration.utf8).write(to: file)
                return ["-c", file.path, "--concurrency", "1", "--disable-hot-restart", "--log-level", "error"]
            }
        }
    }
#endif
