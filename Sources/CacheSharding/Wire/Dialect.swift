#if Caches
    import LoadBalancing
    import NIOCore

    /// Which protocol nodes are talked to in, and as whom.
    enum Dialect: Sendable {
        case memcached(login: CacheLogin?)
        case redis(login: CacheLogin?, database: Int)

        /// What a key may not be; `nil` if it is in order.
        func objection(to key: CacheKey) -> String? {
            switch self {
            case .memcached: MemcachedWire.objection(to: key)
            case .redis: RedisWire.objection(to: key)
            }
        }

        /// Whether a key is in order.
        func takes(key bytes: UnsafeRawBufferPointer) -> Bool {
            switch self {
            case .memcached: MemcachedWire.takes(key: bytes)
            case .redis: RedisWire.takes(key: bytes)
            }
        }

        /// Whether versions of this kind are its own.
        func takes(_ version: CacheVersion) -> Bool {
            switch (self, version.kind) {
            case (.memcached, .number), (.redis, .value): true
            default: false
            }
        }

        func write(_ operation: CacheOperation, opaque: UInt32, into buffer: inout ByteBuffer) {
            switch self {
            case .memcached:
                MemcachedWire.write(operation, opaque: opaque, now: SystemTime.secondsSince1970, into: &buffer)
            case .redis:
                RedisWire.write(operation, into: &buffer)
            }
        }

        /// Asks for what is stored under many keys at once.
        func write(_ group: ValueGroup, into buffer: inout ByteBuffer) {
            switch self {
            case .memcached: MemcachedWire.write(group, into: &buffer)
            case .redis: for keys in group.requests { RedisWire.write(keys, into: &buffer) }
            }
        }

        func makeParser(_ limits: WireLimits) -> WireParser {
            switch self {
            case .memcached: WireParser(MetaReplyParser(limits: limits), limits: limits)
            case .redis: WireParser(RESPParser(limits: limits))
            }
        }
    }

    /// A reply of either protocol.
    enum WireReply: Sendable {
        case meta(MetaReply)
        case resp(RESPValue)
        /// memcached's values of keys that were asked for together.
        case values(ValueList)

        func answer(
            to kind: CacheOperation.Kind,
            opaque: UInt32,
            from node: EndpointID
        ) throws(WireError) -> CacheAnswer {
            switch self {
            case .meta(let reply): try MemcachedWire.answer(reply, to: kind, opaque: opaque, from: node)
            case .resp(let reply): try RedisWire.answer(reply, to: kind, from: node)
            case .values: throw .outOfStep("values that were not asked for")
            }
        }

        /// What it is an answer to if keys' values were asked for together.
        consuming func values(of keys: KeyList, from node: EndpointID) throws(WireError) -> ValuesAnswer {
            switch consume self {
            case .values(let list): list.answer()
            case .resp(let reply): try RedisWire.answer(reply, to: keys, from: node)
            case .meta(let reply): .all(try MemcachedWire.answer(insteadOfValues: reply, from: node))
            }
        }

        /// Whether it is an answer to nothing.
        var isUnasked: Bool {
            if case .resp(.push) = self { true } else { false }
        }

        /// The line after which the stream can't be relied on; `nil` if it can.
        ///
        /// - Parameter isAskedForValues: whether it is the reply to a request for many keys. Where another line stands in the place of
        ///   values, how many more belong to that request nobody knows.
        func endOfStream(isAskedForValues: Bool) -> MetaReply.Code? {
            switch self {
            case .meta(let reply): isAskedForValues || MemcachedWire.endsStream(reply) ? reply.code : nil
            case .values, .resp: nil
            }
        }
    }

    /// Cuts what a node sends into replies.
    struct WireParser: Sendable {
        // Two, not one of two: what is in a case would be copied out and back for every reply.
        private var memcached: MetaReplyParser?
        private var redis: RESPParser?
        private var values: ValueListParser

        init(_ parser: MetaReplyParser, limits: WireLimits = WireLimits()) {
            memcached = parser
            values = ValueListParser(limits: limits)
        }

        init(_ parser: RESPParser) {
            redis = parser
            values = ValueListParser(limits: WireLimits())
        }

        /// It reads many keys' values, and keeps here what has come of them.
        var isAmidValues: Bool { values.isBegun }

        /// The next reply; `nil` if more has to come first.
        ///
        /// - Parameter group: the requests that are to be answered next, if they ask for keys' values together.
        mutating func next(from buffer: inout ByteBuffer, askedFor group: ValueGroup? = nil) throws(WireError)
            -> WireReply?
        {
            if let group, memcached != nil { return try nextValues(of: group, from: &buffer) }
            if let reply = try memcached?.next(from: &buffer) { return .meta(reply) }
            if let reply = try redis?.next(from: &buffer) { return .resp(reply) }
            return nil
        }

        private mutating func nextValues(of group: ValueGroup, from buffer: inout ByteBuffer) throws(WireError)
            -> WireReply?
        {
            if !values.isBegun { values.begin(group) }
            while true {
                let isOther = try values.read(from: &buffer, of: group)
                if let list = values.takeList() { return .values(list) }
                guard isOther else { return nil }
                // The line is whole, so what more has to come can only be a meta command's value.
                guard let reply = try memcached?.next(from: &buffer) else {
                    throw .outOfStep("value is no answer to get")
                }
                // A line that the server could not answer, amid the others: it goes on with the next.
                guard case .serverError(let text) = reply.code else { return instead(reply) }
                values.endLine(of: group, failure: text)
            }
        }

        /// Another line stands in the place of values: what has come of these is nobody's.
        private mutating func instead(_ reply: MetaReply) -> WireReply {
            values.reset()
            return .meta(reply)
        }
    }

    /// A user and a password.
    public struct CacheLogin: Hashable, Sendable {
        /// `nil` for Redis' default user.
        public var user: String?
        public var password: String

        public init(user: String? = nil, password: String) {
            self.user = user
            self.password = password
        }
    }
#endif
