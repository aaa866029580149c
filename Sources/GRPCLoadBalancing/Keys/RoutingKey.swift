#if GRPC
    public import ConsistentHashing

    /// What places a call: two calls with the same key go to the same endpoint, where the policy goes by keys.
    ///
    /// It travels in a task-local, since a transport sees neither a call's message nor its metadata when it has to choose: set it
    /// around the call by ``withRoutingKey(_:isolation:operation:)``. Child tasks and calls within have it too.
    ///
    /// A call without one is placed as the policy places what has no key: by turns, as with `HashRingPolicy`, or at random, as
    /// gRFC A76 has it.
    public struct RoutingKey: Sendable {
        /// The key of calls made here; `nil` for none.
        @TaskLocal public static var current: RoutingKey?

        private let hash: @Sendable (HashFunction) -> UInt64

        /// A key of these bytes.
        public init(_ key: some PlacementKey & Sendable) {
            hash = { $0.hash(key) }
        }

        func hash(with function: HashFunction) -> UInt64 { hash(function) }
    }

    extension RoutingKey: ExpressibleByStringLiteral {
        public init(stringLiteral key: String) {
            self.init(key)
        }
    }

    /// Makes calls with a key.
    ///
    /// ```swift
    /// let user = try await withRoutingKey("user:17") {
    ///     try await users.get(request)
    /// }
    /// ```
    ///
    /// Cost: a task-local's, and the key's hash once a call.
    public func withRoutingKey<Result>(
        _ key: some PlacementKey & Sendable,
        isolation: isolated (any Actor)? = #isolation,
        operation: () async throws -> Result
    ) async rethrows -> Result {
        try await RoutingKey.$current.withValue(RoutingKey(key), operation: operation, isolation: isolation)
    }
#endif
