extension RequestMachine {
    /// An attempt has ended, by itself or because its time was up. Without effect once it has been cancelled.
    package mutating func attemptEnded(
        _ number: Int,
        _ verdict: Verdict,
        limits: inout RetryLimits,
        at now: UInt64,
        random: UInt64
    ) -> Actions {
        guard !isFinished, isOpen(number) else { return Actions() }
        let index = number - 1
        let isTimedOut = attempts[index].state == .timedOut
        end(index, limits: &limits)
        let accepted = verdict.wasAccepted
        switch verdict {
        case .answer, .streaming:
            limits.answered(verdict.outcome, after: age(of: index, at: now), at: now)
            return conclude(.answered(by: number), accepted: accepted, limits: &limits, at: now)
        case .failure(_, let delivery, let pushback):
            if isTimedOut { limits.hedging?.recordUnanswered(age(of: index, at: now), at: now) }
            // What can't be sent again because of what it is says nothing of the server's load, as in gRFC A6.
            if delivery != .sentAndUnsafe || pushback == .doNotRetry { limits.throttle?.failed() }
            lastFailure = number
            lastFailureWasAccepted = accepted
            guard delivery != .sentAndUnsafe else {
                return conclude(.answered(by: number), accepted: accepted, limits: &limits, at: now)
            }
            take(pushback, from: index, at: now)
            return retry(limits: &limits, at: now, random: random)
        }
    }

    private mutating func take(_ pushback: Pushback?, from index: Int, at now: UInt64) {
        switch pushback {
        case nil: break
        case .retry(let delay) where delay <= configuration.maximumPushback:
            pushedBackUntil = max(pushedBackUntil ?? 0, now.addingSaturating(delay.nanoseconds))
        case .doNotRetry, .retry: mayRetry = false
        case .elsewhere: excluded += [attempts[index].endpoint].compactMap { $0 }
        }
    }

    /// Goes on after a failure: with those still at it, with another attempt after a wait, or not at all.
    private mutating func retry(limits: inout RetryLimits, at now: UInt64, random: UInt64) -> Actions {
        hedgeAt = nil
        // If another one is at it, that is this one's retry already.
        guard openCount == 0 else { return Actions() }
        let until: UInt64
        if let pushedBackUntil {
            until = max(now, pushedBackUntil)
            backoffSteps = 0
        } else {
            backoffSteps += 1
            until = now.addingSaturating(configuration.backoff.wait(beforeRetry: backoffSteps, random: random))
        }
        pushedBackUntil = nil
        // A retry that would begin when all is over is not waited for.
        guard mayRetry, attempts.count < configuration.attempts, until < deadline,
            let permit = limits.withdraw(at: now)
        else {
            return concludeWithLastFailure(limits: &limits, at: now)
        }
        wait = Wait(until: until, permit: permit)
        // At once, if there is nothing to wait for.
        return advance(to: now, limits: &limits)
    }
}

extension Verdict {
    /// Whether a server took the request on, as far as can be told: an error of its own shows that it did.
    var wasAccepted: Bool? {
        switch outcome {
        case nil, .success, .failure(.serverError): true
        case .failure: false
        case .cancelled: nil
        }
    }
}
