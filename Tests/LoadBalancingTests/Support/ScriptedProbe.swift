import LoadBalancing

/// A probe that answers as a test says, endpoint by endpoint.
final class ScriptedProbe: EndpointProbe {
    enum Answer: Sendable {
        case well
        case unwell
        /// Until it is cancelled.
        case hanging
        /// Until it is let go, cancelled or not.
        case stubborn
    }

    struct Unwell: Error, CustomStringConvertible {
        var description: String { "scripted" }
    }

    private struct State {
        var answers: [EndpointID: Answer] = [:]
        var asked: [EndpointID: Int] = [:]
        var running: [EndpointID: Int] = [:]
        var mostAtOnce = 0
        var blocked = 0
        var stubborn: [CheckedContinuation<Void, Never>] = []
        var isLetGo = false
    }

    private let state: Locked<State>

    init(_ answers: [EndpointID: Answer] = [:]) {
        state = Locked(State(answers: answers))
    }

    var probeName: String { "scripted" }

    /// How often an endpoint was asked.
    func asked(_ id: EndpointID) -> Int { state.withLock { $0.asked[id] ?? 0 } }

    /// The most probes of one endpoint that ran at a time.
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

    /// How many hang now.
    var blocked: Int { state.withLock { $0.blocked } }

    /// How many run now.
    var running: Int { state.withLock { $0.running.values.reduce(0, +) } }

    func set(_ id: EndpointID, _ answer: Answer) {
        state.withLock { $0.answers[id] = answer }
    }

    /// Ends the stubborn ones.
    func letGo() {
        let stubborn = state.withLock { state in
            state.isLetGo = true
            defer { state.stubborn = [] }
            return state.stubborn
        }
        for one in stubborn { one.resume() }
    }

    func probe(_ endpoint: Endpoint) async throws {
        let answer = state.withLock { state in
            state.asked[endpoint.id, default: 0] += 1
            state.running[endpoint.id, default: 0] += 1
            if case .hanging = state.answers[endpoint.id] { state.blocked += 1 }
            if case .stubborn = state.answers[endpoint.id] { state.blocked += 1 }
            state.mostAtOnce = max(state.mostAtOnce, state.running[endpoint.id] ?? 0)
            return state.answers[endpoint.id] ?? .well
        }
        defer {
            state.withLock { state in
                state.running[endpoint.id, default: 0] -= 1
                switch answer {
                case .hanging, .stubborn: state.blocked -= 1
                case .well, .unwell: break
                }
            }
        }
        switch answer {
        case .well: return
        case .unwell: throw Unwell()
        case .hanging:
            // A stream that nobody feeds ends when its reader is cancelled.
            let never = AsyncStream<Void> { _ in }
            for await _ in never {}
            throw CancellationError()
        case .stubborn:
            await withCheckedContinuation { continuation in
                let isLetGo = state.withLock { state in
                    if !state.isLetGo { state.stubborn.append(continuation) }
                    return state.isLetGo
                }
                if isLetGo { continuation.resume() }
            }
        }
    }
}
