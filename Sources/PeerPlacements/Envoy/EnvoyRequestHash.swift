#if Peers
    public import ConsistentHashing

    /// The hash that Envoy's route makes of a request, by its hash policies in turn.
    ///
    /// ```swift
    /// var hash = EnvoyRequestHash()
    /// hash.add(EnvoyRequestHash.header("user-1"))
    /// hash.add(EnvoyRequestHash.header(values: ["b", "a"]))
    /// hash.value.map { ring.owner(ofHash: $0) }
    /// ```
    ///
    /// Checked with Envoy 1.40.0: one header, a header more than once, two policies. Before that version Envoy hashed a
    /// repeated header's values joined.
    public struct EnvoyRequestHash: Hashable, Sendable {
        /// The hash, `nil` if no policy gave one: Envoy then takes a random number.
        public private(set) var value: UInt64?

        private var isClosed = false

        public init() {}

        /// Adds what the next policy gives, `nil` for a policy without a value, such as an absent header.
        ///
        /// - Parameters:
        ///   - hash: the policy's hash.
        ///   - isTerminal: the policy's `terminal`: if it gives a hash, those behind it are not heard.
        public mutating func add(_ hash: UInt64?, isTerminal: Bool = false) {
            guard let hash, !isClosed else { return }
            value = value.map { ($0 << 1 | $0 >> 63) ^ hash } ?? hash
            isClosed = isTerminal
        }

        /// The hash of a header that is there once; of an empty one too.
        public static func header<Value: PlacementKey & ~Copyable & ~Escapable>(_ value: borrowing Value) -> UInt64 {
            HashFunction.xxh64.hash(value)
        }

        /// The hash of all values of a header, `nil` if there are none.
        public static func header(values: some Sequence<String>) -> UInt64? {
            // Sorted by their bytes, each hashed with the hash before it as its seed.
            values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.reduce(nil) { seed, value in
                HashFunction(.xxh64, seed: seed ?? 0).hash(value)
            }
        }
    }
#endif
