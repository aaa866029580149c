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

    /// Hashes every key and divides, as a peer does whose rule is a modulo.
    @inline(never)
    func sumOfRemainders<Hash: KeyHash>(_ hash: Hash, _ keys: SpeedKeys, slots: Int) -> UInt64 {
        let divisor = Hash.Value(slots)
        var sum: UInt64 = 0
        for key in keys { sum &+= UInt64(hash.hash(of: key) % divisor) }
        return sum
    }
#endif
