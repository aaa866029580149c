import Synchronization

/// One node after the other, shared by any number of threads.
///
/// ```swift
/// let roundRobin = RoundRobin(["app-1", "app-2", "app-3"])
/// roundRobin.next()    // one of the three
/// roundRobin.next()    // the one after it
/// ```
///
/// It is what an app falls back to for a request that has no key to place it by:
///
/// ```swift
/// let ring = try HashRing(nodes)
/// let fallback = RoundRobin(nodes)
///
/// func node(forSession session: String?) -> String? {
///     session.flatMap { ring.owner(of: $0) } ?? fallback.next()
/// }
/// ```
///
/// Every full turn gives each node exactly one pick, however many threads share it. A turn starts at a random node, so
/// that the processes of a fleet do not all turn to the same one at the same time. The list is immutable and is replaced
/// whole: a pick sees the old list or the new one, never a mixture, and each list is a turn of its own.
///
/// Cost: O(1). A pick holds a lock for as long as it takes to retain the list, then adds to an atomic counter; no thread
/// waits for more than that, nor for a replacement.
public final class RoundRobin<Node: Sendable>: Sendable {
    /// A list, and how far round it the picks are.
    private final class Turn: Sendable {
        let nodes: [Node]
        let start: UInt64
        let picks = Atomic<UInt64>(0)

        init(nodes: [Node], using generator: inout some RandomNumberGenerator) {
            self.nodes = nodes
            start = nodes.isEmpty ? 0 : .random(in: 0..<UInt64(nodes.count), using: &generator)
        }
    }

    private let turn: Locked<Turn>

    /// Round robin over these nodes, in this order, from a random one on. The list may be empty.
    public convenience init(_ nodes: some Sequence<Node>) {
        var generator = SystemRandomNumberGenerator()
        self.init(nodes, using: &generator)
    }

    /// The same, with the random start taken from `generator`.
    public init(_ nodes: some Sequence<Node>, using generator: inout some RandomNumberGenerator) {
        turn = Locked(Turn(nodes: Array(nodes), using: &generator))
    }

    /// The nodes, in the order in which they are picked.
    public var nodes: [Node] {
        turn.withLock { $0.nodes }
    }

    /// The next node, `nil` if there are none. Any number of threads may call this at once.
    public func next() -> Node? {
        let turn = turn.withLock { $0 }
        guard !turn.nodes.isEmpty else { return nil }
        let pick = turn.picks.wrappingAdd(1, ordering: .relaxed).oldValue
        return turn.nodes[Int((turn.start &+ pick) % UInt64(turn.nodes.count))]
    }

    /// Replaces the list. Picks that are under way finish with the old one; the new one starts at a random node.
    public func replace(with nodes: some Sequence<Node>) {
        var generator = SystemRandomNumberGenerator()
        replace(with: nodes, using: &generator)
    }

    /// The same, with the random start taken from `generator`.
    public func replace(with nodes: some Sequence<Node>, using generator: inout some RandomNumberGenerator) {
        let next = Turn(nodes: Array(nodes), using: &generator)
        // The old list is let go outside the lock: that may run the nodes' own code.
        let old = turn.withLock { turn in
            defer { turn = next }
            return turn
        }
        withExtendedLifetime(old) {}
    }
}
