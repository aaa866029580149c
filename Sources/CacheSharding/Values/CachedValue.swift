#if Caches
    import LoadBalancing
    public import NIOCore

    /// A value as a server keeps it.
    public struct CachedValue: Hashable, Sendable {
        /// Its bytes. They are a part of what was read from the socket, so keep ``bytes``, not this, for long.
        public var buffer: ByteBuffer

        /// A number that whoever stored it gave with it, for libraries that tell types by it; 0 with Redis.
        public var flags: UInt32

        /// Apart, as few reads ask for it, and a value that is a few words is quick to hand on.
        private var details: Details?

        private final class Details: Sendable {
            let version: CacheVersion?
            let timeLeft: Duration?

            private init(version: CacheVersion?, timeLeft: Duration?) {
                self.version = version
                self.timeLeft = timeLeft
            }

            /// `nil` if there are none.
            static func make(_ version: CacheVersion?, _ timeLeft: Duration?) -> Details? {
                version == nil && timeLeft == nil ? nil : Details(version: version, timeLeft: timeLeft)
            }
        }

        /// What it was when it was read: see ``ShardedCache/replace(_:with:ifStill:expiring:)``. Only with
        /// ``ShardedCache/getWithVersion(_:)``.
        public var version: CacheVersion? {
            get { details?.version }
            set { details = .make(newValue, timeLeft) }
        }

        /// How long it is kept from when it was read on; `nil` if it does not expire or nobody asked.
        public var timeLeft: Duration? {
            get { details?.timeLeft }
            set { details = .make(version, newValue) }
        }

        /// A value made by hand.
        public init(
            buffer: ByteBuffer,
            flags: UInt32 = 0,
            version: CacheVersion? = nil,
            timeLeft: Duration? = nil
        ) {
            self.buffer = buffer
            self.flags = flags
            details = .make(version, timeLeft)
        }

        /// A value as it was read, without what few ask for.
        init(read buffer: ByteBuffer, flags: UInt32) {
            self.buffer = buffer
            self.flags = flags
        }

        public static func == (first: CachedValue, second: CachedValue) -> Bool {
            first.buffer == second.buffer && first.flags == second.flags && first.version == second.version
                && first.timeLeft == second.timeLeft
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(buffer)
            hasher.combine(flags)
            hasher.combine(version)
            hasher.combine(timeLeft)
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
