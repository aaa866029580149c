#if NetworkProbes
    import Glibc
    import NIOCore
    import NIOPosix

    /// What listens on this machine, for the length of a test.
    enum Loopback {
        /// Runs `body` while a server accepts connections at an address.
        static func withServer<Result: Sendable>(
            at address: SocketAddress,
            _ body: (_ bound: SocketAddress) async throws -> Result
        ) async throws -> Result {
            let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(to: address).get()
            do {
                let result = try await body(server.localAddress ?? address)
                try await server.close()
                return result
            } catch {
                try await server.close()
                throw error
            }
        }

        /// Runs `body` with the port of a socket that is bound to 127.0.0.1, and the inodes of all that were opened for it.
        ///
        /// - Parameter backlog: `nil` where it must not listen: who connects is refused. Otherwise it listens, nobody
        ///   accepts, and all room for those who wait is taken: who connects gets no answer.
        static func withSilentSocket<Result: Sendable>(
            backlog: Int32?,
            _ body: (_ port: Int, _ sockets: Set<String>) async throws -> Result
        ) async throws -> Result {
            var sockets: [Int32] = []
            defer {
                for socket in sockets { close(socket) }
            }
            func open() throws -> Int32 {
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
                sockets.append(descriptor)
                return descriptor
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let listener = try open()
            try withUnsafeMutablePointer(to: &address) { pointer in
                try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    guard bind(listener, address, length) == 0, getsockname(listener, address, &length) == 0 else {
                        throw IOError(errnoCode: errno, reason: "bind")
                    }
                    guard let backlog else { return }
                    guard listen(listener, backlog) == 0 else { throw IOError(errnoCode: errno, reason: "listen") }
                    // One more than the backlog is let in; the others show that there is no room.
                    for _ in 0..<backlog + 3 {
                        guard connect(try open(), address, length) == 0 || errno == EINPROGRESS else {
                            throw IOError(errnoCode: errno, reason: "connect")
                        }
                    }
                }
            }
            let inodes = try sockets.map { socket in
                var status = stat()
                guard fstat(socket, &status) == 0 else { throw IOError(errnoCode: errno, reason: "fstat") }
                return "\(status.st_ino)"
            }
            return try await body(Int(UInt16(bigEndian: address.sin_port)), Set(inodes))
        }

        /// Makes the file of a Unix socket on which nobody listens, as a server leaves it behind that was killed.
        static func makeDeadSocket(at path: String) throws {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
            defer { close(descriptor) }
            try SocketAddress(unixDomainSocketPath: path).withSockAddr { address, size in
                guard bind(descriptor, address, socklen_t(size)) == 0 else {
                    throw IOError(errnoCode: errno, reason: "bind")
                }
            }
        }

        /// A path for a socket that no other test uses; short, for a socket's path may not be long.
        static func socketPath() -> String { "/tmp/probe-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock" }
    }
#endif
