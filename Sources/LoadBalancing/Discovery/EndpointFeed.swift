/// Endpoints that the app names itself, whenever it learns of others.
///
/// ```swift
/// let feed = EndpointFeed()
/// let balancer = LoadBalancer(feed)
/// feed.send([Endpoint(host: "10.0.0.1", port: 80)])
/// ```
///
/// Any thread may send. A reader that is slow sees the newest list, not each one. Any number may read.
public final class EndpointFeed: EndpointDiscovery {
    private struct State {
        var latest: [Endpoint]?
        var readers: [UInt64: AsyncStream<[Endpoint]>.Continuation] = [:]
        var nextReader: UInt64 = 0
    }

    private let state: Locked<State>

    /// A feed with a first list, or without one.
    public init(_ endpoints: [Endpoint]? = nil) {
        state = Locked(State(latest: endpoints))
    }

    public var discoveryName: String { "feed" }
    public var initialEndpoints: [Endpoint]? { state.withLock { $0.latest } }

    /// Replaces the list.
    public func send(_ endpoints: [Endpoint]) {
        // Under the lock, so that of two senders' lists the reader sees the one last that stays `latest`.
        state.withLock { state in
            state.latest = endpoints
            for reader in state.readers.values {
                reader.yield(endpoints)
            }
        }
    }

    public func endpointLists() -> AsyncStream<[Endpoint]> {
        let (lists, continuation) = AsyncStream<[Endpoint]>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let reader = state.withLock { state in
            state.nextReader += 1
            state.readers[state.nextReader] = continuation
            if let latest = state.latest {
                continuation.yield(latest)
            }
            return state.nextReader
        }
        continuation.onTermination = { [state] _ in
            state.withLock { $0.readers[reader] = nil }
        }
        return lists
    }
}
