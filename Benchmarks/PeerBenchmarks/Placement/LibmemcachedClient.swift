#if Peers
    import CLibmemcached
    import CommandLineSupport
    import ConsistentHashing
    import PeerPlacements
    import Timing

    /// libmemcached itself, asked for a key's server as its own `get` asks, without a connection.
    final class LibmemcachedClient {
        private let client: UnsafeMutableRawPointer
        private let servers: [String]

        static var version: String { String(cString: libmemcached_version()) }

        /// - Parameter servers: the hosts, on memcached's own port.
        init(_ servers: [String], rule: libmemcached_rule) throws(Failure) {
            guard libmemcached_is_there(), let client = libmemcached_make() else {
                throw Failure(
                    .unavailable,
                    "this was built without libmemcached; install libmemcached-dev (Debian, Ubuntu) and build again"
                )
            }
            self.client = client
            self.servers = servers
            let isReady = servers.allSatisfy { libmemcached_add(client, $0, 11211) } && libmemcached_set(client, rule)
            guard isReady else {
                throw Failure(.systemError, "libmemcached takes no \(servers.count) servers such as \(servers[0])")
            }
        }

        deinit { libmemcached_free(client) }

        /// Fails unless a placement of the same servers has the same one for every key.
        func check(_ placement: some Placement<LibmemcachedServer>, keys: SpeedKeys) throws(Failure) {
            for number in 0..<keys.count {
                let key = keys.bytes(number)
                let theirs = servers[Int(libmemcached_server(client, key.baseAddress, key.count))] + ":11211"
                let ours = placement.owner(of: key)?.address
                guard ours == theirs else {
                    throw Failure(
                        .dataError,
                        "libmemcached \(Self.version) puts \(keys.strings[number]) on \(theirs), "
                            + "PeerPlacements on \(ours ?? "no server")"
                    )
                }
            }
        }

        /// The sum of the servers' places.
        @inline(never)
        func sumOfServers(_ keys: SpeedKeys) -> UInt64 {
            var sum: UInt64 = 0
            for key in keys { sum &+= UInt64(libmemcached_server(client, key.baseAddress, key.count)) }
            return sum
        }
    }
#endif
