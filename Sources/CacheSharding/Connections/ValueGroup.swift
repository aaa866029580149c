#if Caches
    /// The keys of a connection's requests that were sent one after the other, in one piece. memcached's values of them come by the same
    /// `get` lines: see ``MemcachedWire``.
    final class ValueGroup: Sendable {
        struct Request: Sendable {
            let keys: KeyList
            /// What its first key is marked with, where the protocol has marks.
            let opaque: UInt32
        }

        /// In the order in which they were sent, each with a key at least.
        let requests: [Request]
        /// How many keys there are behind the requests' first.
        let restCount: Int

        init(_ requests: [Request]) {
            assert(requests.allSatisfy { $0.keys.count > 0 }, "a request asks for a key at least")
            self.requests = requests
            restCount = requests.reduce(0) { $0 + $1.keys.count - 1 }
        }

        /// Where a key is: of which request, and its number there.
        struct Place: Sendable {
            var request = 0
            var number = 0
        }

        /// The place behind another one; behind the last there is none, and whoever asks knows how many there are.
        func next(after place: Place) -> Place {
            var place = place
            place.number += 1
            while place.request < requests.count, place.number >= requests[place.request].keys.count {
                place = Place(request: place.request + 1, number: 1)
            }
            return place
        }

        /// All keys behind the requests' first, in order.
        func forEachOfRest(_ body: (CacheKey) -> Void) {
            for request in requests {
                for number in 1..<max(1, request.keys.count) { body(request.keys[number]) }
            }
        }

        subscript(place: Place) -> CacheKey { requests[place.request].keys[place.number] }
    }
#endif
