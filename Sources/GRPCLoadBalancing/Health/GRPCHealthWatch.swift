#if GRPC
    import GRPCCore
    public import LoadBalancing

    /// Knows from the standard health service, `grpc.health.v1.Health/Watch`, whether endpoints serve: each tells when that changes.
    ///
    /// ```swift
    /// let health = GRPCHealthWatch(service: "users.Users")
    /// let balancer = try LoadBalancer(endpoints, probe: health)
    /// let transport = try BalancedTransport(balancer, transportSecurity: .plaintext, health: health)
    /// ```
    ///
    /// The transport has one stream open at each endpoint, on the connection that calls use. A change is known at once: the load
    /// balancer's probe of that endpoint is due then, and takes no time. An answer other than `SERVING`, or a stream
    /// that breaks, takes the endpoint out by `HealthConfiguration`'s rules: the answer at once, the stream after
    /// `unhealthyThreshold` probes. An endpoint without the health service counts as well, as in gRFC A17.
    ///
    /// One for each load balancer and transport.
    ///
    /// Source: "gRPC Health Checking Protocol"; gRFC A17, "Client-Side Health Checking".
    public final class GRPCHealthWatch: EndpointProbe {
        private struct Entry: Sendable {
            var answer: Result<ServingStatus, any Error>?
            /// Those who wait for the first answer.
            var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        }

        private struct State: Sendable {
            var entries: [EndpointID: Entry] = [:]
            var next = 0
        }

        private let service: String
        private let retryInterval: Duration
        private let state = Locked(State())

        /// A watch over a service.
        ///
        /// - Parameters:
        ///   - service: its full name; the server as a whole unless given.
        ///   - retryInterval: how long to wait before a stream that has broken is opened again. 1 s; ours.
        public init(service: String = "", retryInterval: Duration = .seconds(1)) {
            self.service = service
            self.retryInterval = max(.milliseconds(1), retryInterval)
        }

        public var probeName: String { service.isEmpty ? "gRPC health watch" : "gRPC health watch of \(service)" }

        /// Returns if the endpoint's newest answer is that it serves. Waits for the first one.
        ///
        /// - Throws: ``HealthProbeError``, what broke the stream, or `CancellationError`.
        public func probe(_ endpoint: LoadBalancing.Endpoint) async throws {
            await waitForAnswer(of: endpoint.id)
            try Task.checkCancellation()
            guard let answer = state.withLock({ $0.entries[endpoint.id]?.answer }) else { return }
            try HealthProbeError.check(try answer.get(), service, endpoint.address)
        }

        /// That it does not serve is.
        public func isConclusive(_ error: any Error) -> Bool { error is HealthProbeError }

        private func waitForAnswer(of id: EndpointID) async {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        guard state.entries[id]?.answer == nil, !Task.isCancelled else { return true }
                        state.entries[id, default: Entry()].waiters[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.entries[id]?.waiters.removeValue(forKey: number) }?.resume()
            }
        }

        private func answered(_ answer: Result<ServingStatus, any Error>, by id: EndpointID) {
            let waiters = state.withLock { state in
                let waiters = state.entries[id].map { Array($0.waiters.values) } ?? []
                state.entries[id] = Entry(answer: answer)
                return waiters
            }
            for waiter in waiters { waiter.resume() }
        }

        // MARK: The streams

        /// Follows an endpoint's health until the task is cancelled.
        func follow(_ channel: EndpointChannel, for balancer: LoadBalancer) async {
            // Its connections are run by somebody else.
            let client = GRPCClient(transport: channel.transport)
            while !Task.isCancelled {
                do {
                    try await watch(client) { status in
                        self.answered(.success(status), by: channel.id)
                        balancer.probeSoon(channel.id)
                    }
                } catch let error as RPCError where error.code == .unimplemented {
                    answered(.success(.serving), by: channel.id)
                    balancer.probeSoon(channel.id)
                    await untilCancelled()
                } catch  where !Task.isCancelled {
                    answered(.failure(error), by: channel.id)
                    balancer.probeSoon(channel.id)
                } catch {}
                try? await Task.sleep(for: retryInterval)
            }
            forget(channel.id)
        }

        private func forget(_ id: EndpointID) {
            let entry = state.withLock { $0.entries.removeValue(forKey: id) }
            for waiter in entry?.waiters.values.map({ $0 }) ?? [] { waiter.resume() }
        }

        private func watch(
            _ client: GRPCClient<some ClientTransport>,
            _ tell: @escaping @Sendable (ServingStatus) -> Void
        ) async throws {
            try await client.serverStreaming(
                request: ClientRequest(message: HealthCheckRequest(service: service)),
                descriptor: .healthWatch,
                serializer: HealthRequestSerializer(),
                deserializer: ServingStatusDeserializer(),
                options: .defaults
            ) { response in
                for try await status in response.messages { tell(status) }
            }
        }
    }
#endif
