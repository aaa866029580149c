#if Caches
    import LoadBalancing
    import NIOCore

    /// Redis' commands: what is written for an operation, and what a reply to it means.
    ///
    /// Replies come in the order of the requests; nothing marks them.
    struct RedisWire: Sendable {
        static func write(_ operation: CacheOperation, into buffer: inout ByteBuffer) {
            switch operation {
            case .get(let key, details: false):
                buffer.writeRequest("GET", key)
            case .get(let key, details: true):
                buffer.writeScript(Self.readScript, key, [])
            case .store(let key, let value, let time, .ifStill(let version)):
                guard case .value(let expected) = version.kind else { return }
                let milliseconds = ByteBuffer(string: String(time.milliseconds ?? 0))
                buffer.writeScript(Self.replaceScript, key, [expected, value.buffer, milliseconds])
            case .store(let key, let value, let time, let condition):
                var words = 3
                if time.milliseconds != nil { words += 2 }
                if condition != .always { words += 1 }
                buffer.writeHead(words)
                buffer.writeBulk("SET")
                buffer.writeBulk(key.bytes)
                buffer.writeBulk(value.buffer)
                if let milliseconds = time.milliseconds {
                    buffer.writeBulk("PX")
                    buffer.writeBulk(decimal: milliseconds)
                }
                switch condition {
                case .ifAbsent: buffer.writeBulk("NX")
                case .ifPresent: buffer.writeBulk("XX")
                default: break
                }
            case .delete(let key):
                buffer.writeRequest("DEL", key)
            case .touch(let key, let time):
                guard let milliseconds = time.milliseconds else {
                    buffer.writeScript(Self.persistScript, key, [])
                    return
                }
                buffer.writeHead(3)
                buffer.writeBulk("PEXPIRE")
                buffer.writeBulk(key.bytes)
                buffer.writeBulk(decimal: milliseconds)
            case .count(let key, let step):
                let amount = Int64(clamping: step.amount)
                buffer.writeScript(
                    Self.countScript,
                    key,
                    [
                        ByteBuffer(string: String(step.isUp ? amount : -amount)),
                        ByteBuffer(string: step.initial.map(String.init) ?? ""),
                        ByteBuffer(string: String(step.timeToLive.milliseconds ?? 0)),
                    ]
                )
            case .command(_, let words):
                buffer.writeHead(words.count)
                for word in words { buffer.writeBulk(word) }
            }
        }

        /// The value and how many milliseconds it has left, at once.
        private static let readScript: StaticString =
            "return {redis.call('GET',KEYS[1]),redis.call('PTTL',KEYS[1])}"
        /// Stores the second value if the first is there.
        private static let replaceScript: StaticString =
            """
            if redis.call('GET',KEYS[1])~=ARGV[1] then return 0 end \
            if ARGV[3]=='0' then redis.call('SET',KEYS[1],ARGV[2]) \
            else redis.call('SET',KEYS[1],ARGV[2],'PX',ARGV[3]) end return 1
            """
        /// `PERSIST` alone says the same of a key that is not there and of one that does not expire.
        private static let persistScript: StaticString =
            "redis.call('PERSIST',KEYS[1]) return redis.call('EXISTS',KEYS[1])"
        /// memcached's rules: what is not there is not counted unless there is a first value, and 0 is the lowest.
        private static let countScript: StaticString =
            """
            if redis.call('EXISTS',KEYS[1])==0 then if ARGV[2]=='' then return false end \
            if ARGV[3]=='0' then redis.call('SET',KEYS[1],ARGV[2]) \
            else redis.call('SET',KEYS[1],ARGV[2],'PX',ARGV[3]) end return redis.call('GET',KEYS[1]) end \
            local n=redis.call('INCRBY',KEYS[1],ARGV[1]) \
            if n<0 then n=redis.call('INCRBY',KEYS[1],-n) end return redis.call('GET',KEYS[1])
            """

        /// What a reply means.
        ///
        /// - Throws: ``WireError/outOfStep(_:)`` if it is none to such a request.
        static func answer(
            _ reply: RESPValue,
            to kind: CacheOperation.Kind,
            from node: EndpointID
        ) throws(WireError) -> CacheAnswer {
            if kind == .command {
                if case .error(let text) = reply, isPassing(text) { return .failed(.serverError(text)) }
                return .reply(reply)
            }
            if case .error(let text) = reply {
                if isPassing(text) { return .failed(.serverError(text)) }
                if kind == .count, text.contains("not an integer") || text.contains("overflow") { return .notANumber }
                return .refused(text)
            }
            switch (kind, reply) {
            case (.get, .null): return .missing
            case (.get, .bytes(let buffer)): return .value(CachedValue(buffer: buffer))
            case (.getWithDetails, .array(let parts)) where parts.count == 2:
                guard case .bytes(let buffer) = parts[0] else { return .missing }
                var value = CachedValue(buffer: buffer)
                value.version = CacheVersion(kind: .value(buffer), node: node)
                if let left = parts[1].integer, left >= 0 { value.timeLeft = .milliseconds(left) }
                return .value(value)
            case (.store, .simple("OK")), (.store, .integer(1)): return .done
            case (.store, .null), (.store, .integer(0)): return .notDone
            case (.delete, .integer(let count)), (.touch, .integer(let count)): return count > 0 ? .done : .missing
            case (.count, .null): return .missing
            case (.count, .bytes(let buffer)):
                return UInt64(String(buffer: buffer)).map(CacheAnswer.number) ?? .notANumber
            default: throw .outOfStep("it is no answer to \(kind)")
            }
        }

        /// Many keys at once, however few of them are this node's. `MGET` knows no wrong type: what is no string is nothing.
        static func write(_ keys: KeyList, into buffer: inout ByteBuffer) {
            buffer.writeHead(keys.count + 1)
            buffer.writeBulk("MGET")
            for number in 0..<keys.count { buffer.writeBulk(keys[number].bytes) }
        }

        /// What a reply to ``write(_:into:)-(KeyList,_)`` means.
        ///
        /// - Throws: ``WireError/outOfStep(_:)`` if it is none to such a request.
        static func answer(_ reply: RESPValue, to keys: KeyList, from node: EndpointID) throws(WireError)
            -> ValuesAnswer
        {
            guard case .array(let elements) = reply else {
                switch try answer(reply, to: .get, from: node) {
                case .value, .missing: throw .outOfStep("it is no answer to MGET")
                case let answer: return .all(answer)
                }
            }
            guard elements.count == keys.count else {
                throw .outOfStep("\(elements.count) values where \(keys.count) were asked for")
            }
            var values: [CachedValue?] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                switch element {
                case .bytes(let buffer): values.append(CachedValue(read: buffer, flags: 0))
                case .null: values.append(nil)
                default: throw .outOfStep("it is no answer to MGET")
                }
            }
            return .values(values)
        }

        /// Whether an error says that the server can't now, or that this one can't, not that the request is wrong.
        static func isPassing(_ text: String) -> Bool {
            let codes = [
                "LOADING", "BUSY", "READONLY", "MASTERDOWN", "OOM", "MISCONF", "NOREPLICAS", "TRYAGAIN", "CLUSTERDOWN",
            ]
            let code = text.prefix { $0 != " " }
            return codes.contains { code == $0 }
        }

        /// Whether it takes a key: ``objection(to:)`` says why not.
        static func takes(key bytes: UnsafeRawBufferPointer) -> Bool { bytes.count <= 512 << 20 }

        /// What a key may not be; `nil` if it is in order.
        static func objection(to key: CacheKey) -> String? {
            key.bytes.withUnsafeBytes { takes(key: $0) }
                ? nil : "it has \(key.bytes.count) bytes, and Redis takes 512 MiB: use a hash of it"
        }
    }

    extension ByteBuffer {
        mutating func writeHead(_ count: Int) {
            writeInteger(UInt8(ascii: "*"))
            writeDecimal(UInt64(count))
            writeStaticString("\r\n")
        }

        mutating func writeBulk(_ text: StaticString) {
            writeSize(text.utf8CodeUnitCount)
            writeStaticString(text)
            writeStaticString("\r\n")
        }

        fileprivate mutating func writeBulk(_ bytes: [UInt8]) {
            writeSize(bytes.count)
            writeBytes(bytes)
            writeStaticString("\r\n")
        }

        mutating func writeBulk(_ buffer: ByteBuffer) {
            writeSize(buffer.readableBytes)
            writeImmutableBuffer(buffer)
            writeStaticString("\r\n")
        }

        fileprivate mutating func writeBulk(decimal number: Int64) {
            writeBulk(ByteBuffer(string: String(number)))
        }

        private mutating func writeSize(_ count: Int) {
            writeInteger(UInt8(ascii: "$"))
            writeDecimal(UInt64(count))
            writeStaticString("\r\n")
        }

        fileprivate mutating func writeRequest(_ command: StaticString, _ key: CacheKey) {
            writeHead(2)
            writeBulk(command)
            writeBulk(key.bytes)
        }

        fileprivate mutating func writeScript(_ script: StaticString, _ key: CacheKey, _ arguments: [ByteBuffer]) {
            writeHead(4 + arguments.count)
            writeBulk("EVAL")
            writeBulk(script)
            writeBulk("1")
            writeBulk(key.bytes)
            for argument in arguments { writeBulk(argument) }
        }
    }
#endif
