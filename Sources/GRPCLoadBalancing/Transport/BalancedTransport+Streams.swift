#if GRPC
    public import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing

    extension BalancedTransport {
        /// Opens a stream at the endpoint that is chosen for the call's ``RoutingKey``, or at the next one where that can't be.
        public func withStream<T: Sendable>(
            descriptor: MethodDescriptor,
            options: CallOptions,
            _ closure: (_ stream: RPCStream<Inbound, Outbound>, _ context: ClientContext) async throws -> T
        ) async throws -> T {
            // Whoever sets a policy for the call itself has grpc-swift carry it out, above this transport.
            if options.executionPolicy == nil, let retries = policies[descriptor]?.retries {
                let call = ReplayedCall(self, retries, descriptor, options)
                return try await call.perform(closure)
            }
            var route = CallRoute(self, keyHash: routingHash)
            while true {
                let hop = try await route.next(descriptor, options)
                var isHandedOver = false
                do {
                    return try await hop.channel.transport.withStream(descriptor: descriptor, options: options) {
                        stream,
                        context in
                        isHandedOver = true
                        var stream = stream
                        stream.inbound = RPCAsyncSequence(
                            wrapping: WatchedParts(base: stream.inbound, end: hop.end)
                        )
                        if hop.span.isRecording {
                            stream.outbound = RPCWriter.Closable(
                                wrapping: TracedWriter(base: stream.outbound, span: hop.span)
                            )
                        }
                        let result = try await closure(stream, context)
                        // Whoever has read no status wants none.
                        hop.end.gaveUp()
                        return result
                    }
                } catch  where isHandedOver {
                    hop.end.broke(error)
                    throw error
                } catch {
                    try route.failed(hop, error)
                }
            }
        }

        /// The hash of the key of a call made here; `nil` if it has none, or the policy takes none.
        var routingHash: UInt64? {
            balancer.keyHash.flatMap { RoutingKey.current?.hash(with: $0) }
        }
    }
#endif
