/// The function that turns a key's bytes into 64 bits: XXH3-64 or XXH64, with a seed.
///
/// A placement carries the one it was built with, and uses it for keys and for node ids.
///
/// ```swift
/// HashFunction.xxh3.hash("user:1")                  // the default: XXH3-64, seed 0
/// HashFunction(.xxh64, seed: 42).hash([1, 2, 3])
/// ```
///
/// Cost: XXH3-64 of a key of up to 16 bytes is about two nanoseconds, inlined into the caller.
/// Source: xxHash by Yann Collet, specification version 0.2.0 (XXH64) and libxxhash 0.8 (XXH3).
@frozen
public struct HashFunction: Hashable, Sendable {
    /// Which member of the xxHash family.
    @frozen
    public enum Algorithm: UInt8, Hashable, Sendable, CaseIterable {
        /// XXH3-64: the fastest, above all on short keys. The default.
        case xxh3 = 1
        /// XXH64: its predecessor, which Envoy, gRPC and many others place by.
        case xxh64 = 2
    }

    /// Which member of the xxHash family.
    public let algorithm: Algorithm

    /// The seed: another one gives an unrelated function, so that two fleets need not share their hot spots.
    public let seed: UInt64

    /// XXH3's keys of 9 to 16 bytes: all that a lookup asks for, as it says what the algorithm is, too.
    @usableFromInline
    let quickKeys: QuickKeys

    @inlinable
    public init(_ algorithm: Algorithm, seed: UInt64 = 0) {
        self.algorithm = algorithm
        self.seed = seed
        quickKeys = QuickKeys(where: algorithm == .xxh3)
    }

    /// XXH3-64 with seed 0.
    @inlinable
    public static var xxh3: HashFunction { HashFunction(.xxh3) }

    /// XXH64 with seed 0.
    @inlinable
    public static var xxh64: HashFunction { HashFunction(.xxh64) }

    /// The hash of a key's bytes.
    @inlinable
    @inline(__always)
    public func hash<Key: PlacementKey & ~Copyable & ~Escapable>(_ key: borrowing Key) -> UInt64 {
        key.withKeyBytes { hash(bytes: $0) }
    }

    /// The hash of some bytes.
    @inlinable
    @inline(__always)
    public func hash(bytes: RawSpan) -> UInt64 {
        quickKeys.hash(bytes, seed: seed) ?? quickKeys.hash(other: bytes, seed: seed)
    }
}

extension HashFunction: CustomStringConvertible {
    public var description: String {
        let name = algorithm == .xxh3 ? "XXH3-64" : "XXH64"
        return seed == 0 ? name : "\(name), seed \(seed)"
    }
}
