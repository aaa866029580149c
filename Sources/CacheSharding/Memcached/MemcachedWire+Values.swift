#if Caches
    import LoadBalancing
    import NIOCore

    /// Many keys at once: a request's first by `mg`, the others by the classic `get`, which is shorter than as many meta commands and
    /// quicker to read for either side. Requests that are sent together, here two, share the `get` lines:
    ///
    ///     mg k1 v f O17                 EN O17                              marked, as every request is
    ///     mg k5 v f O18                 VA 3 f0 O18, abc
    ///     get k2 k3 k4 k6 k7 … k66      VALUE k3 0 3, abc, VALUE k6 …, END  those that are there, in the order asked
    ///     get k67 …                     END
    ///
    /// A value carries its key, which is compared. That all of it is the answer to these requests, the misses too, is what the marks
    /// before it say, as replies come in the order of the requests. The marks are first because memcached sends what it has when it
    /// has done a `get`, and goes on without sending after an `mg`, some twenty times: the other way round, and by a `get` for
    /// each request, it would send more often.
    extension MemcachedWire {
        /// How many keys one `get` has. memcached reads lines of up to 2048 bytes into the buffer that each connection has, longer
        /// ones into one that it makes for them.
        static let keysPerLine = 64

        static func write(_ group: ValueGroup, into buffer: inout ByteBuffer) {
            for request in group.requests {
                write(.get(request.keys[0], details: false), opaque: request.opaque, now: 0, into: &buffer)
            }
            buffer.writeBytes(group.lines)
        }

        /// What stands before a line's keys, between two of them, and behind the last.
        static let lineStart: StaticString = "get "
        static let keySeparator: StaticString = " "
        static let lineEnd: StaticString = "\r\n"

        /// Requests that are to be sent together, with their lines.
        static func group(_ requests: [ValueGroup.Request]) -> ValueGroup {
            let keyCount = requests.reduce(0) { $0 + $1.keys.count }
            var lengths: [UInt8] = []
            lengths.reserveCapacity(keyCount)
            for request in requests {
                for place in 1..<max(1, request.keys.count) {
                    // Keys were checked: they have at most 250 bytes.
                    lengths.append(request.keys.withBytes(of: place) { UInt8(clamping: $0.count) })
                }
            }
            // Each key with what stands before it, and the ends of the lines.
            let capacity =
                requests.reduce(0) { $0 + $1.keys.byteCount } + keyCount * keySeparator.utf8CodeUnitCount
                + (keyCount / keysPerLine + 1) * (lineStart.utf8CodeUnitCount + lineEnd.utf8CodeUnitCount)
            let lines = [UInt8](unsafeUninitializedCapacity: capacity) { bytes, count in
                var piece = BytesWriter(UnsafeMutableRawBufferPointer(bytes))
                var number = 0
                for request in requests {
                    for place in 1..<max(1, request.keys.count) {
                        if number % keysPerLine == 0 {
                            if number > 0 { piece.write(lineEnd) }
                            piece.write(lineStart)
                        } else {
                            piece.write(keySeparator)
                        }
                        request.keys.withBytes(of: place) { piece.write($0) }
                        number += 1
                    }
                }
                if number > 0 { piece.write(lineEnd) }
                count = piece.end
            }
            return ValueGroup(requests, lines: lines, lengths: lengths)
        }

        /// - Throws: ``WireError/outOfStep(_:)`` if a reply carries another mark than the request. An error carries none.
        static func check(_ reply: MetaReply, opaque: UInt32) throws(WireError) {
            if case .serverError = reply.code { return }
            guard reply.opaque == opaque else {
                throw .outOfStep("marked \(reply.opaque.map(String.init) ?? "with nothing"), not \(opaque)")
            }
        }

        /// What a line means that stands where values should.
        ///
        /// - Throws: ``WireError/outOfStep(_:)`` if it is one to something else.
        static func answer(insteadOfValues reply: MetaReply, from node: EndpointID) throws(WireError) -> CacheAnswer {
            switch reply.code {
            case .clientError, .serverError, .unknownCommand: try answer(reply, to: .get, opaque: 0, from: node)
            default: throw .outOfStep("\(reply.code) is no answer to get")
            }
        }
    }

    extension ValueList {
        /// What it means, once all of its keys have been answered.
        var answer: ValuesAnswer {
            failure.map { .all(MemcachedWire.answer(serverError: $0)) } ?? .values(values)
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
