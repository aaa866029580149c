import Synchronization

/// How often an endpoint failed, in which way. One for all lanes: written to where there was a failure alone.
struct FailureCounts: Sendable {
    private struct Words: ~Copyable, Sendable {
        let connectFailed = Atomic<Int>(0)
        let connectionLost = Atomic<Int>(0)
        let timedOut = Atomic<Int>(0)
        let serverError = Atomic<Int>(0)
        let overloaded = Atomic<Int>(0)
    }

    private let line = CacheLine(Words())

    func deallocate() {
        line.deallocate()
    }

    func add(_ kind: FailureKind) {
        switch kind {
        case .connectFailed: line.value.connectFailed.wrappingAdd(1, ordering: .relaxed)
        case .connectionLost: line.value.connectionLost.wrappingAdd(1, ordering: .relaxed)
        case .timedOut: line.value.timedOut.wrappingAdd(1, ordering: .relaxed)
        case .serverError: line.value.serverError.wrappingAdd(1, ordering: .relaxed)
        case .overloaded: line.value.overloaded.wrappingAdd(1, ordering: .relaxed)
        }
    }

    subscript(kind: FailureKind) -> Int {
        switch kind {
        case .connectFailed: line.value.connectFailed.load(ordering: .relaxed)
        case .connectionLost: line.value.connectionLost.load(ordering: .relaxed)
        case .timedOut: line.value.timedOut.load(ordering: .relaxed)
        case .serverError: line.value.serverError.load(ordering: .relaxed)
        case .overloaded: line.value.overloaded.load(ordering: .relaxed)
        }
    }
}
