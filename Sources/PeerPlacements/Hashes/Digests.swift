#if Peers
    import ConsistentHashing
    import Crypto

    /// What a peer takes of SHA-256 digests, which are swift-crypto's.
    @usableFromInline
    enum Digests {
        /// The last four bytes of SHA-256 as a little-endian word: Varnish's.
        @usableFromInline
        static func sha256Tail(_ bytes: RawSpan) -> UInt32 {
            var function = SHA256()
            bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
            return function.finalize().withUnsafeBytes { $0.bytes.word32(at: 28) }
        }
    }
#endif
