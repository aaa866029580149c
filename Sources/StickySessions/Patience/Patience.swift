#if StickySessions
    import Hummingbird
    import LoadBalancing
    import NIOCore
    import NIOPosix
    import Synchronization

    /// Sees to it that who waits long for an answer is watched: should its client go, the request is cancelled.
    ///
    /// Nearly all answers come before, so a request costs an entry in a queue and no task or timer: there is one timer for all.
    final class Patience: Sendable {
        private let queue = Locked(PatienceQueue<ClientWatch>())
        private let nanoseconds: UInt64
        private let watched = Atomic(0)
        private let loop = MultiThreadedEventLoopGroup.singleton.next()

        /// - Parameter duration: how long a request waits before its client is watched.
        init(_ duration: Duration) {
            nanoseconds = UInt64(clamping: max(1, TimeAmount(duration).nanoseconds))
        }

        /// How many have waited so long that their clients were watched.
        var watchedCount: Int { watched.load(ordering: .acquiring) }

        /// Waits for an answer.
        ///
        /// - Parameter body: that of a request that has none, from Hummingbird's own server.
        /// - Returns: the answer, and whether the client was watched: then its connection is not used again.
        /// - Throws: What `send` throws: `CancellationError` if the client has gone.
        func perform<Answer>(
            _ body: RequestBody,
            _ send: () async throws -> Answer
        ) async throws -> (answer: Answer, wasWatched: Bool) {
            try await withUnsafeCurrentTask { task in
                guard let task else { return (try await send(), false) }
                let watch = ClientWatch(body, serving: task)
                let place = enter(watch)
                do {
                    let answer = try await send()
                    return (answer, await leave(place, watch))
                } catch {
                    _ = await leave(place, watch)
                    throw error
                }
            }
        }

        private func enter(_ watch: ClientWatch) -> Int {
            let (place, timer) = queue.withLock { queue in
                // Within the lock, so that they come in the order of their times.
                queue.enter(watch, until: NIODeadline.now().uptimeNanoseconds &+ nanoseconds)
            }
            if let timer { setTimer(timer) }
            return place
        }

        private func leave(_ place: Int, _ watch: ClientWatch) async -> Bool {
            queue.withLock { $0.leave(place) }
            return await watch.end()
        }

        private func setTimer(_ time: UInt64) {
            loop.scheduleTask(deadline: .uptimeNanoseconds(time)) { [weak self] in self?.timePassed() }
        }

        private func timePassed() {
            let (due, timer) = queue.withLock { $0.timePassed(at: NIODeadline.now().uptimeNanoseconds) }
            if let timer { setTimer(timer) }
            for watch in due { watch.begin() }
            watched.add(due.count, ordering: .releasing)
        }
    }
#endif
