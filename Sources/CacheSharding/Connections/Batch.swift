#if Caches
    import LoadBalancing
    import NIOCore
    import Synchronization

    /// What is asked of one node, sent together, and what came of it.
    ///
    /// What it holds is written on its link's event loop until it is over, and read by whoever waits for the exchange after that.
    final class Batch: LinkRequest, @unchecked Sendable {
        // Unchecked: see above; the exchange's count is between the two.

        enum Work: Sendable {
            /// One request, and one reply.
            case one(CacheOperation)
            /// Each is a request, and has a reply.
            case operations([CacheOperation])
            /// What is stored under many keys: one request, all of whose replies come before the next one's.
            case values(KeyList)
        }

        let link: Link
        let work: Work
        let deadline: UInt64
        let byteCount: Int
        let replyCount: Int
        // Without checks at run time: see above.
        /// Told how the node did once it is over.
        @exclusivity(unchecked) private var pick: PickBox?
        /// Where the keys' values go as soon as they are there; `nil` if they are kept here, or it is over.
        @exclusivity(unchecked) private var shelf: ValueShelf?
        @exclusivity(unchecked) private var missing: Int
        /// What came of the one operation.
        @exclusivity(unchecked) private(set) var answer = CacheAnswer.failed(.cancelled)
        /// In the order of the operations; `nil` for those that have not come.
        @exclusivity(unchecked) private var answers: [CacheAnswer?] = []
        /// What is stored under the keys.
        @exclusivity(unchecked) private(set) var found = ValuesAnswer.all(.failed(.cancelled))
        /// Once the keys' values have gone to the shelf: how many there are, of how many keys.
        @exclusivity(unchecked) private(set) var shelved: (values: Int, keys: Int)?
        /// With whose keys its own are asked for.
        @exclusivity(unchecked) var group: ValueGroup?
        private let exchange: Exchange

        init(
            _ link: Link,
            _ work: Work,
            deadline: UInt64,
            exchange: Exchange,
            pick: PickBox? = nil,
            shelf: ValueShelf? = nil
        ) {
            self.link = link
            self.work = work
            self.deadline = deadline
            self.exchange = exchange
            self.pick = pick
            self.shelf = shelf
            switch work {
            case .one(let operation):
                byteCount = operation.byteCount
                replyCount = 1
            case .operations(let operations):
                byteCount = operations.reduce(0) { $0 + $1.byteCount }
                replyCount = operations.count
                answers = Array(repeating: nil, count: operations.count)
            case .values(let keys):
                byteCount = keys.byteCount + keys.count + 64
                replyCount = 1
            }
            missing = replyCount
        }

        var isOver: Bool { missing == 0 }

        /// The keys, if it is their values that are asked for.
        var keys: KeyList? {
            if case .values(let keys) = work { keys } else { nil }
        }

        /// What a reply is an answer to.
        func kind(of number: Int) -> CacheOperation.Kind {
            switch work {
            case .one(let operation): operation.kind
            case .operations(let operations): operations[number].kind
            case .values: .get
            }
        }

        /// A reply has come, or won't.
        func settle(_ number: Int, _ answer: CacheAnswer) {
            guard missing > 0 else { return }
            switch work {
            case .one: self.answer = answer
            case .operations:
                guard answers[number] == nil else { return }
                answers[number] = answer
            case .values: found = .all(answer)
            }
            missing -= 1
            if missing == 0 { end() }
        }

        /// The keys' values have come, or won't.
        func settle(_ values: consuming ValuesAnswer) {
            guard missing > 0 else { return }
            missing = 0
            // Not needed for another reply, and let go of while other nodes are waited for.
            group = nil
            if let shelf, let keys {
                // Consumed, so that the values have one owner, and are moved.
                switch consume values {
                case .values(var list): shelved = (shelf.put(&list, at: keys.places), keys.count)
                case .all(let answer): found = .all(answer)
                }
            } else {
                found = values
            }
            end()
        }

        private func end() {
            // It may wait for a late reply for long, and the shelf has the other nodes' values.
            shelf = nil
            pick?.finish(outcome)
            pick = nil
            exchange.batchEnded()
        }

        /// No more replies are waited for.
        func fail(_ failure: NodeFailure) {
            guard missing > 0 else { return }
            switch work {
            case .one: answer = .failed(failure)
            case .operations:
                for number in answers.indices where answers[number] == nil { answers[number] = .failed(failure) }
            case .values: found = .all(.failed(failure))
            }
            missing = 0
            end()
        }

        /// The same, from anywhere.
        func cancel() {
            link.lane.loop.execute { self.fail(.cancelled) }
        }
    }

    /// What came of it, once it is over.
    extension Batch {
        /// The answers, in the order of the operations or the keys.
        var results: [CacheAnswer] {
            if case .one = work { return [answer] }
            guard let keys else { return answers.map { $0 ?? .failed(.cancelled) } }
            switch found {
            case .all(let answer): return Array(repeating: answer, count: keys.count)
            case .values(let values):
                return values.map { value in value.map { .value($0) } ?? .missing }
            }
        }

        /// How the node did.
        var outcome: Outcome {
            switch (work, found) {
            case (.one, _): Outcome(answer)
            case (.operations, _): Outcome(results)
            case (.values, _) where shelved != nil: .success
            case (.values, .all(let answer)): Outcome(answer)
            case (.values, .values): .success
            }
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
    final class Exchange: @unchecked Sendable {
        // Unchecked: see `waiter`.

        /// The batches that are not over, and one until who waits has begun them.
        private let missing = Atomic(0)
        /// Written before its own part of the count is taken off, read by whoever takes off the last.
        @exclusivity(unchecked) private var waiter: UnsafeContinuation<Void, Never>?

        func batchEnded() {
            if missing.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { waiter.take()?.resume() }
        }

        /// Returns when all are over. Once.
        private func wait(afterBeginning begin: () -> Void) async {
            await withUnsafeContinuation { waiter in
                self.waiter = waiter
                begin()
                batchEnded()
            }
        }
    }

    extension Exchange {
        /// Sends batches, to all nodes at once, and returns when all are over. Once.
        ///
        /// Each has a deadline, in nanoseconds of `NIODeadline`: what has not come then is a failure, as is all that has not when the task
        /// is cancelled.
        ///
        /// - Parameter batches: all of this exchange.
        func perform(_ batches: [Batch]) async {
            guard !batches.isEmpty else { return }
            missing.store(batches.count + 1, ordering: .relaxed)
            await withTaskCancellationHandler {
                await wait { Lane.submit(batches) }
            } onCancel: {
                for batch in batches { batch.cancel() }
            }
        }

        /// The same of one request.
        static func perform(_ operation: CacheOperation, on link: Link, by deadline: UInt64) async -> CacheAnswer {
            let exchange = Exchange()
            exchange.missing.store(2, ordering: .relaxed)
            let batch = Batch(link, .one(operation), deadline: deadline, exchange: exchange)
            await withTaskCancellationHandler {
                await exchange.wait { link.lane.submit(batch) }
            } onCancel: {
                batch.cancel()
            }
            return batch.answer
        }
    }
#endif
