#if StickySessions
    import Hummingbird

    /// Waits for an answer, and after a while also for the client to go: then what was sent is cancelled.
    struct PatientRequest: Sendable {
        private let body: RequestBody
        private let patience: Duration

        /// - Parameter body: that of a request that has none, from Hummingbird's own server.
        init(_ body: RequestBody, patience: Duration) {
            self.body = body
            self.patience = patience
        }

        /// - Throws: `CancellationError` if the client has gone; what `send` throws.
        func perform<Answer: Sendable>(_ send: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
            let (events, source) = AsyncStream<Bool>.makeStream()
            // On its own, so that it goes on while the watch begins; it has always ended when this returns.
            let sending = Task {
                defer { source.yield(true) }
                return try await send()
            }
            let timer = Task { [patience] in
                try? await Task.sleep(for: patience)
                source.yield(false)
            }
            return try await withTaskCancellationHandler {
                var iterator = events.makeAsyncIterator()
                let isAnswered = await iterator.next() ?? true
                timer.cancel()
                if isAnswered { return try await sending.value }
                do {
                    return try await body.consumeWithCancellationOnInboundClose { _ in
                        try await withTaskCancellationHandler {
                            try await sending.value
                        } onCancel: {
                            sending.cancel()
                        }
                    }
                } catch {
                    sending.cancel()
                    _ = await sending.result
                    throw error
                }
            } onCancel: {
                sending.cancel()
            }
        }
    }
#endif
