#if Peers && Caches
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// The servers of the experiment: memcached, and twemproxy in front of all of them, each a process with one thread.
    final class CachePrograms {
        let addresses: [ServerProgram.Address]
        private let servers: [ServerProgram]
        /// `nil` if it is not installed.
        let proxy: (address: ServerProgram.Address, program: ServerProgram)?

        /// Starts them.
        init(nodes: Int) throws(Failure) {
            guard ServerProgram.find("memcached") != nil else {
                throw Failure(
                    .unavailable,
                    "memcached is not installed; run “apt-get install memcached nutcracker” (Debian, Ubuntu), “brew install memcached” "
                        + "(macOS) or Scripts/install-system-packages.sh --tests"
                )
            }
            do {
                let addresses = (0..<nodes).map { _ in ServerProgram.Address.random() }
                servers = try addresses.map { try Self.startMemcached(at: $0) }
                proxy = try Self.startTwemproxy(before: addresses)
                self.addresses = addresses
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        }

        private static func startMemcached(at address: ServerProgram.Address) throws -> ServerProgram {
            try ServerProgram("memcached", listeningOn: [address]) { _ in
                ["-l", address.host, "-p", "\(address.port)", "-U", "0", "-t", "1", "-m", "256"]
                    + (getuid() == 0 ? ["-u", "root"] : [])
            }
        }

        private static func startTwemproxy(
            before servers: [ServerProgram.Address]
        ) throws -> (address: ServerProgram.Address, program: ServerProgram)? {
            guard ServerProgram.find("nutcracker") != nil else { return nil }
            let address = ServerProgram.Address.random()
            let program = try ServerProgram("nutcracker", listeningOn: [address]) { folder in
                let configuration = """
                    cache:
                      listen: \(address)
                      hash: fnv1a_64
                      distribution: ketama
                      timeout: 1000
                      server_connections: 1
                      servers:
                    \(servers.map { "   - \($0):1" }.joined(separator: "\n"))

                    """
                let file = folder.appendingPathComponent("nutcracker.yml")
                try Data(configuration.utf8).write(to: file)
                let statistics = ["-a", address.host, "-s", "\(address.port + 1)"]
                return ["-c", file.path, "-o", folder.appendingPathComponent("log").path, "-v", "0"] + statistics
            }
            return (address, program)
        }

        /// Seconds of processor time that all memcached servers have taken.
        var processorTime: Double { servers.reduce(0) { $0 + $1.processorTime } }

        /// Ends them.
        func stop() {
            proxy?.program.stop()
            for server in servers { server.stop() }
        }
    }
#endif
