#if Caches
    /// Requests for many keys over one connection, sent one after the other in one piece. memcached's values of them come by the same
    /// `get` lines: see ``MemcachedWire``.
    final class ValueGroup: Sendable {
        /// Each one's keys, in the order in which they were sent; one at least.
        let requests: [KeyList]
        /// How many keys they have together.
        let keyCount: Int

        init(_ requests: [KeyList]) {
            assert(requests.allSatisfy { $0.count > 0 }, "a request asks for a key at least")
            self.requests = requests
            keyCount = requests.reduce(0) { $0 + $1.count }
        }
    }
#endif
