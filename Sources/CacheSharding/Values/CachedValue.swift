#if Caches
    import LoadBalancing
    public import NIOCore

    /// A value as a server keeps it.
    public struct CachedValue: Hashable, Sendable {
        /// Its bytes. They are a part of what was read from the socket, so keep ``bytes``, not this, for long.
        public var buffer: ByteBuffer

        /// A number that whoever stored it gave with it, for libraries that tell types by it; 0 with Redis.
        public var flags: UInt32

        /// What it was when it was read: see ``ShardedCache/replace(_:with:ifStill:expiring:)``. Only with
        /// ``ShardedCache/getWithVersion(_:)``.
        public var version: CacheVersion?

        /// How long it is kept from when it was read on; `nil` if it does not expire or nobody asked.
        public var timeLeft: Duration?

        /// A value made by hand.
        public init(
            buffer: ByteBuffer,
            flags: UInt32 = 0,
            version: CacheVersion? = nil,
            timeLeft: Duration? = nil
        ) {
            self.buffer = buffer
            self.flags = flags
            self.version = version
            self.timeLeft = timeLeft
        }

        /// How many bytes it has.
        public var count: Int { buffer.readableBytes }

        /// Its bytes, copied.
        public var bytes: [UInt8] { Array(buffer.readableBytesView) }

        /// Its bytes as UTF-8, with U+FFFD for what is none.
        public var string: String { String(buffer: buffer) }
    }

    /// What a value was when it was read, to replace it only if it still is.
    public struct CacheVersion: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// memcached's number, another with each write.
            case number(UInt64)
            /// Redis has no such number: the value itself is compared.
            case value(ByteBuffer)
        }

        let kind: Kind
        /// A number means something to the node that gave it alone.
        let node: EndpointID
    }
#endif
