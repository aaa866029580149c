import Synchronization

/// Whose turn it is.
final class Turn: Sendable {
    private let number = Atomic(0)

    func next() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }
}
