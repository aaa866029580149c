#if HTTP
    /// How header fields are written.
    enum HeaderText {
        /// The value of the first cookie of this name in a `Cookie` field, without quotes; `nil` if there is none.
        ///
        /// Source: RFC 6265, section 4.2.1. Names are compared byte by byte.
        static func cookie(_ name: String, in field: String) -> Substring? {
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = trimmed(pair)
                guard
                    let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                    trimmed(pair[..<equals]).elementsEqual(name.utf8)
                else { continue }
                return Substring(unquoted(trimmed(pair[pair.index(after: equals)...])))
            }
            return nil
        }

        /// Without spaces and tabs at either end.
        static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
            func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
            var text = text.drop(while: isSpace)
            while let last = text.last, isSpace(last) { text.removeLast() }
            return text
        }

        private static func unquoted(_ text: Substring.UTF8View) -> Substring.UTF8View {
            let quote = UInt8(ascii: "\"")
            guard text.count >= 2, text.first == quote, text.last == quote else { return text }
            return text.dropFirst().dropLast()
        }
    }
#endif
