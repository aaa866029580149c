#if StickySessions
    import Crypto
    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif

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
        /// Signatures that have been begun: their secrets are hashed once, not for every message. The first one signs.
        private let begun: [HMAC<SHA256>]

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
            begun = ([current] + previous).map { Self.begin(SymmetricKey(data: $0)) }
        }

        /// Secrets of this process alone: with them no other instance, and none after a restart, knows its cookies.
        public static func random() -> SigningKeys { SigningKeys(random: SymmetricKey(size: .bits256)) }

        private init(random key: SymmetricKey) {
            begun = [Self.begin(key)]
        }

        private static func begin(_ key: SymmetricKey) -> HMAC<SHA256> {
            var code = HMAC<SHA256>(key: key)
            code.update(data: Array("swift-sharding ".utf8))
            return code
        }

        /// The signature of what a message says, for one purpose: one for another purpose is none for this.
        func signature(of message: [UInt8], for purpose: String) -> [UInt8] {
            Array(Self.code(of: message, for: purpose, begun[0]))
        }

        /// Whether one of the secrets made the signature. Takes as long wherever a wrong one differs.
        func verify(_ signature: some DataProtocol, of message: [UInt8], for purpose: String) -> Bool {
            begun.contains { Self.code(of: message, for: purpose, $0) == signature }
        }

        private static func code(
            of message: [UInt8],
            for purpose: String,
            _ begun: HMAC<SHA256>
        ) -> HMAC<SHA256>.MAC {
            var code = begun
            // A zero ends the purpose, which has none.
            code.update(data: purpose.utf8.filter { $0 != 0 } + [0])
            code.update(data: message)
            return code.finalize()
        }
    }
#endif
