/// Lets so many at a time through, so many more wait for a while, and turns all others away at once.
///
/// ```swift
/// let limit = try ConcurrencyLimit(ConcurrencyLimit.Configuration(limit: 10, queueLength: 20))
/// let answer = try await limit.withPlace { try await send(request) }
/// ```
///
/// Those who wait are let through in the order in which they came. A ``Retrier`` has one for each endpoint if its configuration
/// says so.
///
/// Cost: a lock held for a few instructions at either end, and two child tasks and a timer for one who waits.
public final class ConcurrencyLimit: Sendable {
    /// How many, and for how long.
    public struct Configuration: Hashable, Sendable {
        /// How many may be under way at a time. 1 or above.
        public var limit: Int

        /// How many may wait. 0, so that nobody does, unless given; 0 or above.
        public var queueLength: Int

        /// How long one may wait. 100 ms; ours. 0 or longer.
        public var queueWait: Duration

        public init(limit: Int, queueLength: Int = 0, queueWait: Duration = .milliseconds(100)) {
            self.limit = limit
            self.queueLength = queueLength
            self.queueWait = queueWait
        }

        func check() throws(ConfigurationError) {
            try limit.checkIsPositive("concurrencyLimit.limit")
            guard queueLength >= 0 else {
                throw .invalidCount(name: "concurrencyLimit.queueLength", value: queueLength, allowed: "0 or above")
            }
            guard queueWait >= .zero else {
                throw .invalidDuration(name: "concurrencyLimit.queueWait", value: queueWait, allowed: "0 or longer")
            }
        }
    }

    private enum Turn: Sendable {
        case entered
        case gaveUp
        case cancelled
    }

    /// One who waits: for the turn, or to hear of it.
    private enum Waiter: Sendable {
        case waiting(CheckedContinuation<Turn, Never>)
        case told(Turn)
    }

    private struct State: Sendable {
        var machine: ConcurrencyLimitMachine
        var waiters: [UInt64: Waiter] = [:]

        /// Notes whose turn it is. Returns who is to be woken.
        mutating func tell(_ turn: Turn, _ number: UInt64) -> CheckedContinuation<Turn, Never>? {
            if case .waiting(let continuation) = waiters.removeValue(forKey: number) { return continuation }
            waiters[number] = .told(turn)
            return nil
        }
    }

    private let configuration: Configuration
    private let clock: BalancerClock
    private let state: Locked<State>

    /// - Throws: ``ConfigurationError`` if a value of the configuration is not allowed.
    public convenience init(
        _ configuration: Configuration,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws(ConfigurationError) {
        try configuration.check()
        self.init(checked: configuration, clock: BalancerClock(clock))
    }

    /// Makes any number of them alike, checked once.
    package static func maker(
        _ configuration: Configuration
    ) throws(ConfigurationError) -> @Sendable () -> ConcurrencyLimit {
        try configuration.check()
        let clock = BalancerClock(ContinuousClock())
        return { ConcurrencyLimit(checked: configuration, clock: clock) }
    }

    init(checked configuration: Configuration, clock: BalancerClock) {
        self.configuration = configuration
        self.clock = clock
        state = Locked(State(machine: ConcurrencyLimitMachine(configuration)))
    }

    /// How many are under way.
    public var active: Int { state.withLock { $0.machine.active } }

    /// How many wait.
    public var queued: Int { state.withLock { $0.machine.queued } }

    /// Does something as one of those that are let through, as soon as there is a place.
    ///
    /// - Throws: what `body` throws; ``ConcurrencyLimitError`` if there is no place, at once where the queue is full;
    ///   `CancellationError` if the task is cancelled while it waits.
    public func withPlace<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Result
    ) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await body()
    }

    /// Waits for a place, for someone who holds it for longer than a closure lasts, such as for a body that streams: each that
    /// is entered must be left once.
    ///
    /// - Parameter limit: how long to wait at most; then it is as if the task had been cancelled.
    package func enter(within limit: Duration? = nil) async throws {
        let now = clock.now()
        switch state.withLock({ $0.machine.enter(at: now) }) {
        case .entered: return
        case .refused:
            throw ConcurrencyLimitError.full(limit: configuration.limit, queueLength: configuration.queueLength)
        case .queued(let number):
            let until = now.addingSaturating(configuration.queueWait.nanoseconds)
            switch await turn(of: number, until: until, cancelledAt: limit.map { now.addingSaturating($0.nanoseconds) })
            {
            case .entered: return
            case .gaveUp: throw ConcurrencyLimitError.waitedTooLong(configuration.queueWait)
            case .cancelled: throw CancellationError()
            }
        }
    }

    /// Takes a place if there is one: then it must be left once. False if one would have to wait for it.
    package func enterAtOnce() -> Bool {
        state.withLock { $0.machine.enterAtOnce() }
    }

    private func turn(of number: UInt64, until: UInt64, cancelledAt end: UInt64?) async -> Turn {
        await withTaskGroup(of: Turn?.self) { group in
            group.addTask { await self.turn(of: number) }
            group.addTask {
                if let end, end < until {
                    if (try? await self.clock.sleep(end)) != nil { self.cancel(number) }
                    return nil
                }
                // Whoever has had its turn is not in the queue any more, and this is cancelled.
                if (try? await self.clock.sleep(until)) != nil { self.giveUp(at: until) }
                return nil
            }
            var turn: Turn?
            for await told in group {
                turn = turn ?? told
                // Whoever has had its turn waits no longer; but nobody is cancelled for having waited too long.
                if told != nil { group.cancelAll() }
            }
            return turn ?? .cancelled
        }
    }

    private func turn(of number: UInt64) async -> Turn {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let told = state.withLock { state -> Turn? in
                    if case .told(let turn) = state.waiters.removeValue(forKey: number) { return turn }
                    state.waiters[number] = .waiting(continuation)
                    return nil
                }
                if let told { continuation.resume(returning: told) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Before it waits, too: then it finds that it has been told.
    private func cancel(_ number: UInt64) {
        let waiter = state.withLock { state in
            state.machine.cancel(number) ? state.tell(.cancelled, number) : nil
        }
        waiter?.resume(returning: .cancelled)
    }

    private func giveUp(at now: UInt64) {
        let waiters = state.withLock { state in
            state.machine.giveUp(at: now).compactMap { state.tell(.gaveUp, $0) }
        }
        for waiter in waiters { waiter.resume(returning: .gaveUp) }
    }

    package func leave() {
        if state.withLock({ $0.machine.leaveUnnoticed() }) { return }
        let now = clock.now()
        let (next, late) = state.withLock { state in
            let change = state.machine.leave(at: now)
            return (
                change.entered.flatMap { state.tell(.entered, $0) },
                change.gaveUp.compactMap { state.tell(.gaveUp, $0) }
            )
        }
        next?.resume(returning: .entered)
        for waiter in late { waiter.resume(returning: .gaveUp) }
    }
}
