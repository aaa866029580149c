#if StickySessions
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// One browser of a session: a connection, its cookies, and the answer that it waits for.
    struct SessionSender {
        /// What came back.
        struct Answer {
            let status: Int
            /// `Set-Cookie`, what stands before its attributes.
            let cookies: [String]
            let body: String
        }

        private(set) var descriptor: Int32 = -1
        private let proxy: ServerProgram.Address
        private let session: String
        private var cookies: [String]
        private var request: [UInt8] = []
        private var received = [UInt8](repeating: 0, count: 16_384)
        private var count = 0
        /// When its last request was sent.
        fileprivate var sentAt = ContinuousClock.now

        #if canImport(Darwin)
            private static let stream = SOCK_STREAM
            private static let flags: Int32 = 0
        #else
            private static let stream = Int32(SOCK_STREAM.rawValue)
            /// A connection that has been closed is an error, not a signal.
            private static let flags = Int32(MSG_NOSIGNAL)
        #endif

        /// How long an answer may take, in milliseconds.
        static let patience: Int32 = 10_000

        /// - Parameter session: the value of the cookie that an app's own session would have.
        init(_ proxy: ServerProgram.Address, session: String) throws(Failure) {
            self.proxy = proxy
            self.session = session
            cookies = ["session=\(session)"]
            try connect()
        }

        /// Connects, anew if it was connected before.
        mutating func connect() throws(Failure) {
            end()
            let descriptor = socket(AF_INET, Self.stream, 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(UInt16(proxy.port)).bigEndian
            address.sin_addr.s_addr = inet_addr(proxy.host)
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else { throw Failure(.systemError, "can't connect to \(proxy)") }
            var isOn: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
            self.descriptor = descriptor
            count = 0
            write()
        }

        mutating func end() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }

        /// Keeps a cookie, in the place of one of the same name.
        mutating func keep(_ cookie: String) {
            let name = cookie.prefix { $0 != "=" } + "="
            cookies.removeAll { $0.hasPrefix(name) }
            cookies.append(cookie)
            write()
        }

        private mutating func write() {
            request = Array(
                """
                GET /\(session) HTTP/1.1\r
                Host: app.test\r
                User-Agent: PeerBenchmarks\r
                Accept: */*\r
                Cookie: \(cookies.joined(separator: "; "))\r
                \r\n
                """.utf8
            )
        }

        /// Sends the request.
        mutating func send() throws(Failure) {
            count = 0
            sentAt = .now
            guard Foundation.send(descriptor, request, request.count, Self.flags) == request.count
            else {
                throw Failure(.systemError, "\(proxy) takes no request")
            }
        }

        /// Reads what has come.
        ///
        /// - Returns: whether the answer has come to its end: its head, an empty line and 16 bytes.
        mutating func read() throws(Failure) -> Bool {
            let more = received.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            guard more > 0 else { throw Failure(.systemError, "\(proxy) closed a connection: \(text)") }
            count += more
            let end = count - WebServers.bodyByteCount
            return end >= 4 && received[end - 4] == 13 && received[end - 3] == 10 && received[end - 2] == 13
                && received[end - 1] == 10
        }

        /// The first byte of the answer's body, by which the server is known; 0 if the status is not 200.
        var server: UInt8 {
            received[9] == UInt8(ascii: "2") && received[10] == UInt8(ascii: "0") && received[11] == UInt8(ascii: "0")
                ? received[count - WebServers.bodyByteCount] : 0
        }

        private var text: String { String(decoding: received[..<count], as: UTF8.self) }

        /// The whole answer.
        var answer: Answer {
            let lines = text.components(separatedBy: "\r\n")
            let cookies = lines.filter { $0.lowercased().hasPrefix("set-cookie:") }.map { line in
                line.drop { $0 != ":" }.dropFirst().prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
            }
            let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return Answer(status: status, cookies: cookies, body: lines.last ?? "")
        }

        /// Waits for whatever comes.
        mutating func waitForAnswer() throws(Failure) {
            repeat {
                var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
                guard poll(&descriptors, 1, Self.patience) > 0 else {
                    throw Failure(.systemError, "\(proxy) does not answer: \(text)")
                }
            } while try !read()
        }
    }

    /// Browsers of as many sessions, each of which stays on one server.
    struct SessionSenders {
        private let name: String
        private var senders: [SessionSender]
        /// Each session's server, by the first byte of what it answers.
        private var servers: [UInt8] = []

        /// Begins sessions, keeps the cookies that are set, and sees to it that each session stays where it is, on new connections
        /// too, and that not all of them are on one server.
        ///
        /// - Parameter isSticky: whether that is to be seen to; else every session has to be on the first server.
        init(_ name: String, _ proxy: ServerProgram.Address, sessions: Int, isSticky: Bool = true) throws(Failure) {
            self.name = name
            senders = []
            for number in 0..<sessions { senders.append(try SessionSender(proxy, session: "user-\(number)")) }
            for place in senders.indices {
                let first = try answer(place)
                guard let server = first.body.utf8.first else { throw Failure(.systemError, "\(name) answers nothing") }
                for cookie in first.cookies { senders[place].keep(cookie) }
                servers.append(server)
            }
            for _ in 0..<4 {
                for place in senders.indices {
                    try senders[place].connect()
                    let next = try answer(place)
                    guard next.body.utf8.first == servers[place] else { throw moved(place) }
                }
            }
            guard (Set(servers).count > 1) == isSticky else {
                throw Failure(.systemError, "\(name) has \(sessions) sessions on \(Set(servers).count) of 3 servers")
            }
        }

        private mutating func answer(_ place: Int) throws(Failure) -> SessionSender.Answer {
            try senders[place].send()
            try senders[place].waitForAnswer()
            let answer = senders[place].answer
            guard answer.status == 200, answer.body.utf8.count == WebServers.bodyByteCount else {
                throw Failure(.systemError, "\(name) answered with \(answer.status) and “\(answer.body)”")
            }
            return answer
        }

        private func moved(_ place: Int) -> Failure {
            Failure(
                .systemError,
                "\(name) is not sticky: session \(place) has moved to another server, or was not answered"
            )
        }

        /// Sends requests, one of each session at a time. Every answer is checked to be of its session's server.
        ///
        /// All in one thread, and little more than the system calls, so that a client's own cost does not hide a proxy's.
        ///
        /// - Parameter processorTime: of the proxy, in seconds so far.
        mutating func batch(_ requests: Int, processorTime: () -> Double) throws(Failure) -> RequestBatch {
            let clock = ContinuousClock()
            var latencies: [Double] = []
            latencies.reserveCapacity(requests)
            var descriptors = senders.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            let used = processorTime()
            let start = clock.now
            var sent = 0
            for place in senders.indices where sent < requests {
                try senders[place].send()
                sent += 1
            }
            while latencies.count < requests {
                guard poll(&descriptors, nfds_t(descriptors.count), SessionSender.patience) > 0 else {
                    throw Failure(.systemError, "\(name) does not answer")
                }
                for place in descriptors.indices where descriptors[place].revents != 0 {
                    guard try senders[place].read() else { continue }
                    latencies.append((clock.now - senders[place].sentAt) / .microseconds(1))
                    guard senders[place].server == servers[place] else { throw moved(place) }
                    if sent < requests {
                        try senders[place].send()
                        sent += 1
                    }
                }
            }
            return RequestBatch(
                requests: requests,
                seconds: (clock.now - start) / .seconds(1),
                processorSeconds: processorTime() - used,
                latencies: latencies
            )
        }

        mutating func end() {
            for place in senders.indices { senders[place].end() }
        }
    }
#endif
