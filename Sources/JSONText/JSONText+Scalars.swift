/// Numbers and strings.
extension JSONText {
    mutating func number() throws(JSONTextError) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let whole = takeDigits()
        guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else {
            throw error("a number has digits, and no 0 before others")
        }
        if next == UInt8(ascii: ".") {
            place += 1
            guard takeDigits() > 0 else { throw error("digits are expected behind the point of a number") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard takeDigits() > 0 else { throw error("digits are expected behind the e of a number") }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func takeDigits() -> Int {
        let start = place
        while let byte = next, Self.isDigit(byte) {
            place += 1
        }
        return place - start
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    mutating func string() throws(JSONTextError) -> String {
        let start = place
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("a string is no UTF-8: save the file as UTF-8", at: start)
                }
                return string
            case UInt8(ascii: "\\"):
                text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error(
                    "a string goes on over the end of the line, or has a control character: write \\n or \\u00XX",
                    at: place - 1
                )
            default:
                text.append(byte)
            }
        }
        throw error("a string has no end: close it with a double quote")
    }

    private mutating func escape() throws(JSONTextError) -> Unicode.Scalar {
        defer { place += 1 }
        switch next {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("no escape begins like that", found: true)
        }
    }

    /// From the `u` on, to the last digit.
    private mutating func unicodeEscape() throws(JSONTextError) -> Unicode.Scalar {
        let unit = try unicodeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Half of a pair: the other half must follow.
        if unit < 0xDC00, bytes[(place + 1)...].starts(with: "\\u".utf8) {
            place += 2
            let low = try unicodeUnit()
            if (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
            {
                return scalar
            }
        }
        throw error("an escape \\u is half of a surrogate pair without the other half")
    }

    private mutating func unicodeUnit() throws(JSONTextError) -> UInt16 {
        let digits = bytes[(place + 1)...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw error("four hexadecimal digits are expected behind \\u")
        }
        place += 4
        return unit
    }
}
