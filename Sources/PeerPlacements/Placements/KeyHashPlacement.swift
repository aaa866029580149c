#if Peers
    public import ConsistentHashing

    /// A placement that goes from a key to its owner by way of the peer's own 32-bit hash, so that nobody pays for the
    /// hash twice.
    ///
    /// What `HashPlacement` is to 64-bit xxHash.
    public protocol KeyHashPlacement<Node>: Placement {
        /// The peer's hash of a key.
        func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32

        /// The peer's hashes of keys, in their order.
        func keyHashes<Key: PlacementKey>(of keys: [Key]) -> [UInt32]

        /// The index of the node that owns the keys with this hash, `nil` if no node is usable.
        func ownerIndex(ofKeyHash hash: UInt32) -> Int?

        /// The indices of the nodes in the order in which keys with this hash fall back on them.
        func rankingIndices(ofKeyHash hash: UInt32) -> RankingIndices
    }

    extension KeyHashPlacement {
        @inlinable
        @inline(__always)
        public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
            ownerIndex(ofKeyHash: keyHash(of: key))
        }

        @inlinable
        public func keyHashes<Key: PlacementKey>(of keys: [Key]) -> [UInt32] {
            keys.map { keyHash(of: $0) }
        }

        @inlinable
        public func ownerIndices<Key: PlacementKey>(of keys: [Key]) -> [Int?] {
            keyHashes(of: keys).map { ownerIndex(ofKeyHash: $0) }
        }

        @inlinable
        public func rankingIndices<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> RankingIndices
        {
            rankingIndices(ofKeyHash: keyHash(of: key))
        }

        /// The node that owns the keys with this hash, `nil` if no node is usable.
        @inlinable
        public func owner(ofKeyHash hash: UInt32) -> Node? {
            guard let index = ownerIndex(ofKeyHash: hash) else { return nil }
            return membership[index].node
        }
    }
#endif
