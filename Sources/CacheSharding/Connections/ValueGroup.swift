#if Caches
    /// Requests for many keys over one connection, sent one after the other in one piece. memcached's values of them come by the same
    /// `get` lines: see ``MemcachedWire``.
    final class ValueGroup: Sendable {
        struct Request: Sendable {
            let keys: KeyList
            /// What its first key is marked with, where the protocol has marks.
            let opaque: UInt32
        }

        /// In the order in which they were sent, each with a key at least.
        let requests: [Request]
        /// memcached's lines for the keys behind the requests' first, as they are sent, and as their values' keys are compared with.
        let lines: [UInt8]
        /// How long each of those keys is.
        let lengths: [UInt8]

        init(_ requests: [Request], lines: [UInt8] = [], lengths: [UInt8] = []) {
            assert(requests.allSatisfy { $0.keys.count > 0 }, "a request asks for a key at least")
            self.requests = requests
            self.lines = lines
            self.lengths = lengths
        }
    }
#endif
