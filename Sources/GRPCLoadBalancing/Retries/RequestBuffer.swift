#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing

    /// What a caller has sent, kept until it is known which attempt is answered: each attempt sends it from the beginning.
    ///
    /// ```
    ///             kept                        written by the caller
    ///   ├───────────────────────────┼────────────────▶
    ///   0        ▲ attempt 2        ▲ attempt 1
    /// ```
    ///
    /// Once the call has an answer, or the buffer is full, what all attempts have sent is let go of, and the caller waits for room.
    /// From then on there are no new attempts.
    final class RequestBuffer: Sendable {
        typealias Part = RPCRequestPart<GRPCNIOTransportBytes>

        fileprivate enum End: Sendable {
            case finished
            case failed(any Error)
        }

        fileprivate struct State: Sendable {
            var parts: [Part] = []
            /// How many were let go of before these.
            var gone = 0
            var bytes = 0
            var end: End?
            /// The call has an answer, or the buffer was full.
            var isLettingGo = false
            /// Nobody will send anything any more.
            var isClosed = false
            /// Which part each attempt sends next.
            var readers: [Int: Int] = [:]
            var waitingReaders: [Int: CheckedContinuation<Void, Never>] = [:]
            var waitingWriters: [Int: CheckedContinuation<Void, Never>] = [:]
            var next = 0

            mutating func number() -> Int {
                next += 1
                return next
            }
        }

        private let state = Locked(State())
        private let limit: Int

        /// - Parameter limit: bytes.
        init(limit: Int) {
            self.limit = limit
        }

        // MARK: The caller's side

        /// Takes a part in. Waits while there is no room and no attempt left that could be made instead.
        func write(_ part: Part) async throws {
            let (isOpen, readers) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                guard !state.isClosed, state.end == nil else { return (false, []) }
                state.parts.append(part)
                state.bytes += part.byteCount
                if state.bytes > limit { state.isLettingGo = true }
                return (true, state.takeReaders())
            }
            guard isOpen else { throw RPCError(code: .unavailable, message: "the call has ended: nothing can be sent") }
            for reader in readers { reader.resume() }
            try await waitForRoom()
        }

        private func waitForRoom() async throws {
            let limit = limit
            let number = state.withLock { $0.number() }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        guard state.isFull(limit), !Task.isCancelled else { return true }
                        state.waitingWriters[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.waitingWriters.removeValue(forKey: number) }?.resume()
            }
            try Task.checkCancellation()
        }

        func finish(throwing error: (any Error)? = nil) {
            let readers = state.withLock { state in
                if state.end == nil { state.end = error.map { .failed($0) } ?? .finished }
                return state.takeReaders()
            }
            for reader in readers { reader.resume() }
        }

        // MARK: The attempts' side

        /// Whether another attempt could send all from the beginning.
        var isReplayable: Bool { state.withLock { $0.isReplayable } }

        /// An attempt begins to send; `nil` if that can't be any more.
        func open() -> Int? {
            state.withLock { state in
                guard state.isReplayable else { return nil }
                let number = state.number()
                state.readers[number] = 0
                return number
            }
        }

        /// The next part for an attempt to send; `nil` if there is none.
        ///
        /// - Throws: what the caller could not go on for; `CancellationError`.
        func next(_ number: Int) async throws -> Part? {
            while true {
                let (part, end, writers) = take(number)
                for writer in writers { writer.resume() }
                if let part { return part }
                switch end {
                case .finished: return nil
                case .failed(let error): throw error
                case nil: await waitForPart(number)
                }
                try Task.checkCancellation()
            }
        }

        private func take(_ number: Int) -> (Part?, End?, [CheckedContinuation<Void, Never>]) {
            state.withLock { state in
                guard let position = state.readers[number] else { return (nil, .finished, []) }
                let index = position - state.gone
                guard state.parts.indices.contains(index) else { return (nil, state.end, []) }
                let part = state.parts[index]
                state.readers[number] = position + 1
                return (part, nil, state.trim(limit))
            }
        }

        private func waitForPart(_ number: Int) async {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        guard let position = state.readers[number], position - state.gone >= state.parts.count,
                            state.end == nil, !Task.isCancelled
                        else { return true }
                        state.waitingReaders[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.waitingReaders.removeValue(forKey: number) }?.resume()
            }
        }

        /// An attempt sends nothing any more.
        func close(_ number: Int) {
            let writers = state.withLock { state in
                state.readers[number] = nil
                return state.trim(limit)
            }
            for writer in writers { writer.resume() }
        }

        // MARK: The call

        /// The call has an answer.
        func commit() {
            let writers = state.withLock { state in
                state.isLettingGo = true
                return state.trim(limit)
            }
            for writer in writers { writer.resume() }
        }

        /// The call is over.
        func close() {
            let waiting = state.withLock { state in
                state.isClosed = true
                state.readers = [:]
                state.parts = []
                state.bytes = 0
                return state.takeReaders() + state.takeWriters()
            }
            for waiter in waiting { waiter.resume() }
        }
    }

    extension RequestBuffer.State {
        fileprivate var isReplayable: Bool { gone == 0 && !isClosed }

        fileprivate func isFull(_ limit: Int) -> Bool { isLettingGo && !isClosed && bytes > limit }

        fileprivate mutating func takeReaders() -> [CheckedContinuation<Void, Never>] {
            defer { waitingReaders = [:] }
            return Array(waitingReaders.values)
        }

        fileprivate mutating func takeWriters() -> [CheckedContinuation<Void, Never>] {
            defer { waitingWriters = [:] }
            return Array(waitingWriters.values)
        }

        /// Lets go of what nobody has to send any more. Returns those who waited for room, if there is some.
        fileprivate mutating func trim(_ limit: Int) -> [CheckedContinuation<Void, Never>] {
            // Without a reader there may be one yet, that sends all from the beginning.
            guard isLettingGo, let least = readers.values.min(), least > gone else { return [] }
            let count = min(parts.count, least - gone)
            for part in parts[..<count] { bytes -= part.byteCount }
            parts.removeFirst(count)
            gone += count
            return isFull(limit) ? [] : takeWriters()
        }
    }

    extension RPCRequestPart<GRPCNIOTransportBytes> {
        fileprivate var byteCount: Int {
            switch self {
            // Next to nothing, beside a message.
            case .metadata: 0
            case .message(let bytes): bytes.count
            }
        }
    }

    /// A caller's way into the buffer.
    struct BufferWriter: ClosableRPCWriterProtocol {
        typealias Element = RequestBuffer.Part

        let buffer: RequestBuffer

        func write(_ element: Element) async throws {
            try await buffer.write(element)
        }

        func write(contentsOf elements: some Sequence<Element>) async throws {
            for element in elements { try await buffer.write(element) }
        }

        func finish() async {
            buffer.finish()
        }

        func finish(throwing error: any Error) async {
            buffer.finish(throwing: error)
        }
    }
#endif
