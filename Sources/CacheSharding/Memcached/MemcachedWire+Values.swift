#if Caches
    import LoadBalancing
    import NIOCore

    /// Many keys at once, by the classic `get`, which is shorter than as many meta commands and quicker to read for either side. Requests
    /// that are sent together, here of `k1 k2 … k5` and `k6 … k66`, share the lines:
    ///
    ///     get k1 k2 k3 … k64            VALUE k3 0 3, abc, VALUE k6 …, END  those that are there, in the order asked
    ///     get k65 k66                   END
    ///
    /// A value carries its key, which is compared. Nothing marks a reply as this request's, as the meta commands are marked: a server that
    /// left one out, or sent one twice, could make a key be taken for one that is not there, but never another's value for its own, and the
    /// next value or mark that is read shows it. Marks here too, by an `mg` for each request's first key, cost a twentieth of all reads.
    extension MemcachedWire {
        /// How many keys one `get` has. memcached reads lines of up to 2048 bytes into the buffer that each connection has, longer
        /// ones into one that it makes for them.
        static let keysPerLine = 64

        static func lineCount(of group: ValueGroup) -> Int { (group.keyCount + keysPerLine - 1) / keysPerLine }

        static func write(_ group: ValueGroup, into buffer: inout ByteBuffer) {
            // Each key with what stands before it, and what each line has besides.
            let capacity =
                group.requests.reduce(0) { $0 + $1.byteCount } + group.keyCount
                + lineCount(of: group) * (lineStart.utf8CodeUnitCount + lineEnd.utf8CodeUnitCount)
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { bytes in
                var piece = BytesWriter(bytes)
                var lineLeft = 0
                for keys in group.requests {
                    for number in 0..<keys.count {
                        if lineLeft == 0 {
                            if piece.end > 0 { piece.write(lineEnd) }
                            piece.write(lineStart)
                            lineLeft = keysPerLine
                        }
                        piece.write(" ")
                        keys.withBytes(of: number) { piece.write($0) }
                        lineLeft -= 1
                    }
                }
                if piece.end > 0 { piece.write(lineEnd) }
                return piece.end
            }
        }

        private static let lineStart: StaticString = "get"
        private static let lineEnd: StaticString = "\r\n"

        /// What a line means that stands where values should.
        ///
        /// - Throws: ``WireError/outOfStep(_:)`` if it is one to something else.
        static func answer(insteadOfValues reply: MetaReply, from node: EndpointID) throws(WireError) -> CacheAnswer {
            switch reply.code {
            case .unknownCommand: .refused("ERROR: the server does not know what it was asked")
            case .clientError, .serverError: try answer(reply, to: .get, opaque: 0, from: node)
            default: throw .outOfStep("\(reply.code) is no answer to get")
            }
        }
    }

    extension ValueList {
        /// What it means, once all of its keys have been answered.
        consuming func answer() -> ValuesAnswer {
            if let failure { return .all(MemcachedWire.answer(serverError: failure)) }
            return .values(values)
        }
    }

    /// Writes pieces of bytes one after the other into memory that is large enough for all of them.
    struct BytesWriter {
        private let bytes: UnsafeMutableRawBufferPointer
        private(set) var end = 0

        init(_ bytes: UnsafeMutableRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func write(_ piece: UnsafeRawBufferPointer) {
            UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(from: piece)
            end += piece.count
        }

        mutating func write(_ text: StaticString) {
            text.withUTF8Buffer { write(UnsafeRawBufferPointer($0)) }
        }
    }
#endif
