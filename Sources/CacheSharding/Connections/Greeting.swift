#if Caches
    import NIOCore

    /// What is said when a connection is made: the login, and something that has to be answered, for a kernel accepts connections for
    /// a server that hangs.
    struct Greeting: Sendable {
        enum Step: Sendable, Hashable {
            /// Send this, and wait for a reply.
            case send(ByteBuffer)
            case ready
            case refused(String)
        }

        private enum Phase: Sendable {
            case login, hello, select, probe
        }

        private let dialect: Dialect
        private var phase: Phase

        init(_ dialect: Dialect) {
            self.dialect = dialect
            switch dialect {
            case .memcached(.some): phase = .login
            case .memcached(nil): phase = .probe
            case .redis: phase = .hello
            }
        }

        /// What to send first.
        mutating func begin() -> ByteBuffer {
            switch (dialect, phase) {
            case (.memcached(let login?), .login):
                // The classic command: authentication came before the meta commands.
                let text = "\(login.user ?? "") \(login.password)"
                return ByteBuffer(string: "set login 0 0 \(text.utf8.count)\r\n\(text)\r\n")
            case (.redis(let login, _), .hello):
                var words = ["HELLO", "3"]
                if let login { words += ["AUTH", login.user ?? "default", login.password] }
                return Self.request(words)
            default: return probe()
            }
        }

        /// What follows a reply.
        mutating func take(_ reply: WireReply) -> Step {
            switch (reply, phase) {
            case (.meta(let reply), .login):
                guard case .stored = reply.code else { return .refused("\(reply.code)") }
                phase = .probe
                return .send(probe())
            case (.meta(let reply), _):
                return reply.code == .noOperation ? .ready : .refused("\(reply.code)")
            case (.resp(.error(let text)), .hello) where Self.knowsNoHello(text):
                // RESP2: Redis before 6.
                guard case .redis(let login?, _) = dialect else { return afterLogin() }
                phase = .login
                return .send(Self.request(["AUTH"] + (login.user.map { [$0] } ?? []) + [login.password]))
            case (.resp(.error(let text)), _): return .refused(text)
            case (.resp, .hello), (.resp, .login): return afterLogin()
            case (.resp, .select), (.resp, .probe): return .ready
            case (.values, _): return .refused("values that nobody asked for")
            }
        }

        private static func knowsNoHello(_ text: String) -> Bool {
            text.hasPrefix("NOPROTO") || text.hasPrefix("ERR unknown command")
        }

        private mutating func afterLogin() -> Step {
            if case .redis(_, let database) = dialect, database != 0 {
                phase = .select
                return .send(Self.request(["SELECT", String(database)]))
            }
            phase = .probe
            return .send(probe())
        }

        private func probe() -> ByteBuffer {
            switch dialect {
            case .memcached: ByteBuffer(string: "mn\r\n")
            case .redis: Self.request(["PING"])
            }
        }

        private static func request(_ words: [String]) -> ByteBuffer {
            var buffer = ByteBuffer()
            buffer.writeHead(words.count)
            for word in words { buffer.writeBulk(ByteBuffer(string: word)) }
            return buffer
        }
    }
#endif
