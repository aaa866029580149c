/// What a run came to.
package struct RunResult: Hashable, Sendable {
    /// What a second's requests came to.
    package struct Second: Hashable, Sendable {
        /// Those that came in it.
        package var requests: Int
        /// Those of them that were answered, then or later.
        package var successes: Int
        /// In nanoseconds; `nil` if more than 1 % were not answered.
        package var p99: UInt64?
    }

    package var requests: Int
    package var successes: Int
    package var failures: Int
    /// What was sent to servers.
    package var attempts: Int
    /// Attempts after one that failed.
    package var retries: Int
    /// Attempts beside one that took long.
    package var hedges: Int
    /// Those of the failures that the client's own adaptive throttle refused.
    package var throttled: Int
    /// Percentiles of all requests' times, in nanoseconds, where one that is not answered takes longer than any; `nil` if it is one
    /// of these.
    package var p50: UInt64?
    package var p99: UInt64?
    package var p999: UInt64?
    /// Of those that were answered.
    package var mean: Double?
    /// Attempts by server.
    package var received: [Int]
    /// Answered requests whose key had been answered before, and those of them that another server answered than the last time.
    package var returns: Int
    package var moves: Int
    /// The same by key: those that were answered twice, and those of them that ever changed servers.
    package var returningKeys: Int
    package var movedKeys: Int
    /// Keys of whose requests more than 1 % failed.
    package var hurtKeys: Int
    package var seconds: [Second]
    /// Requests that have not ended, and picks that were not finished: none.
    package var openRequests: Int
    package var picksInFlight: Int

    /// The part of all requests that failed.
    package var errorShare: Double { Double(failures) / Double(max(1, requests)) }
    /// The busiest server's part of all attempts.
    package var largestShare: Double { Double(received.max() ?? 0) / Double(max(1, attempts)) }
    /// Retries and hedges for each request.
    package var extraAttemptsPerRequest: Double { Double(retries + hedges) / Double(max(1, requests)) }
    /// The part of returning requests that went to another server; `nil` without any.
    package var movedRequestShare: Double? { returns > 0 ? Double(moves) / Double(returns) : nil }
    /// The part of returning keys that ever changed servers; `nil` without any.
    package var movedKeyShare: Double? { returningKeys > 0 ? Double(movedKeys) / Double(returningKeys) : nil }
}
