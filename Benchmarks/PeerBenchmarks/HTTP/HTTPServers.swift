#if HTTP
    import CommandLineSupport
    import RunningPrograms

    /// The servers that requests go to, and the proxies before them: nginx and HAProxy, each a process of its own with one thread.
    final class HTTPServers: Sendable {
        let nginx = ServerProgram.Address.random()
        let haproxy = ServerProgram.Address.random()
        private let servers: WebServers
        private let proxies: [ServerProgram]

        var backends: [ServerProgram.Address] { servers.addresses }

        /// Starts them.
        init() throws(Failure) {
            try WebServers.checkInstalled()
            do {
                servers = try WebServers()
                proxies = [try servers.startNginx(at: nginx), try servers.startHAProxy(at: haproxy)]
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        }

        /// Ends them.
        func stop() {
            for proxy in proxies { proxy.stop() }
            servers.stop()
        }
    }
#endif
