#if Caches
    import LoadBalancing
    import NIOCore

    /// Requests to one node, sent together, and what came of them.
    ///
    /// What it holds is written on its link's event loop until it is over, and read by whoever waits for the exchange after that.
    final class Batch: LinkRequest, @unchecked Sendable {
        // Unchecked: see above; the exchange's lock is between the two.
        let link: Link
        let operations: [CacheOperation]
        let deadline: UInt64
        let byteCount: Int
        /// In the order of the operations; `nil` for those that have not come. Read once it is over.
        // Without checks at run time: see above.
        @exclusivity(unchecked) private(set) var answers: [CacheAnswer?]
        @exclusivity(unchecked) private var missing: Int
        private let exchange: Exchange

        init(_ link: Link, _ operations: [CacheOperation], deadline: UInt64, exchange: Exchange) {
            self.link = link
            self.operations = operations
            self.deadline = deadline
            self.exchange = exchange
            byteCount = operations.reduce(0) { $0 + $1.byteCount }
            answers = Array(repeating: nil, count: operations.count)
            missing = operations.count
        }

        var replyCount: Int { operations.count }

        /// What a reply is an answer to.
        func kind(of number: Int) -> CacheOperation.Kind { operations[number].kind }
        var isOver: Bool { missing == 0 }

        /// The answers, in the order of the operations. Once it is over.
        var results: [CacheAnswer] { answers.map { $0 ?? .failed(.cancelled) } }

        /// A reply has come, or won't.
        func settle(_ number: Int, _ answer: CacheAnswer) {
            guard missing > 0, answers[number] == nil else { return }
            answers[number] = answer
            missing -= 1
            if missing == 0 { exchange.batchEnded() }
        }

        /// No more replies are waited for.
        func fail(_ failure: NodeFailure) {
            guard missing > 0 else { return }
            for number in answers.indices where answers[number] == nil { answers[number] = .failed(failure) }
            missing = 0
            exchange.batchEnded()
        }

        /// The same, from anywhere.
        func cancel() {
            link.lane.loop.execute { self.fail(.cancelled) }
        }
    }

    extension CacheOperation {
        /// About what it takes to send.
        var byteCount: Int {
            switch self {
            case .get(let key, _), .delete(let key), .touch(let key, _), .count(let key, _): key.bytes.count + 64
            case .store(let key, let value, _, _): key.bytes.count + value.buffer.readableBytes + 64
            case .command(_, let words): words.reduce(64) { $0 + $1.readableBytes + 16 }
            }
        }
    }

    /// Batches that somebody waits for together.
    final class Exchange: Sendable {
        private struct State: Sendable {
            var missing: Int
            var waiter: UnsafeContinuation<Void, Never>?
        }

        private let state: Locked<State>

        init(batches: Int) {
            state = Locked(State(missing: batches))
        }

        func batchEnded() {
            let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
                state.missing -= 1
                return state.missing == 0 ? state.waiter.take() : nil
            }
            waiter?.resume()
        }

        /// Returns when all are over. Once.
        func wait(afterBeginning begin: () -> Void) async {
            await withUnsafeContinuation { waiter in
                let isOver = state.withLock { state in
                    if state.missing > 0 { state.waiter = waiter }
                    return state.missing == 0
                }
                begin()
                if isOver { waiter.resume() }
            }
        }
    }

    extension Exchange {
        /// Sends operations to nodes, to all at once, and waits for all of their answers.
        ///
        /// - Parameter deadline: until when; nanoseconds of `NIODeadline`. An answer that has not come then is a failure, as
        ///   are all that have not when the task is cancelled.
        static func perform(_ orders: [(link: Link, operations: [CacheOperation])], by deadline: UInt64) async
            -> [Batch]
        {
            let exchange = Exchange(batches: orders.count)
            let batches = orders.map { Batch($0.link, $0.operations, deadline: deadline, exchange: exchange) }
            guard !batches.isEmpty else { return [] }
            await withTaskCancellationHandler {
                await exchange.wait { Lane.submit(batches) }
            } onCancel: {
                for batch in batches { batch.cancel() }
            }
            return batches
        }
    }
#endif
