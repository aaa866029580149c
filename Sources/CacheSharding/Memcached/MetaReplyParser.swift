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

    /// A reply's first line.
    private struct MetaLine {
        /// What it says, without the value.
        struct Reply {
            var reply: MetaReply
            /// How many bytes the value has that follows; `nil` if none does.
            var valueBytes: Int?
            /// The line's own, its end among them.
            var bytes: Int
        }

        private var line: MemcachedLine
        private let limits: WireLimits

        /// `nil` if its end has not come yet.
        static func read(_ bytes: UnsafeRawBufferPointer, _ limits: WireLimits) throws(WireError) -> Reply? {
            guard let found = try MemcachedLine(in: bytes, from: 0, limit: limits.line) else { return nil }
            var line = MetaLine(line: found, limits: limits)
            let (reply, valueBytes) = try line.parse()
            return Reply(reply: reply, valueBytes: valueBytes, bytes: found.next)
        }

        private mutating func parse() throws(WireError) -> (MetaReply, bytes: Int?) {
            guard let first = line.nextWord() else { throw .malformed("an empty line") }
            // The meta commands' replies have two letters each.
            if first.count == 2 {
                switch UInt16(first[0]) << 8 | UInt16(first[1]) {
                case Self.letters("VA"):
                    guard let size = line.nextWord().flatMap(MemcachedLine.number) else {
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
            let text = line.restText
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
            while let word = line.nextWord() {
                // There are no empty words.
                let argument = UnsafeRawBufferPointer(rebasing: word.dropFirst())
                switch word[0] {
                case UInt8(ascii: "O"):
                    guard let number = MemcachedLine.number(argument), number <= UInt64(UInt32.max) else {
                        throw .malformed("a mark that was never sent")
                    }
                    reply.opaque = UInt32(number)
                case UInt8(ascii: "f"):
                    guard let number = MemcachedLine.number(argument), number <= UInt64(UInt32.max) else {
                        throw .malformed("flags that are no number of 32 bits")
                    }
                    reply.clientFlags = UInt32(number)
                case UInt8(ascii: "c"):
                    guard let number = MemcachedLine.number(argument) else {
                        throw .malformed("a version that is no number")
                    }
                    reply.version = number
                case UInt8(ascii: "t"):
                    if argument.elementsEqual("-1".utf8) {
                        reply.timeLeft = -1
                    } else if let number = MemcachedLine.number(argument), let seconds = Int64(exactly: number) {
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
    }
#endif
