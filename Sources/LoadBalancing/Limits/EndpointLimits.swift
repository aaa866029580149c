/// A ``ConcurrencyLimit`` for each endpoint that is in use. One that nobody uses is forgotten: it would be like new.
@usableFromInline
package final class EndpointLimits: Sendable {
    private struct Entry: Sendable {
        let limit: ConcurrencyLimit
        var users = 0
    }

    private let configuration: ConcurrencyLimit.Configuration
    private let clock: BalancerClock
    private let entries = Locked<[EndpointID: Entry]>([:])

    /// - Parameter configuration: checked before.
    init(_ configuration: ConcurrencyLimit.Configuration, clock: BalancerClock) {
        self.configuration = configuration
        self.clock = clock
    }

    /// How many endpoints are in use.
    var count: Int { entries.withLock { $0.count } }

    /// Does something at an endpoint, as soon as it has a place: see ``ConcurrencyLimit/withPlace(isolation:_:)``.
    @usableFromInline
    package func withPlace<Result>(at id: EndpointID, _ body: () async throws -> Result) async throws -> Result {
        let limit = entries.withLock { entries in
            var entry = entries[id] ?? Entry(limit: ConcurrencyLimit(checked: configuration, clock: clock))
            entry.users += 1
            entries[id] = entry
            return entry.limit
        }
        defer {
            entries.withLock { entries in
                entries[id]?.users -= 1
                if entries[id]?.users == 0 { entries[id] = nil }
            }
        }
        return try await limit.withPlace(body)
    }
}
