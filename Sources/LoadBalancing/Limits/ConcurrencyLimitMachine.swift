/// Who may go on and who waits at a ``ConcurrencyLimit``, without clock, task or lock.
///
/// Times are nanoseconds of one clock. Those who wait are told by the numbers that ``enter(at:)`` gives them. Cost: O(1) while
/// nobody waits, O(those who wait) otherwise.
package struct ConcurrencyLimitMachine: Sendable {
    package enum Entry: Hashable, Sendable {
        /// Go on; ``leave(at:)`` when done.
        case entered
        /// Wait to be named.
        case queued(UInt64)
        case refused
    }

    /// What became of those who waited.
    package struct Change: Hashable, Sendable {
        /// Goes on, in the place of the one that left.
        package var entered: UInt64?
        /// Have waited for too long.
        package var gaveUp: [UInt64] = []
    }

    private struct Waiter: Sendable {
        let number: UInt64
        let until: UInt64
    }

    private let limit: Int
    private let queueLength: Int
    private let queueWait: UInt64
    private var lastNumber: UInt64 = 0
    /// First come, first served. All may wait equally long, so the first to come is also the first to give up.
    private var queue: [Waiter] = []

    /// Those that have entered and not left.
    package private(set) var active = 0

    package init(_ configuration: ConcurrencyLimit.Configuration) {
        limit = configuration.limit
        queueLength = configuration.queueLength
        queueWait = configuration.queueWait.nanoseconds
    }

    /// How many wait.
    package var queued: Int { queue.count }

    /// When ``giveUp(at:)`` is to be called at the latest; `UInt64.max` if never.
    package var nextEventAt: UInt64 { queue.first?.until ?? .max }

    /// Somebody wants to enter, but not to wait. False if there is no place.
    package mutating func enterAtOnce() -> Bool {
        guard active < limit else { return false }
        active += 1
        return true
    }

    /// Somebody wants to enter.
    package mutating func enter(at now: UInt64) -> Entry {
        if enterAtOnce() { return .entered }
        guard queue.count < queueLength, queueWait > 0 else { return .refused }
        lastNumber += 1
        queue.append(Waiter(number: lastNumber, until: now.addingSaturating(queueWait)))
        return .queued(lastNumber)
    }

    /// Somebody leaves while nobody waits, whatever the time. False, and without effect, if somebody does.
    package mutating func leaveUnnoticed() -> Bool {
        guard queue.isEmpty else { return false }
        active -= 1
        return true
    }

    /// Somebody leaves: the first of those who wait, and whose time is not up, enters instead.
    package mutating func leave(at now: UInt64) -> Change {
        var change = Change(gaveUp: giveUp(at: now))
        if queue.isEmpty {
            active -= 1
        } else {
            change.entered = queue.removeFirst().number
        }
        return change
    }

    /// Somebody who waits no longer wants to. False if it has entered, or given up, before.
    package mutating func cancel(_ number: UInt64) -> Bool {
        guard let position = queue.firstIndex(where: { $0.number == number }) else { return false }
        queue.remove(at: position)
        return true
    }

    /// Who has waited for too long, and gives up.
    package mutating func giveUp(at now: UInt64) -> [UInt64] {
        let overdue = queue.prefix { $0.until <= now }.map(\.number)
        queue.removeFirst(overdue.count)
        return overdue
    }
}
