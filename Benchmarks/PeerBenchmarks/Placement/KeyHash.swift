#if Peers
    import ConsistentHashing
    import PeerPlacements
    import Timing

    /// What a peer hashes keys with, alone.
    protocol KeyHash {
        associatedtype Value: FixedWidthInteger & UnsignedInteger

        func hash(of key: UnsafeRawBufferPointer) -> Value
    }

    struct PeerKeyHash<Placed: KeyHashPlacement>: KeyHash {
        let placed: Placed

        @inline(__always)
        func hash(of key: UnsafeRawBufferPointer) -> UInt32 { placed.keyHash(of: key) }
    }

    struct NginxKeyHash: KeyHash {
        let placed: NginxHash

        @inline(__always)
        func hash(of key: UnsafeRawBufferPointer) -> UInt32 { placed.keyHash(of: key) }
    }

    extension HashFunction: KeyHash {
        @inline(__always)
        func hash(of key: UnsafeRawBufferPointer) -> UInt64 { hash(key) }
    }

    /// Hashes every key, and no more.
    @inline(never)
    func sumOfHashes<Hash: KeyHash>(_ hash: Hash, _ keys: SpeedKeys) -> UInt64 {
        var sum: UInt64 = 0
        for key in keys { sum &+= UInt64(hash.hash(of: key)) }
        return sum
    }

    /// Looks every key up in a placement of ours, by the peer's hash of it.
    @inline(never)
    func sumOfOwnIndices<Hash: KeyHash, Own: HashPlacement>(_ own: Own, _ hash: Hash, _ keys: SpeedKeys) -> UInt64 {
        // Our placements look at a hash's upper bits.
        let shift = UInt64(64 - Hash.Value.bitWidth)
        var sum = 0
        for key in keys { sum &+= own.ownerIndex(ofHash: UInt64(hash.hash(of: key)) &<< shift) ?? 0 }
        return UInt64(sum)
    }

    /// The same with what a division leaves of the hash, as a peer does whose rule is a modulo.
    @inline(never)
    func sumOfOwnIndices<Hash: KeyHash, Own: HashPlacement>(
        _ own: Own,
        _ hash: Hash,
        _ keys: SpeedKeys,
        slots: Int
    ) -> UInt64 {
        let divisor = Hash.Value(slots)
        let shift = UInt64(slots.leadingZeroBitCount)
        var sum = 0
        for key in keys { sum &+= own.ownerIndex(ofHash: UInt64(hash.hash(of: key) % divisor) &<< shift) ?? 0 }
        return UInt64(sum)
    }
#endif
