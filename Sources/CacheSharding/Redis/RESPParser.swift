#if Caches
    import NIOCore

    /// Cuts what Redis sends into values, however it comes in pieces.
    ///
    /// It takes from the buffer what it is sure of and leaves the rest: a long list that comes slowly is read once. It does not
    /// call itself, so that nothing a server sends takes up the stack. After an error it is of no use any more.
    struct RESPParser: Sendable {
        private let limits: WireLimits
        /// The lists that are not complete, the outermost first.
        private var open: [OpenList] = []
        /// Bytes that have not come yet.
        private var announced: Announced?

        private struct Announced {
            var bytes: Int
            /// They begin with their format and a colon.
            var isVerbatim: Bool
            var isError: Bool
        }

        init(limits: WireLimits = WireLimits()) {
            self.limits = limits
        }

        /// The next whole value; `nil` if more has to come first.
        mutating func next(from buffer: inout ByteBuffer) throws(WireError) -> RESPValue? {
            while let element = try element(from: &buffer) {
                guard let whole = close(element) else { continue }
                return whole
            }
            return nil
        }

        /// Puts a value into the list that is open; gives what is complete when no list is open any more.
        private mutating func close(_ element: RESPValue?) -> RESPValue? {
            var element = element
            while var list = open.popLast() {
                if let element { list.elements.append(element) }
                guard list.elements.count >= list.count else {
                    open.append(list)
                    return nil
                }
                // What an attribute says of the value after it is not needed.
                guard let value = list.value else { return nil }
                element = value
            }
            return element
        }

        /// A value that is no list, or an empty one; `.some(nil)` where a list began.
        private mutating func element(from buffer: inout ByteBuffer) throws(WireError) -> RESPValue?? {
            if let announced { return try bytes(announced, from: &buffer).map { .some($0) } }
            guard let (type, text) = try readLine(from: &buffer) else { return nil }
            switch type {
            case UInt8(ascii: "+"): return .some(.simple(text))
            case UInt8(ascii: "-"): return .some(.error(text))
            case UInt8(ascii: "_"):
                guard text.isEmpty else { throw .malformed("a null that is something") }
                return .some(.null)
            case UInt8(ascii: ":"):
                guard let number = Int64(text) else { throw .malformed("an integer that is none") }
                return .some(.integer(number))
            case UInt8(ascii: "#"):
                guard text == "t" || text == "f" else { throw .malformed("neither true nor false") }
                return .some(.boolean(text == "t"))
            case UInt8(ascii: ","):
                guard let number = Double(text) else { throw .malformed("a double that is none") }
                return .some(.double(number))
            case UInt8(ascii: "("):
                let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
                guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                    throw .malformed("a big number that is none")
                }
                return .some(.bigNumber(text))
            case UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "!"):
                if type == UInt8(ascii: "$"), text == "-1" { return .some(.null) }
                guard let size = length(text) else { throw .malformed("bytes without their number") }
                guard size <= limits.value else { throw .valueTooLarge(bytes: size, limit: limits.value) }
                let announced = Announced(
                    bytes: size,
                    isVerbatim: type == UInt8(ascii: "="),
                    isError: type == UInt8(ascii: "!")
                )
                self.announced = announced
                return try bytes(announced, from: &buffer).map { .some($0) }
            case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: ">"), UInt8(ascii: "|"):
                if type == UInt8(ascii: "*"), text == "-1" { return .some(.null) }
                return .some(try begin(type, text))
            default:
                throw .malformed("a value that begins with byte \(type)")
            }
        }

        private mutating func begin(_ type: UInt8, _ text: String) throws(WireError) -> RESPValue? {
            guard let count = length(text) else { throw .malformed("a list without its length") }
            guard count <= limits.elements else { throw .tooManyElements(count, limit: limits.elements) }
            let kind = OpenList.Kind(type)
            let list = OpenList(kind: kind, count: kind.isPaired ? count * 2 : count)
            // An empty attribute says nothing, and the value follows.
            guard count > 0 else { return list.value }
            guard open.count < limits.depth else { throw .nestedTooDeep(limit: limits.depth) }
            open.append(list)
            return nil
        }

        /// Digits alone.
        private func length(_ text: String) -> Int? {
            guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
            // One that is too long to be a number is above every limit.
            return Int(text) ?? .max
        }

        private mutating func bytes(
            _ announced: Announced,
            from buffer: inout ByteBuffer
        ) throws(WireError) -> RESPValue? {
            guard buffer.readableBytes >= announced.bytes + 2, var bytes = buffer.readSlice(length: announced.bytes)
            else {
                return nil
            }
            self.announced = nil
            guard buffer.readInteger(as: UInt16.self) == 0x0D0A else {
                throw .malformed("\(announced.bytes) bytes do not end with a line's end")
            }
            if announced.isError { return .error(String(buffer: bytes)) }
            if announced.isVerbatim {
                guard let format = bytes.readBytes(length: 4), format[3] == UInt8(ascii: ":") else {
                    throw .malformed("a verbatim string without its format")
                }
            }
            return .bytes(bytes)
        }

        private func readLine(from buffer: inout ByteBuffer) throws(WireError) -> (type: UInt8, text: String)? {
            let view = buffer.readableBytesView
            guard let end = view.prefix(limits.line + 2).firstIndex(of: UInt8(ascii: "\n")) else {
                if view.count > limits.line { throw .lineTooLong(limit: limits.line) }
                return nil
            }
            let line = view[..<end]
            guard line.count >= 2, line.last == UInt8(ascii: "\r"), let type = line.first else {
                throw .malformed("a line without its type, or without a carriage return")
            }
            buffer.moveReaderIndex(forwardBy: line.count + 1)
            return (type, String(decoding: line.dropFirst().dropLast(), as: UTF8.self))
        }
    }

    /// A list that is not complete.
    private struct OpenList: Sendable {
        enum Kind {
            case array, set, map, push, attribute

            init(_ type: UInt8) {
                switch type {
                case UInt8(ascii: "~"): self = .set
                case UInt8(ascii: "%"): self = .map
                case UInt8(ascii: ">"): self = .push
                case UInt8(ascii: "|"): self = .attribute
                default: self = .array
                }
            }

            var isPaired: Bool { self == .map || self == .attribute }
        }

        let kind: Kind
        /// How many elements there are to be; of a map, keys and values.
        let count: Int
        var elements: [RESPValue] = []

        /// `nil` for an attribute.
        var value: RESPValue? {
            switch kind {
            case .array: .array(elements)
            case .set: .set(elements)
            case .push: .push(elements)
            case .attribute: nil
            case .map:
                .map(
                    stride(from: 0, to: elements.count - 1, by: 2).map {
                        RESPPair(key: elements[$0], value: elements[$0 + 1])
                    }
                )
            }
        }
    }
#endif
