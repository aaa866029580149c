#if StickySessions
    /// The text of a session in a cookie: base64url (RFC 4648, section 5, without padding) of
    ///
    ///     byte    0         1 ... 8       9 ... 16            17 ... n      32 more
    ///             version   began         last seen           endpoint      HMAC-SHA-256 of all before
    ///
    /// Numbers are in seconds since 1970, the largest byte first. The signature is also over the cookie's name.
    enum SessionToken {
        private static var version: UInt8 { 1 }
        private static var headByteCount: Int { 17 }
        private static var signatureByteCount: Int { 32 }
        /// The longest endpoint's id, in bytes, so that a cookie stays far below the 4096 that browsers keep.
        static var endpointLimit: Int { 512 }
        /// The longest text that is looked at.
        static var textLimit: Int { (headByteCount + endpointLimit + signatureByteCount + 2) / 3 * 4 }

        /// `nil` if the endpoint's id is empty or too long.
        static func text(for session: StickySession, cookie: String, keys: SigningKeys) -> String? {
            guard (1...endpointLimit).contains(session.endpoint.utf8.count) else { return nil }
            var message: [UInt8] = [version]
            for number in [session.began, session.lastSeen] {
                message += (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
            }
            message += Array(session.endpoint.utf8)
            return Base64URL.text(message + keys.signature(of: message, for: purpose(cookie)))
        }

        /// `nil` for whatever was not made by ``text(for:cookie:keys:)`` with the same name and one of the same secrets.
        static func session(in text: some StringProtocol, cookie: String, keys: SigningKeys) -> StickySession? {
            guard text.utf8.count <= textLimit, let bytes = Base64URL.bytes(text.utf8) else { return nil }
            let end = bytes.count - signatureByteCount
            guard end > headByteCount, end <= headByteCount + endpointLimit, bytes[0] == version else { return nil }
            let message = Array(bytes[..<end])
            guard keys.verify(bytes[end...], of: message, for: purpose(cookie)) else { return nil }
            func number(at place: Int) -> Int64 {
                message[place..<place + 8].reduce(0) { $0 << 8 | Int64($1) }
            }
            guard let endpoint = String(validating: message[headByteCount...], as: UTF8.self) else { return nil }
            let (began, lastSeen) = (number(at: 1), number(at: 9))
            // Of the far future or past is nobody's; sums of these must not overflow.
            guard abs(began.clamped) < 1 << 40, abs(lastSeen.clamped) < 1 << 40 else { return nil }
            return StickySession(endpoint: endpoint, began: began, lastSeen: lastSeen)
        }

        private static func purpose(_ cookie: String) -> String { "cookie \(cookie)" }
    }

    extension Int64 {
        /// Not the smallest number, which has no absolute value.
        fileprivate var clamped: Int64 { Swift.max(self, -.max) }
    }

    /// Base64 in letters that a cookie may have, without padding; one text for each sequence of bytes.
    enum Base64URL {
        private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        private static let values: [UInt8] = {
            var values = [UInt8](repeating: 0xFF, count: 256)
            for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
            return values
        }()

        static func text(_ bytes: [UInt8]) -> String {
            var text: [UInt8] = []
            text.reserveCapacity((bytes.count * 4 + 2) / 3)
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
                for digit in 0...group.count { text.append(digits[Int(bits >> (18 - 6 * UInt32(digit)) & 63)]) }
            }
            return String(decoding: text, as: UTF8.self)
        }

        /// `nil` if it is no such text, or not the only one for these bytes.
        static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
            var bytes: [UInt8] = []
            var (bits, count) = (UInt32(0), 0)
            for digit in text {
                let value = values[Int(digit)]
                guard value < 64 else { return nil }
                (bits, count) = (bits << 6 | UInt32(value), count + 6)
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                    bits &= (1 << UInt32(count)) - 1
                }
            }
            // A digit too many, or bits that no byte has.
            return count < 6 && bits == 0 ? bytes : nil
        }
    }
#endif
