#if StickySessions
    /// One cookie among the lines of a request's `Cookie` header (RFC 6265, section 4.2).
    enum CookieFields {
        /// The values of the cookies of a name, and the lines without them, empty ones left out.
        static func take(_ name: String, from lines: [String]) -> (values: [Substring], others: [String]) {
            var values: [Substring] = []
            var others: [String] = []
            for line in lines {
                var kept: [Substring] = []
                // By bytes: characters would cost more than all the rest of it.
                for pair in line.utf8.split(separator: UInt8(ascii: ";")) {
                    let trimmed = Substring(pair).trimmed
                    let parts = trimmed.utf8.split(
                        separator: UInt8(ascii: "="),
                        maxSplits: 1,
                        omittingEmptySubsequences: false
                    )
                    if parts.count == 2, Substring(parts[0]).trimmed.utf8.elementsEqual(name.utf8) {
                        values.append(Substring(parts[1]).trimmed)
                    } else if !trimmed.isEmpty {
                        kept.append(trimmed)
                    }
                }
                if !kept.isEmpty { others.append(kept.joined(separator: "; ")) }
            }
            return (values, others)
        }
    }
#endif
