#if Peers
    import ConsistentHashing
    import Crypto

    /// What peers take of MD5 and SHA-256 digests. The digests are swift-crypto's, which allocates a context for each.
    @usableFromInline
    enum Digests {
        /// MD5 as four little-endian words.
        @usableFromInline
        static func md5(_ bytes: RawSpan) -> (UInt32, UInt32, UInt32, UInt32) {
            var function = Insecure.MD5()
            bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
            return function.finalize().withUnsafeBytes { digest in
                let digest = digest.bytes
                return (digest.word32(at: 0), digest.word32(at: 4), digest.word32(at: 8), digest.word32(at: 12))
            }
        }

        /// The last four bytes of SHA-256 as a little-endian word: Varnish's.
        @usableFromInline
        static func sha256Tail(_ bytes: RawSpan) -> UInt32 {
            var function = SHA256()
            bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
            return function.finalize().withUnsafeBytes { $0.bytes.word32(at: 28) }
        }
    }
#endif
