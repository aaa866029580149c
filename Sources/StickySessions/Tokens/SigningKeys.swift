#if StickySessions
    import Crypto

    /// The secrets with which cookies are signed: HMAC-SHA-256 (RFC 2104).
    ///
    /// ```swift
    /// let keys = try SigningKeys(new, previous: [old])
    /// ```
    ///
    /// The first one signs, all of them verify. To change the secret without ending a session, first give every instance the new
    /// one as `previous`, then as the first with the old one behind it, and drop the old one when its cookies have expired. All
    /// instances need the same.
    public struct SigningKeys: Sendable {
        private let current: SymmetricKey
        private let previous: [SymmetricKey]

        /// The fewest bytes of a secret: as many as its signatures have (RFC 2104, section 3).
        public static var minimumByteCount: Int { 32 }
        /// The most former secrets: each costs a signature for every forged cookie.
        public static var previousLimit: Int { 8 }

        /// - Parameters:
        ///   - current: the secret that signs, 32 bytes or more of randomness.
        ///   - previous: former secrets, and those to come, which verify only; up to eight.
        /// - Throws: ``StickySessionsError`` for a secret that is too short, or too many of them.
        public init(_ current: [UInt8], previous: [[UInt8]] = []) throws(StickySessionsError) {
            for secret in [current] + previous where secret.count < Self.minimumByteCount {
                throw .secretTooShort(byteCount: secret.count, minimum: Self.minimumByteCount)
            }
            guard previous.count <= Self.previousLimit else {
                throw .tooManySecrets(previous.count, limit: Self.previousLimit)
            }
            self.current = SymmetricKey(data: current)
            self.previous = previous.map { SymmetricKey(data: $0) }
        }

        /// Secrets of this process alone: with them no other instance, and none after a restart, knows its cookies.
        public static func random() -> SigningKeys { SigningKeys(random: SymmetricKey(size: .bits256)) }

        private init(random key: SymmetricKey) {
            current = key
            previous = []
        }

        /// The signature of what a message says, for one purpose: one for another purpose is none for this.
        func signature(of message: [UInt8], for purpose: String) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: Self.signed(message, purpose), using: current))
        }

        /// Whether one of the secrets made the signature. Takes as long wherever a wrong one differs.
        func verify(_ signature: some Sequence<UInt8>, of message: [UInt8], for purpose: String) -> Bool {
            let (code, signed) = (Array(signature), Self.signed(message, purpose))
            return ([current] + previous).contains {
                HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: $0)
            }
        }

        private static func signed(_ message: [UInt8], _ purpose: String) -> [UInt8] {
            // A zero ends the purpose, which has none.
            Array("swift-sharding ".utf8) + Array(purpose.utf8.filter { $0 != 0 }) + [0] + message
        }
    }
#endif
