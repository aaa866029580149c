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

        func makeParser(_ limits: WireLimits) -> WireParser {
            switch self {
            case .memcached: WireParser(MetaReplyParser(limits: limits))
            case .redis: WireParser(RESPParser(limits: limits))
            }
        }
    }

    /// A reply of either protocol.
    enum WireReply: Sendable {
        case meta(MetaReply)
        case resp(RESPValue)

        func answer(
            to kind: CacheOperation.Kind,
            opaque: UInt32,
            from node: EndpointID
        ) throws(WireError) -> CacheAnswer {
            switch self {
            case .meta(let reply): try MemcachedWire.answer(reply, to: kind, opaque: opaque, from: node)
            case .resp(let reply): try RedisWire.answer(reply, to: kind, from: node)
            }
        }

        /// Whether it is an answer to nothing.
        var isUnasked: Bool {
            if case .resp(.push) = self { true } else { false }
        }

        /// Whether the stream can't be relied on after it.
        var endsStream: Bool {
            if case .meta(let reply) = self { MemcachedWire.endsStream(reply) } else { false }
        }
    }

    /// Cuts what a node sends into replies.
    struct WireParser: Sendable {
        // Two, not one of two: what is in a case would be copied out and back for every reply.
        private var memcached: MetaReplyParser?
        private var redis: RESPParser?

        init(_ parser: MetaReplyParser) {
            memcached = parser
        }

        init(_ parser: RESPParser) {
            redis = parser
        }

        /// The next reply; `nil` if more has to come first.
        mutating func next(from buffer: inout ByteBuffer) throws(WireError) -> WireReply? {
            if let reply = try memcached?.next(from: &buffer) { return .meta(reply) }
            if let reply = try redis?.next(from: &buffer) { return .resp(reply) }
            return nil
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
