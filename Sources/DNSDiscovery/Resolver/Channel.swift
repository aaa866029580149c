#if DNSDiscovery
    import CAres

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A channel of c-ares: its questions under way, and the sockets on which it waits. For one thread alone.
    final class Channel {
        /// How a channel goes about its questions.
        struct Manner: Hashable {
            /// Tries the system's search domains.
            var searches: Bool
            /// Takes an error for an answer. Otherwise c-ares goes on to the next server, and at the end does not tell
            /// an error from silence.
            var takesErrors = false
        }

        private var channel: OpaquePointer?
        /// What to wait for: `POLLIN` and `POLLOUT`, by socket.
        private(set) var sockets: [Int32: Int16] = [:]

        /// - Throws: The code of c-ares.
        init(_ manner: Manner, _ settings: ChannelSettings) throws(CAresCode) {
            var options = ares_options()
            var mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS
            mask |= ARES_OPT_EDNSPSZ | ARES_OPT_SOCK_STATE_CB | ARES_OPT_RESOLVCONF
            options.flags = ARES_FLAG_EDNS | (manner.takesErrors ? ARES_FLAG_NOCHECKRESP : 0)
            options.timeout = settings.timeoutMilliseconds
            options.tries = settings.attempts
            // What passes through any network in one piece (DNS flag day 2020); what is longer comes by TCP.
            options.ednspsz = 1232
            if !manner.searches {
                // None at all.
                options.ndomains = 0
                mask |= ARES_OPT_DOMAINS
            }
            if let port = settings.systemPort {
                (options.udp_port, options.tcp_port) = (port, port)
                mask |= ARES_OPT_UDP_PORT | ARES_OPT_TCP_PORT
            }
            // Not retained: c-ares calls it only until `destroy`, which comes before its end.
            options.sock_state_cb_data = Unmanaged.passUnretained(self).toOpaque()
            options.sock_state_cb = { data, socket, readable, writable in
                guard let data else { return }
                let channel = Unmanaged<Channel>.fromOpaque(data).takeUnretainedValue()
                let events = (readable != 0 ? POLLIN : 0) | (writable != 0 ? POLLOUT : 0)
                channel.sockets[socket] = events == 0 ? nil : Int16(events)
            }
            // The hosts file first, then name servers. c-ares copies both texts.
            let code = "fb".withMutableCString { lookups in
                settings.resolverFile.withMutableCString { file in
                    options.lookups = lookups
                    options.resolvconf_path = file
                    return ares_init_options(&channel, &options, mask)
                }
            }
            try CAresCode.check(code)
            do throws(CAresCode) {
                try setServers(settings.nameServers)
            } catch {
                destroy()
                throw error
            }
        }

        private func setServers(_ servers: [NameServerAddress]) throws(CAresCode) {
            guard !servers.isEmpty else { return }
            // Copied by c-ares.
            let nodes = UnsafeMutableBufferPointer<ares_addr_port_node>.allocate(capacity: servers.count)
            defer { nodes.deallocate() }
            for (number, server) in servers.enumerated() {
                var node = ares_addr_port_node()
                node.family = server.isIPv6 ? AF_INET6 : AF_INET
                withUnsafeMutableBytes(of: &node.addr) { $0.copyBytes(from: server.bytes) }
                (node.udp_port, node.tcp_port) = (Int32(server.port), Int32(server.port))
                node.next = number + 1 < servers.count ? nodes.baseAddress?.advanced(by: number + 1) : nil
                nodes.initializeElement(at: number, to: node)
            }
            try CAresCode.check(ares_set_servers_ports(channel, nodes.baseAddress))
        }

        /// Asks. The query is called back once, maybe before this returns, and at the latest by ``destroy()``.
        func ask(_ query: Query) {
            let argument = Unmanaged.passRetained(query).toOpaque()
            switch query.question.type {
            case .srv:
                // Class 1 is the Internet, type 33 SRV.
                ares_search(
                    channel,
                    query.question.name,
                    1,
                    33,
                    { Query.answered($0, $1, message: $3, length: $4) },
                    argument
                )
            case .a, .aaaa:
                var hints = ares_addrinfo_hints()
                // Sorting would connect a socket to each address.
                hints.ai_flags = ARES_AI_NOSORT
                hints.ai_family = query.question.type == .a ? AF_INET : AF_INET6
                ares_getaddrinfo(
                    channel,
                    query.question.name,
                    nil,
                    &hints,
                    { Query.answered($0, $1, found: $3) },
                    argument
                )
            }
        }

        /// When something is to be done though no socket is ready, in milliseconds from now; `nil` if never.
        var timeout: Int32? {
            var time = timeval()
            guard ares_timeout(channel, nil, &time) != nil else { return nil }
            return Int32(clamping: time.tv_sec * 1000 + (Int(time.tv_usec) + 999) / 1000)
        }

        /// Does what is due on a socket.
        func process(_ socket: Int32, _ events: Int16) {
            guard let wanted = sockets[socket] else { return }
            // An error shows itself to whoever reads or writes.
            let failed = events & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 ? wanted : 0
            let ready = events & wanted | failed
            let none = ARES_SOCKET_BAD
            ares_process_fd(
                channel,
                ready & Int16(POLLIN) != 0 ? socket : none,
                ready & Int16(POLLOUT) != 0 ? socket : none
            )
        }

        /// Does what is due by time.
        func processTimeouts() {
            ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
        }

        /// Ends all queries and closes all sockets.
        func destroy() {
            guard let channel else { return }
            self.channel = nil
            ares_destroy(channel)
        }

        deinit {
            destroy()
        }
    }

    extension String {
        /// For a C function that takes a pointer it could write to, and does not.
        fileprivate func withMutableCString<Result>(_ body: (UnsafeMutablePointer<CChar>) -> Result) -> Result {
            var characters = utf8CString
            // It ends in a zero, so it is never empty.
            return characters.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
        }
    }
#endif
