#if GRPC
    public import GRPCCore

    /// Refuses calls that have no ``RoutingKey``, so that none goes to a random endpoint by an oversight.
    ///
    /// ```swift
    /// GRPCClient(transport: transport, interceptors: [RoutingKeyInterceptor()])
    /// GRPCClient(
    ///     transport: transport,
    ///     interceptorPipeline: [.apply(RoutingKeyInterceptor(), to: .services([Users.descriptor]))]
    /// )
    /// ```
    ///
    /// The call's stream has been opened by then, as grpc-swift asks interceptors last; nothing is sent on it.
    ///
    /// Errors: `RPCError` with `invalidArgument`.
    public struct RoutingKeyInterceptor: ClientInterceptor {
        public init() {}

        public func intercept<Input: Sendable, Output: Sendable>(
            request: StreamingClientRequest<Input>,
            context: ClientContext,
            next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
        ) async throws -> StreamingClientResponse<Output> {
            guard RoutingKey.current != nil else {
                throw RPCError(
                    code: .invalidArgument,
                    message:
                        "\(context.descriptor.fullyQualifiedMethod) was called without a routing key: make the call in "
                        + "“withRoutingKey(…) { … }”"
                )
            }
            return try await next(request, context)
        }
    }
#endif
