public import CXXHash

/// Which keys are hashed, and perhaps looked up, by the quick way: those of 9 to 16 bytes, by XXH3-64, or none.
///
/// One comparison says for a key all that the quick way has to be sure of: its length, the hash function, and whatever else this was
/// made for, such as the width of a table's owners. What is asked of every key in a loop, a comparison each, adds up to a third of a
/// table's lookup.
@frozen
@usableFromInline
struct QuickKeys: Hashable, Sendable {
    /// 9; or so far from any length that none is among the eight from there on.
    @usableFromInline
    let shortest: Int

    /// Those keys, if they are hashed by XXH3-64 and whatever else they need holds, or none.
    @inlinable
    init(where condition: Bool) {
        shortest = condition ? 9 : .min
    }

    /// The key's hash by XXH3-64; `nil` if it is not one of these.
    @inlinable
    @inline(__always)
    func hash(_ key: RawSpan, seed: UInt64) -> UInt64? {
        key.withUnsafeBytes { bytes in
            // In C, as the compiler would forget that it is likely: a loop over keys of one length asks before its first key.
            let quick = unsafe sharding_xxh3_64_quick(bytes.baseAddress, bytes.count, shortest, seed)
            return quick.is_known ? quick.hash : nil
        }
    }

    /// The same, where other keys are as likely, as those of another kind of quick keys are: neither way is laid out before the other.
    @inlinable
    @inline(__always)
    func hash(perhaps key: RawSpan, seed: UInt64) -> UInt64? {
        guard UInt(bitPattern: key.byteCount &- shortest) <= 7 else { return nil }
        return hash(key, seed: seed)
    }

    /// The hash of another key: by XXH3-64 if there are quick ones, by XXH64 if there are none.
    @inlinable
    @inline(__always)
    func hash(other key: RawSpan, seed: UInt64) -> UInt64 {
        key.withUnsafeBytes { unsafe sharding_hash($0.baseAddress, $0.count, shortest, seed) }
    }
}
