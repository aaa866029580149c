#if Caches
    public import ConsistentHashing
    import LoadBalancing

    /// What a value is kept under: its bytes, compared byte by byte.
    ///
    /// ```swift
    /// try await cache.get("user:\(id)")
    /// try await cache.get(CacheKey(bytes: digest))      // Redis only: memcached takes no control characters
    /// ```
    ///
    /// `String`'s own `==` would take two spellings of "é" for one key, which no server does.
    public struct CacheKey: Hashable, Sendable {
        /// What is placed, and what is sent.
        public let bytes: [UInt8]

        /// The UTF-8 of a text.
        public init(_ text: some StringProtocol) {
            bytes = Array(text.utf8)
        }

        /// Any bytes. Which of them a server takes is checked before a key is sent: see ``CacheError/invalidKey(_:reason:)``.
        public init(bytes: some Sequence<UInt8>) {
            self.bytes = Array(bytes)
        }
    }

    extension CacheKey: ExpressibleByStringInterpolation {
        public init(stringLiteral text: String) {
            self.init(text)
        }
    }

    extension CacheKey: PlacementKey {
        @inlinable
        @inline(__always)
        public func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
            bytes.withKeyBytes(body)
        }
    }

    extension CacheKey: CustomStringConvertible {
        /// In quotes, with what could move a terminal's cursor escaped; a long one is cut.
        public var description: String {
            let shown = String(decoding: bytes.prefix(80), as: UTF8.self).quoted
            return bytes.count > 80 ? "\(shown)… (\(bytes.count) bytes)" : shown
        }
    }
#endif
