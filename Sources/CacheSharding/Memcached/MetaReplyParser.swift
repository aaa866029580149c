#if Caches
    import NIOCore

    /// Cuts what memcached sends into replies, however it comes in pieces.
    ///
    /// It takes from the buffer what it is sure of and leaves the rest. After an error it is of no use any more.
    struct MetaReplyParser: Sendable {
        private let limits: WireLimits
        /// A reply whose value has not come yet, and of how many bytes that is.
        private var head: (reply: MetaReply, bytes: Int)?

        init(limits: WireLimits = WireLimits()) {
            self.limits = limits
        }

        /// The next reply; `nil` if more has to come first.
        mutating func next(from buffer: inout ByteBuffer) throws(WireError) -> MetaReply? {
            if let (begun, bytes) = head {
                guard buffer.readableBytes >= bytes + 2 else { return nil }
                head = nil
                var reply = begun
                reply.value = try readValue(of: bytes, from: &buffer)
                return reply
            }
            // A closure that lends bytes knows no typed errors.
            let line = buffer.withUnsafeReadableBytes { bytes in
                Result { () throws(WireError) in try MetaLine.read(bytes, limits) }
            }
            guard var line = try line.get() else { return nil }
            buffer.moveReaderIndex(forwardBy: line.bytes)
            guard let bytes = line.valueBytes else { return line.reply }
            guard buffer.readableBytes >= bytes + 2 else {
                head = (line.reply, bytes)
                return nil
            }
            line.reply.value = try readValue(of: bytes, from: &buffer)
            return line.reply
        }

        private func readValue(of bytes: Int, from buffer: inout ByteBuffer) throws(WireError) -> ByteBuffer? {
            let value = buffer.readSlice(length: bytes)
            guard buffer.readInteger(as: UInt16.self) == 0x0D0A else {
                throw .malformed("a value of \(bytes) bytes does not end with a line's end")
            }
            return value
        }
    }

    /// A reply's first line, read from bytes that are lent.
    private struct MetaLine {
        /// What it says, without the value.
        struct Reply {
            var reply: MetaReply
            /// How many bytes the value has that follows; `nil` if none does.
            var valueBytes: Int?
            /// The line's own, its end among them.
            var bytes: Int
        }

        /// What has not been read of it, without its end.
        private var rest: Slice<UnsafeRawBufferPointer>
        private let limits: WireLimits

        /// `nil` if its end has not come yet.
        static func read(_ bytes: UnsafeRawBufferPointer, _ limits: WireLimits) throws(WireError) -> Reply? {
            guard let end = bytes.prefix(limits.line + 2).firstIndex(of: UInt8(ascii: "\n")) else {
                if bytes.count > limits.line { throw .lineTooLong(limit: limits.line) }
                return nil
            }
            guard end > 0, bytes[end - 1] == UInt8(ascii: "\r") else {
                throw .malformed("a line ends without a carriage return")
            }
            var line = MetaLine(rest: bytes[..<(end - 1)], limits: limits)
            let (reply, valueBytes) = try line.parse()
            return Reply(reply: reply, valueBytes: valueBytes, bytes: end + 1)
        }

        private mutating func parse() throws(WireError) -> (MetaReply, bytes: Int?) {
            guard let first = nextWord() else { throw .malformed("an empty line") }
            // The meta commands' replies have two letters each.
            if first.count == 2 {
                let letters = UInt16(first[first.startIndex]) << 8 | UInt16(first[first.startIndex + 1])
                switch letters {
                case Self.letters("VA"):
                    guard let size = nextWord().flatMap(Self.number) else {
                        throw .malformed("a value without its size")
                    }
                    guard size <= UInt64(limits.value) else {
                        throw .valueTooLarge(bytes: Int(clamping: size), limit: limits.value)
                    }
                    return (try withFlags(.value), Int(size))
                case Self.letters("HD"): return (try withFlags(.done), nil)
                case Self.letters("EN"): return (try withFlags(.miss), nil)
                case Self.letters("NF"): return (try withFlags(.notFound), nil)
                case Self.letters("NS"): return (try withFlags(.notStored), nil)
                case Self.letters("EX"): return (try withFlags(.exists), nil)
                case Self.letters("MN"): return (MetaReply(code: .noOperation), nil)
                default: break
                }
            }
            let text = String(decoding: rest, as: UTF8.self)
            switch String(decoding: first, as: UTF8.self) {
            case "STORED": return (MetaReply(code: .stored), nil)
            case "ERROR": return (MetaReply(code: .unknownCommand), nil)
            case "CLIENT_ERROR": return (MetaReply(code: .clientError(text)), nil)
            case "SERVER_ERROR": return (MetaReply(code: .serverError(text)), nil)
            default: throw .malformed("a line that begins with \(CacheKey(bytes: first))")
            }
        }

        private static func letters(_ text: StaticString) -> UInt16 {
            text.withUTF8Buffer { UInt16($0[0]) << 8 | UInt16($0[1]) }
        }

        private mutating func withFlags(_ code: MetaReply.Code) throws(WireError) -> MetaReply {
            var reply = MetaReply(code: code)
            while let word = nextWord() {
                // There are no empty words.
                let argument = word.dropFirst()
                switch word[word.startIndex] {
                case UInt8(ascii: "O"):
                    guard let number = Self.number(argument), number <= UInt64(UInt32.max) else {
                        throw .malformed("a mark that was never sent")
                    }
                    reply.opaque = UInt32(number)
                case UInt8(ascii: "f"):
                    guard let number = Self.number(argument), number <= UInt64(UInt32.max) else {
                        throw .malformed("flags that are no number of 32 bits")
                    }
                    reply.clientFlags = UInt32(number)
                case UInt8(ascii: "c"):
                    guard let number = Self.number(argument) else { throw .malformed("a version that is no number") }
                    reply.version = number
                case UInt8(ascii: "t"):
                    if argument.elementsEqual("-1".utf8) {
                        reply.timeLeft = -1
                    } else if let number = Self.number(argument), let seconds = Int64(exactly: number) {
                        reply.timeLeft = seconds
                    } else {
                        throw .malformed("a time that is no number")
                    }
                // What was not asked for, or is there for other clients.
                default: break
                }
            }
            return reply
        }

        /// Digits alone, of at most 64 bits.
        private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt64? {
            guard !digits.isEmpty else { return nil }
            var number: UInt64 = 0
            for digit in digits {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = tenfold.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
                guard !overflows, !overflowsToo else { return nil }
                number = sum
            }
            return number
        }

        /// The next word of the line, whose words have spaces between them.
        private mutating func nextWord() -> Slice<UnsafeRawBufferPointer>? {
            while rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
            guard !rest.isEmpty else { return nil }
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")) else {
                defer { rest = rest.suffix(0) }
                return rest
            }
            defer { rest = rest[(space + 1)...] }
            return rest[..<space]
        }
    }
#endif
