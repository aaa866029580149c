#if LoadBalancing
    /// Wakes those who wait for a time, unless they are done before: one sleeper for all of them.
    ///
    /// For waits that nearly always end before their time, such as those for a hedge: a timer for each, set and given up, costs
    /// many times what it takes to keep a list. Nobody sleeps while nobody waits, but for what is left of the last wait that was
    /// slept for; nobody sleeps when this is gone.
    ///
    /// Cost: O(1), under one lock, for times that come in order, or nearly so.
    @usableFromInline
    package final class SharedAlarm: Sendable {
        /// Why one wakes.
        @usableFromInline
        package enum Cause: Sendable {
            /// Somebody said that there is no need to wait.
            case done
            /// The time has come.
            case time
        }

        /// One who waits, once.
        @usableFromInline
        package final class Waiter: @unchecked Sendable {
            // Unchecked: what changes is only touched under the alarm's lock, where nobody needs to look for another access.
            fileprivate let at: UInt64
            @exclusivity(unchecked) fileprivate var cause: Cause?
            @exclusivity(unchecked) fileprivate var continuation: UnsafeContinuation<Cause, Never>?

            fileprivate init(at: UInt64) {
                self.at = at
            }

            /// Notes why it wakes, the first time. Returns who is to be woken.
            fileprivate func tell(_ cause: Cause) -> UnsafeContinuation<Cause, Never>? {
                guard self.cause == nil else { return nil }
                self.cause = cause
                return continuation.take()
            }
        }

        private struct State: Sendable {
            /// By their times. Some of them are done.
            var waiters: [Waiter] = []
            var doneCount = 0
            /// Until when somebody sleeps; `UInt64.max` if nobody does.
            var sleepsUntil: UInt64 = .max
            var sleeper: Task<Void, Never>?

            mutating func insert(_ waiter: Waiter) {
                let place = (waiters.lastIndex { $0.at <= waiter.at } ?? -1) + 1
                waiters.insert(waiter, at: place)
            }

            /// Notes that one is done: those who are do not pile up.
            mutating func countDone() {
                doneCount += 1
                guard doneCount > 32, doneCount > waiters.count / 2 else { return }
                waiters.removeAll { $0.cause != nil }
                doneCount = 0
            }

            /// Those whose time has come.
            mutating func takeDue(at now: UInt64) -> [UnsafeContinuation<Cause, Never>] {
                let due = waiters.prefix { $0.at <= now }
                waiters.removeFirst(due.count)
                doneCount -= due.count { $0.cause != nil }
                return due.compactMap { $0.tell(.time) }
            }

            /// The first one that waits.
            var nextTime: UInt64? { waiters.first { $0.cause == nil }?.at }
        }

        private let clock: BalancerClock
        private let state = Locked(State())

        init(_ clock: BalancerClock) {
            self.clock = clock
        }

        deinit {
            state.withLock { $0.sleeper }?.cancel()
        }

        /// How many are kept, those who are done included.
        package var entryCount: Int { state.withLock { $0.waiters.count } }

        /// One who will wait until a time; `nil` for no time at all.
        @usableFromInline
        package func add(at time: UInt64?) -> Waiter {
            let waiter = Waiter(at: time ?? .max)
            guard let time else { return waiter }
            state.withLock { state in
                state.insert(waiter)
                if time < state.sleepsUntil { sleep(until: time, &state) }
            }
            return waiter
        }

        /// Waits until somebody wakes it, or its time has come. It does not end when the task is cancelled.
        @usableFromInline
        package func wait(_ waiter: Waiter) async -> Cause {
            await withUnsafeContinuation { continuation in
                let cause = state.withLock { _ in
                    if waiter.cause == nil { waiter.continuation = continuation }
                    return waiter.cause
                }
                if let cause { continuation.resume(returning: cause) }
            }
        }

        /// Wakes it, now or as soon as it waits, unless it has been woken before.
        @usableFromInline
        package func wake(_ waiter: Waiter, because cause: Cause) {
            let continuation = state.withLock { state in
                let continuation = waiter.tell(cause)
                if waiter.at != .max { state.countDone() }
                return continuation
            }
            continuation?.resume(returning: cause)
        }

        // MARK: The sleeper

        private func sleep(until time: UInt64, _ state: inout State) {
            state.sleepsUntil = time
            state.sleeper?.cancel()
            state.sleeper = Task { [clock, weak self] in
                var next: UInt64? = time
                while let time = next {
                    try? await clock.sleep(time)
                    // Another one sleeps in its place, or all is over.
                    if Task.isCancelled { return }
                    next = self?.timeHasCome()
                }
            }
        }

        /// Wakes those whose time has come. Returns the next time; `nil` if nobody waits.
        private func timeHasCome() -> UInt64? {
            let now = clock.now()
            let (due, next) = state.withLock { state in
                let due = state.takeDue(at: now)
                let next = state.nextTime
                state.sleepsUntil = next ?? .max
                if next == nil { state.sleeper = nil }
                return (due, next)
            }
            for continuation in due { continuation.resume(returning: .time) }
            return next
        }
    }
#endif
