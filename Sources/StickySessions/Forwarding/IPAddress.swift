#if StickySessions
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// An IP address: 4 bytes, or 16. One of IPv4 within IPv6 is that of IPv4.
    struct IPAddress: Hashable, Sendable {
        let bytes: [UInt8]

        /// `nil` if it is none: no port, no brackets, no zone.
        init?(_ text: some StringProtocol) {
            guard text.utf8.count <= 45 else { return nil }
            var v4 = in_addr()
            var v6 = in6_addr()
            let text = String(text)
            if inet_pton(AF_INET, text, &v4) == 1 {
                bytes = withUnsafeBytes(of: &v4) { Array($0) }
            } else if inet_pton(AF_INET6, text, &v6) == 1 {
                let sixteen = withUnsafeBytes(of: &v6) { Array($0) }
                let isMapped = sixteen.prefix(10).allSatisfy { $0 == 0 } && sixteen[10...11].allSatisfy { $0 == 0xFF }
                bytes = isMapped ? Array(sixteen[12...]) : sixteen
            } else {
                return nil
            }
        }

        /// As an element of `X-Forwarded-For` or `Forwarded` may have it: with a port, in brackets, in quotes.
        init?(element: some StringProtocol) {
            var text = element.trimmed
            if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
            if text.first == "[" {
                guard let end = text.firstIndex(of: "]") else { return nil }
                text = text[text.index(after: text.startIndex)..<end]
            } else if text.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = text.firstIndex(of: ":") {
                text = text[..<colon]
            }
            self.init(text)
        }

        var isV6: Bool { bytes.count == 16 }

        var text: String {
            var buffer = [CChar](repeating: 0, count: 46)
            _ = bytes.withUnsafeBytes { bytes in
                inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes.baseAddress, &buffer, socklen_t(buffer.count))
            }
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Addresses that begin with the same bits.
    struct IPNetwork: Hashable, Sendable {
        private let address: IPAddress
        private let bits: Int

        init(_ text: String) throws(StickySessionsError) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { throw .invalidNetwork(text) }
            let all = address.bytes.count * 8
            self.address = address
            guard parts.count == 2 else {
                bits = all
                return
            }
            guard
                parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let bits = Int(parts[1]), bits <= all
            else { throw .invalidNetwork(text) }
            self.bits = bits
        }

        func contains(_ other: IPAddress) -> Bool {
            guard other.bytes.count == address.bytes.count else { return false }
            let (whole, rest) = (bits / 8, bits % 8)
            guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
            return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> UInt8(8 - rest) == 0
        }
    }

    extension StringProtocol {
        /// Without spaces and tabs around it.
        var trimmed: SubSequence {
            var first: Index?
            var end = endIndex
            var place = utf8.startIndex
            while place < utf8.endIndex {
                let byte = utf8[place]
                let next = utf8.index(after: place)
                if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") {
                    if first == nil { first = place }
                    end = next
                }
                place = next
            }
            return self[(first ?? endIndex)..<end]
        }
    }
#endif
