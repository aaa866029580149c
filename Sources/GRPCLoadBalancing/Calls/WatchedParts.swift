#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix

    /// A response's parts as they come, of which the status ends the attempt.
    struct WatchedParts: AsyncSequence, Sendable {
        typealias Element = RPCResponsePart<GRPCNIOTransportBytes>

        let base: RPCAsyncSequence<Element, any Error>
        let end: CallEnd

        func makeAsyncIterator() -> AsyncIterator {
            AsyncIterator(base: base.makeAsyncIterator(), end: end)
        }

        struct AsyncIterator: AsyncIteratorProtocol {
            var base: RPCAsyncSequence<Element, any Error>.AsyncIterator
            let end: CallEnd

            mutating func next() async throws -> Element? {
                try await next(isolation: nil)
            }

            mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> Element? {
                do {
                    let part = try await base.next(isolation: actor)
                    switch part {
                    case .status(let status, _): end.ended(status)
                    // Ended without a status: whoever reads was cancelled.
                    case nil: end.gaveUp()
                    case .metadata, .message: break
                    }
                    return part
                } catch {
                    end.broke(error)
                    throw error
                }
            }
        }
    }
#endif
