#if FileDiscovery
    import FileDiscovery
    import LoadBalancing
    import ManualClocks

    /// Follows a file as a load balancer does, look by look.
    final class FollowedFile: Sendable {
        enum Event: Hashable {
            /// The ids of a list; of an entry that says none, its error.
            case list([String])
            case failure(FileDiscoveryError)
            case end
        }

        static let interval = Duration.seconds(5)

        let discovery: FileDiscovery
        private let clock = ManualClock()
        private let recorded = Locked<[Event]>([])
        private let task = Locked<Task<Void, Never>?>(nil)

        init(path: String) {
            discovery = FileDiscovery(path: path, interval: Self.interval, clock: clock)
        }

        deinit {
            task.withLock { $0?.cancel() }
        }

        /// Starts a sequence, and returns what came of its first look.
        func start() async -> [Event] {
            let task = Task { [discovery, recorded, clock] in
                do throws(FileDiscoveryError) {
                    for try await list in discovery.endpointLists() {
                        recorded.withLock { $0.append(.list(list.map(Self.words))) }
                    }
                    recorded.withLock { $0.append(.end) }
                } catch {
                    recorded.withLock { $0.append(.failure(error)) }
                }
                // So that whoever waits for the sequence to sleep sees that it is over, too.
                try? await clock.sleep(for: .seconds(1_000_000_000))
            }
            self.task.withLock { $0 = task }
            return await settled()
        }

        /// What came of the next look.
        func look() async -> [Event] {
            clock.advance(by: Self.interval)
            return await settled()
        }

        /// Cancels the sequence, and returns what came of that.
        func cancel() async -> [Event] {
            let task = task.withLock { $0 }
            task?.cancel()
            await task?.value
            return take()
        }

        var sleeperCount: Int { clock.sleeperCount }

        /// Waits until the sequence sleeps, or is over.
        private func settled() async -> [Event] {
            await clock.waitForSleepers(1)
            return take()
        }

        private func take() -> [Event] {
            recorded.withLock { recorded in
                defer { recorded = [] }
                return recorded
            }
        }

        private static func words(_ endpoint: Endpoint) -> String {
            do {
                try endpoint.check()
                return endpoint.id.string
            } catch {
                return error.description
            }
        }
    }
#endif
