#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix

    /// A target that resolves to one endpoint with several addresses, as grpc-swift's own resolver of DNS has a name.
    struct OneEndpoint: ResolvableTarget {
        let addresses: [(host: String, port: Int)]

        static var registry: NameResolverRegistry {
            var registry = NameResolverRegistry.defaults
            registry.registerFactory(Factory())
            return registry
        }

        private struct Factory: NameResolverFactory {
            func resolver(for target: OneEndpoint) -> NameResolver {
                let addresses = target.addresses.map { SocketAddress.ipv4(host: $0.host, port: $0.port) }
                let result = NameResolutionResult(endpoints: [Endpoint(addresses: addresses)], serviceConfig: nil)
                return NameResolver(
                    names: RPCAsyncSequence(wrapping: AsyncThrowingStream { $0.yield(result) }),
                    updateMode: .pull
                )
            }
        }
    }
#endif
