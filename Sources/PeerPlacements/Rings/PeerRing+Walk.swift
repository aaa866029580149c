#if Peers
    public import ConsistentHashing

    /// The distinct nodes that a walk along a peer's ring meets, entry by entry, going round at the end.
    ///
    /// Nodes that are out or have no entry are not met.
    public struct PeerRingRanking: Sequence, IteratorProtocol, Sendable {
        private let ring: PeerRing
        private var entry: Int
        private var entriesLeft: Int
        private var met: [Bool] = []

        init(_ ring: PeerRing, hash: UInt64) {
            self.ring = ring
            entry = ring.firstArc(endingAtOrBehind: hash)
            entriesLeft = ring.ends.count
        }

        public mutating func next() -> Int? {
            if met.isEmpty {
                met = Array(repeating: false, count: ring.nodeCount)
            }
            while entriesLeft > 0 {
                let owner = ring.owners[entry]
                entry = entry + 1 == ring.ends.count ? 0 : entry + 1
                entriesLeft -= 1
                if !met[owner] {
                    met[owner] = true
                    return owner
                }
            }
            return nil
        }
    }

    /// The arcs of a peer's ring, from hash 0 up.
    public struct PeerRingRanges: Sequence, IteratorProtocol, Sendable {
        private let ring: PeerRing
        private var arc = 0
        private var start: UInt64 = 0

        init(_ ring: PeerRing) {
            self.ring = ring
        }

        public mutating func next() -> OwnedRange? {
            // Of points that share a place only the first owns a hash.
            while arc > 0, arc < ring.ends.count, ring.ends[arc] == ring.ends[arc - 1] {
                arc += 1
            }
            guard arc < ring.ends.count else { return nil }
            defer {
                start = ring.ends[arc] &+ 1
                arc += 1
            }
            return OwnedRange(hashes: start...ring.ends[arc], ownerIndex: ring.owners[arc])
        }
    }

    extension PeerRing {
        func ranking(ofNarrowHash hash: UInt32) -> PeerRingRanking {
            PeerRingRanking(self, hash: UInt64(hash) << shift)
        }

        /// The first arc whose end is not before the hash; 0 if there are no arcs.
        func firstArc(endingAtOrBehind hash: UInt64) -> Int {
            var low = 0
            var high = max(0, ends.count - 1)
            while low < high {
                let middle = low + (high - low) / 2
                if ends[middle] < hash {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
    }
#endif
