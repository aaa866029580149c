/// Arguments that are no text, carried through a parser of text and back.
///
/// An argument is bytes, and a parser takes strings, which repair what is no UTF-8. A byte that is none stands here as a
/// scalar of its own, U+10FF00 and the byte, at the end of the last private plane; those scalars, where an argument has
/// them, are written byte by byte too, so that nothing is lost either way.
package enum ArgumentBytes {
    private static let firstScalar: UInt32 = 0x10FF00

    /// The process's arguments without its name.
    package static var ofProcess: [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { place in
            CommandLine.unsafeArgv[place].map { argument in
                var bytes: [UInt8] = []
                var next = argument
                while next.pointee != 0 {
                    bytes.append(UInt8(bitPattern: next.pointee))
                    next += 1
                }
                return encoded(bytes)
            }
        }
    }

    /// The bytes as text that ``bytes(of:)`` makes bytes again.
    package static func encoded(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isCarrier) {
            return text
        }
        var text = ""
        var rest = bytes[...]
        while let byte = rest.first {
            if let scalar = firstValidScalar(of: rest), !isCarrier(scalar) {
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                text.unicodeScalars.append(carrier(of: byte))
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// The bytes of an argument.
    package static func bytes(of argument: String) -> [UInt8] {
        guard argument.unicodeScalars.contains(where: isCarrier) else { return Array(argument.utf8) }
        return argument.unicodeScalars.flatMap { scalar in
            isCarrier(scalar) ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(UTF8.encode(scalar) ?? .init())
        }
    }

    /// An argument as people read it.
    package static func shown(_ argument: String) -> String {
        String(decoding: bytes(of: argument), as: UTF8.self)
    }

    private static func isCarrier(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= firstScalar }

    private static func carrier(of byte: UInt8) -> Unicode.Scalar {
        // Every number up to 0x10FFFF that is no surrogate is a scalar.
        Unicode.Scalar(firstScalar + UInt32(byte))!
    }

    private static func firstValidScalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        var iterator = bytes.prefix(4).makeIterator()
        var decoder = UTF8()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
        return nil
    }
}
