#if GRPC
    import GRPCCore
    import LoadBalancing

    /// The endpoints that a call goes to, one after the other, until one opens a stream.
    struct CallRoute {
        /// An endpoint to try.
        struct Hop: Sendable {
            let channel: EndpointChannel
            let end: CallEnd
            let span: AttemptSpan
        }

        private let transport: BalancedTransport
        private let keyHash: UInt64?
        /// Those that could open no stream.
        private(set) var tried: [EndpointID]
        private var lastError: (any Error)?
        /// For the first list.
        private var hasWaited = false

        /// What was picked already.
        private var first: PickBox?

        /// - Parameters:
        ///   - first: what was picked already, to be tried first.
        ///   - excluded: endpoints not to try.
        init(
            _ transport: BalancedTransport,
            keyHash: UInt64?,
            first: PickBox? = nil,
            excluding excluded: [EndpointID] = []
        ) {
            self.transport = transport
            self.keyHash = keyHash
            tried = excluded
            self.first = first
        }

        /// The next endpoint that has a connection, or may have one.
        ///
        /// - Throws: why there is none.
        mutating func next(_ method: MethodDescriptor, _ options: CallOptions) async throws -> Hop {
            while true {
                try Task.checkCancellation()
                guard let pick = try await pick() else { continue }
                switch try transport.channels.lease(pick.endpoint) {
                case .channel(let channel):
                    let span = AttemptSpan(method, to: pick.endpoint)
                    let end = CallEnd(
                        pick,
                        method,
                        span: span,
                        timeout: options.timeout,
                        meters: transport.meters
                    )
                    // Nearly always there is one: nothing is waited for.
                    let limit = transport.configuration.connectLimit
                    if channel.link.state == .connecting,
                        try await channel.link.settled(within: limit) == .connecting
                    {
                        end.notOpened()
                        tried.append(channel.id)
                        lastError = RPCError(
                            code: .unavailable,
                            message: "no connection to \(channel.id) within \(limit)"
                        )
                        continue
                    }
                    return Hop(channel: channel, end: end, span: span)
                case .gone:
                    pick.finish(.cancelled)
                    tried.append(pick.endpoint.id)
                case .notStarted:
                    pick.finish(.cancelled)
                    try await transport.channels.waitUntilStarted()
                case .closing:
                    pick.finish(.cancelled)
                    throw RPCError.shutDown
                }
            }
        }

        /// No stream could be opened there.
        ///
        /// - Throws: the error, where no other endpoint could do better.
        mutating func failed(_ hop: Hop, _ error: any Error) throws {
            if error is CancellationError || Task.isCancelled {
                hop.end.gaveUp()
                throw error
            }
            hop.end.notOpened()
            guard !transport.channels.isClosing else { throw RPCError.shutDown }
            tried.append(hop.channel.id)
            lastError = error
        }

        /// `nil` if it is worth trying again.
        private mutating func pick() async throws -> PickBox? {
            if let first = first.take() {
                if !tried.contains(first.endpoint.id) { return first }
                first.finish(.cancelled)
            }
            // A pick before that would be for nothing, and count as cancelled.
            if !transport.channels.isStarted { try await transport.channels.waitUntilStarted() }
            do throws(PickError) {
                return PickBox(try transport.balancer.pick(keyHash: keyHash, excluding: tried))
            } catch {
                switch error {
                case .notReady:
                    // No list has come within the start-up limit: then there is nothing to wait for.
                    if hasWaited { throw RPCError.noEndpoint(error) }
                    hasWaited = true
                    try await transport.channels.waitUntilStarted()
                    try await transport.balancer.waitUntilReady()
                    return nil
                case .shutDown: throw RPCError.shutDown
                case .allExcluded: throw lastError ?? RPCError.noEndpoint(error)
                case .noEndpoints, .unavailable: throw RPCError.noEndpoint(error)
                }
            }
        }
    }

    extension RPCError {
        static var shutDown: RPCError {
            RPCError(code: .failedPrecondition, message: "the transport is shut down: make another client")
        }

        static func noEndpoint(_ reason: PickError) -> RPCError {
            RPCError(code: .unavailable, message: "no endpoint can take the call: \(reason)", cause: reason)
        }
    }
#endif
