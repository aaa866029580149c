/// Opens once for all who wait, or closes for good.
final class ReadyGate: Sendable {
    private enum Phase {
        case waiting([UInt64: CheckedContinuation<Bool, Never>], next: UInt64)
        case settled(isOpen: Bool)
    }

    private let phase = Locked(Phase.waiting([:], next: 0))

    func open() {
        settle(isOpen: true)
    }

    /// Does nothing to those whom it let through before.
    func close() {
        settle(isOpen: false)
    }

    private func settle(isOpen: Bool) {
        let waiters = phase.withLock { phase in
            switch phase {
            case .waiting(let waiters, _):
                phase = .settled(isOpen: isOpen)
                return waiters
            case .settled:
                if !isOpen { phase = .settled(isOpen: false) }
                return [:]
            }
        }
        for waiter in waiters.values {
            waiter.resume(returning: isOpen)
        }
    }

    /// True when it has opened, false when it has closed.
    ///
    /// - Throws: `CancellationError` if the task is cancelled first.
    func wait() async throws(CancellationError) -> Bool {
        let number = phase.withLock { phase -> UInt64 in
            guard case .waiting(let waiters, let next) = phase else { return 0 }
            phase = .waiting(waiters, next: next + 1)
            return next
        }
        let isOpen = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known = phase.withLock { phase -> Bool? in
                    switch phase {
                    case .settled(let isOpen):
                        return isOpen
                    case .waiting(var waiters, let next):
                        if Task.isCancelled { return false }
                        waiters[number] = continuation
                        phase = .waiting(waiters, next: next)
                        return nil
                    }
                }
                if let known {
                    continuation.resume(returning: known)
                }
            }
        } onCancel: {
            let waiter = phase.withLock { phase -> CheckedContinuation<Bool, Never>? in
                guard case .waiting(var waiters, let next) = phase else { return nil }
                let waiter = waiters.removeValue(forKey: number)
                phase = .waiting(waiters, next: next)
                return waiter
            }
            waiter?.resume(returning: false)
        }
        if !isOpen, Task.isCancelled { throw CancellationError() }
        return isOpen
    }
}
