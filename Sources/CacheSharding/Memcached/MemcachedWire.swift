#if Caches
    import LoadBalancing
    import NIOCore

    /// memcached's meta commands: what is written for an operation, and what a reply to it means.
    ///
    /// Source: memcached's doc/protocol.txt, "Meta Commands". Every one is marked with an opaque number, which the reply
    /// carries back: a reply to another request is seen as one.
    struct MemcachedWire: Sendable {
        /// - Parameter now: seconds since 1970.
        static func write(_ operation: CacheOperation, opaque: UInt32, now: Int64, into buffer: inout ByteBuffer) {
            switch operation {
            case .get(let key, let details):
                buffer.writeGet(key, details ? " v f c t O" : " v f O", opaque)
                return
            case .store(let key, let value, let time, let condition):
                buffer.writeCommand("ms ", key, " ")
                buffer.writeDecimal(UInt64(value.buffer.readableBytes))
                switch condition {
                case .always: break
                case .ifAbsent: buffer.writeStaticString(" ME")
                case .ifPresent: buffer.writeStaticString(" MR")
                case .ifStill(let version):
                    if case .number(let number) = version.kind {
                        buffer.writeStaticString(" C")
                        buffer.writeDecimal(number)
                    }
                }
                if value.flags != 0 {
                    buffer.writeStaticString(" F")
                    buffer.writeDecimal(UInt64(value.flags))
                }
                buffer.writeTime(" T", time, now)
            case .delete(let key):
                buffer.writeCommand("md ", key, "")
            case .touch(let key, let time):
                buffer.writeCommand("mg ", key, " T")
                buffer.writeDecimal(UInt64(clamping: time.memcached(now: now)))
            case .count(let key, let step):
                buffer.writeCommand("ma ", key, step.isUp ? " MI v D" : " MD v D")
                buffer.writeDecimal(step.amount)
                if let initial = step.initial {
                    buffer.writeStaticString(" J")
                    buffer.writeDecimal(initial)
                    buffer.writeStaticString(" N")
                    buffer.writeDecimal(UInt64(clamping: step.timeToLive.memcached(now: now)))
                }
            case .command:
                // A memcached client has none.
                buffer.writeStaticString("mn\r\n")
                return
            }
            buffer.writeStaticString(" O")
            buffer.writeDecimal(UInt64(opaque))
            buffer.writeStaticString("\r\n")
            if case .store(_, let value, _, _) = operation {
                buffer.writeImmutableBuffer(value.buffer)
                buffer.writeStaticString("\r\n")
            }
        }

        /// What a reply means.
        ///
        /// - Throws: ``WireError/outOfStep(_:)`` if it is one to something else.
        static func answer(
            _ reply: MetaReply,
            to kind: CacheOperation.Kind,
            opaque: UInt32,
            from node: EndpointID
        ) throws(WireError) -> CacheAnswer {
            switch reply.code {
            case .clientError(let text):
                // The one that a right request gets, and the stream goes on after it.
                if kind == .count, text.hasPrefix("cannot increment or decrement") { return .notANumber }
                return .refused("CLIENT_ERROR \(text)")
            case .serverError(let text): return answer(serverError: text)
            case .unknownCommand: return .refused("ERROR: the server knows no meta commands; memcached 1.6 does")
            case .noOperation where kind == .command: return .refused("memcached takes no commands of its own here")
            default: break
            }
            guard reply.opaque == opaque else {
                throw .outOfStep("marked \(reply.opaque.map(String.init) ?? "with nothing"), not \(opaque)")
            }
            switch (kind, reply.code) {
            case (.get, .value), (.getWithDetails, .value):
                var value = CachedValue(buffer: reply.value ?? ByteBuffer(), flags: reply.clientFlags)
                value.version = reply.version.map { CacheVersion(kind: .number($0), node: node) }
                value.timeLeft = reply.timeLeft.flatMap { $0 >= 0 ? .seconds($0) : nil }
                return .value(value)
            case (.count, .value):
                return reply.value.flatMap { UInt64(String(buffer: $0)) }.map(CacheAnswer.number) ?? .notANumber
            case (.get, .miss), (.getWithDetails, .miss), (.touch, .miss), (.delete, .notFound), (.count, .notFound):
                return .missing
            case (.store, .done), (.delete, .done), (.touch, .done): return .done
            case (.store, .notStored), (.store, .exists), (.store, .notFound), (.delete, .exists): return .notDone
            default: throw .outOfStep("\(reply.code) is no answer to \(kind)")
            }
        }

        /// What the server's words mean: it can't now, or it never will.
        static func answer(serverError text: String) -> CacheAnswer {
            text.hasPrefix("object too large") ? .refused("SERVER_ERROR \(text)") : .failed(.serverError(text))
        }

        /// Whether the stream can't be relied on after this reply: what was sent may be taken for more commands.
        static func endsStream(_ reply: MetaReply) -> Bool {
            switch reply.code {
            case .unknownCommand: true
            case .clientError(let text): !text.hasPrefix("cannot increment or decrement")
            default: false
            }
        }

        /// Whether it takes a key: ``objection(to:)`` says why not.
        static func takes(key bytes: UnsafeRawBufferPointer) -> Bool {
            guard (1...250).contains(bytes.count) else { return false }
            // Eight bytes at a time, whose highest bits are set where one is below 0x21, or is 0x7F. What is borrowed from a byte by one
            // below it comes of one that is refused anyway.
            func isRefused(_ word: UInt64) -> Bool {
                let ones: UInt64 = 0x0101_0101_0101_0101
                let del = word ^ (ones &* 0x7F)
                return (((word &- ones &* 0x21) & ~word) | ((del &- ones) & ~del)) & (ones &* 0x80) != 0
            }
            guard bytes.count >= 8 else { return bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
            var start = 0
            while start < bytes.count {
                // The last eight may have been looked at in part.
                let place = min(start, bytes.count - 8)
                if isRefused(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) { return false }
                start += 8
            }
            return true
        }

        /// What a key may not be; `nil` if it is in order.
        static func objection(to key: CacheKey) -> String? {
            let bytes = key.bytes
            if bytes.withUnsafeBytes({ takes(key: $0) }) { return nil }
            guard (1...250).contains(bytes.count) else {
                return bytes.isEmpty
                    ? "memcached takes no empty key: give 1 to 250 bytes"
                    : "it has \(bytes.count) bytes, and memcached takes 250: shorten it, or use a hash of it"
            }
            guard let index = bytes.firstIndex(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
            let byte = String(bytes[index], radix: 16, uppercase: true)
            return "byte \(index) is 0x\(byte.count < 2 ? "0" : "")\(byte), and memcached takes no spaces or control "
                + "characters: escape them, such as by percent-encoding"
        }
    }

    extension ByteBuffer {
        /// The command that is written most often, in one piece.
        fileprivate mutating func writeGet(_ key: CacheKey, _ flags: StaticString, _ opaque: UInt32) {
            let length = 3 + key.bytes.count + flags.utf8CodeUnitCount + 10 + 2
            writeWithUnsafeMutableBytes(minimumWritableBytes: length) { bytes in
                var piece = BytesWriter(bytes)
                piece.write("mg ")
                key.bytes.withUnsafeBytes { piece.write($0) }
                piece.write(flags)
                UInt64(opaque).withDecimalDigits { piece.write($0) }
                piece.write("\r\n")
                return piece.end
            }
        }

        fileprivate mutating func writeCommand(_ name: StaticString, _ key: CacheKey, _ options: StaticString) {
            writeStaticString(name)
            writeBytes(key.bytes)
            writeStaticString(options)
        }

        fileprivate mutating func writeTime(_ flag: StaticString, _ time: TimeToLive, _ now: Int64) {
            guard time.duration != nil else { return }
            writeStaticString(flag)
            writeDecimal(UInt64(clamping: time.memcached(now: now)))
        }

        /// A number's decimal digits, without making a string of them.
        mutating func writeDecimal(_ number: UInt64) {
            number.withDecimalDigits { _ = writeBytes($0) }
        }
    }

    extension UInt64 {
        /// Lends the decimal digits: 1 to 20.
        fileprivate func withDecimalDigits(_ body: (UnsafeRawBufferPointer) -> Void) {
            var digits: (UInt64, UInt64, UInt32) = (0, 0, 0)
            withUnsafeMutableBytes(of: &digits) { bytes in
                var left = self
                var first = bytes.count
                repeat {
                    first -= 1
                    bytes[first] = UInt8(ascii: "0") + UInt8(left % 10)
                    left /= 10
                } while left > 0
                body(UnsafeRawBufferPointer(rebasing: bytes[first...]))
            }
        }
    }
#endif
