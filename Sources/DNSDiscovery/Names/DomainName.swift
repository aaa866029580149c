#if DNSDiscovery
    /// What can be asked of a name server.
    enum DomainName {
        /// What is wrong with a name, if anything is (RFC 1035 §2.3.4, RFC 1123 §2.1); the underscore is for services.
        static func problem(with name: String) -> String? {
            let whole = name.hasSuffix(".") ? name.dropLast() : name[...]
            guard (1...253).contains(whole.utf8.count) else {
                return "it has \(whole.utf8.count) bytes, a name has 1 to 253"
            }
            if isAddress(whole) {
                return "it is an IP address; DNS has no part in it: make the load balancer of "
                    + "Endpoint(host: \"\(whole)\", port: …)"
            }
            for label in whole.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
                guard (1...63).contains(label.count) else {
                    return "one of its labels has \(label.count) bytes, a label has 1 to 63"
                }
                guard label.allSatisfy(isAllowed) else {
                    return "it has a character other than letters, digits, “-”, “_” and “.”; write a name beyond "
                        + "ASCII in its form for DNS, which begins with xn--"
                }
            }
            return nil
        }

        /// A name whose last label is a number would be taken for an IPv4 address elsewhere.
        private static func isAddress(_ name: Substring) -> Bool {
            let isIPv6 =
                name.utf8.contains(UInt8(ascii: ":"))
                && name.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            let lastLabel = name.utf8.reversed().prefix { $0 != UInt8(ascii: ".") }
            return isIPv6 || !lastLabel.isEmpty && lastLabel.allSatisfy(isDigit)
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

        /// Whether a label may have this byte.
        static func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: isDigit(byte)
            }
        }
    }
#endif
