/// What is left of a ``RetryBudget``, without clock or lock.
///
/// Finagle's, with 20 % and 10 a second over 10 s, at one moment:
///
/// | requests in the window | retries in it | may still be made |
/// | --- | --- | --- |
/// | 0 | 0 | 100 |
/// | 1000 | 0 | 300 |
/// | 1000 | 300 | 0 |
///
/// Envoy's, with 20 % and at least 3: max(3, ⌊0.2 · active⌋) retries at a time.
///
/// | requests under way | 1 | 15 | 20 | 100 |
/// | --- | --- | --- | --- | --- |
/// | retries at a time | 3 | 3 | 4 | 20 |
///
/// Sources: Finagle's `RetryBudget`; Envoy's `config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget`.
package struct RetryBudgetState: Sendable {
    /// A retry that was taken out, to be handed back when it has ended.
    package struct Permit: Hashable, Sendable {
        fileprivate let slice: UInt64
    }

    private struct Counts: AdditiveArithmetic, Sendable {
        var requests = 0
        var retries = 0

        static var zero: Counts { Counts() }
        static func + (first: Counts, second: Counts) -> Counts {
            Counts(requests: first.requests + second.requests, retries: first.retries + second.retries)
        }
        static func - (first: Counts, second: Counts) -> Counts {
            Counts(requests: first.requests - second.requests, retries: first.retries - second.retries)
        }
    }

    private let budget: RetryBudget
    private var slices: TimeSlices<Counts>

    /// Requests under way, and how many retries of them wait or are under way.
    package private(set) var activeRequests = 0
    package private(set) var activeRetries = 0

    package init(_ budget: RetryBudget) {
        self.budget = budget
        if case .shareOfRequests(_, _, let window) = budget {
            slices = TimeSlices(window: window, count: 10)
        } else {
            slices = TimeSlices(window: .seconds(1), count: 1)
        }
    }

    package mutating func requestStarted(at now: UInt64) {
        activeRequests += 1
        if countsSlices { slices.count(at: now) { $0.requests += 1 } }
    }

    package mutating func requestEnded() {
        activeRequests -= 1
    }

    /// Takes a retry out, if there is one left. It is to be given back by ``retryEnded(_:)`` or ``retryNotMade(_:)``.
    package mutating func withdraw(at now: UInt64) -> Permit? {
        guard balance(at: now) >= 1 else { return nil }
        activeRetries += 1
        return Permit(slice: countsSlices ? slices.count(at: now) { $0.retries += 1 } : 0)
    }

    /// A retry that was taken out has been made, and has ended.
    package mutating func retryEnded(_ permit: Permit) {
        activeRetries -= 1
    }

    /// A retry that was taken out has not been made: others can use it.
    package mutating func retryNotMade(_ permit: Permit) {
        activeRetries -= 1
        if countsSlices { slices.count(inSlice: permit.slice) { $0.retries -= 1 } }
    }

    /// How many retries could be made now.
    package mutating func balance(at now: UInt64) -> Int {
        switch budget {
        case .shareOfRequests(let fraction, let perSecond, let window):
            slices.move(to: now)
            let requests = Double(slices.total.requests)
            // Products of fractions that are a little below the whole number they stand for count as it.
            let allowed = fraction * requests + perSecond * (window / .seconds(1)) + 1e-9
            return max(0, Int(saturating: allowed) - slices.total.retries)
        case .shareOfActive(let fraction, let minimum):
            let share = Int(saturating: fraction * Double(activeRequests) + 1e-9)
            return max(0, max(minimum, share) - activeRetries)
        case .unlimited: return .max
        case .none: return 0
        }
    }

    private var countsSlices: Bool {
        if case .shareOfRequests = budget { true } else { false }
    }
}
