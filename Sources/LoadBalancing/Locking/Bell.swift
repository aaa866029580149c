/// Wakes the one task that waits for it. Rung while nobody waits, it lets the next one through at once.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Locked(State())

    package init() {}

    package func ring() {
        let waiter = state.withLock { state in
            state.isRung = state.waiter == nil
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns when it is rung, or at once if the task is cancelled. One task at a time.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThrough = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    precondition(state.waiter == nil, "two tasks wait for one bell")
                    state.waiter = continuation
                    return false
                }
                if isThrough {
                    continuation.resume()
                }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }

    /// The same, and returns when the time has come. With `.max` it never comes.
    package func wait(until time: UInt64, by clock: BalancerClock) async {
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            if time != .max {
                group.addTask { try? await clock.sleep(time) }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
