/// The order in which keys choose: by their hashes, the bytes read backwards, smallest first.
///
/// Not by the hash itself, which on a ring would let keys of one side always go before those of the other. Reading it
/// backwards is as arbitrary as another hash, is its own inverse, and leaves no ties.
struct Precedence: Comparable, Sendable {
    let rawValue: UInt64

    init(hash: UInt64) {
        rawValue = hash.byteSwapped
    }

    var hash: UInt64 { rawValue.byteSwapped }

    static func < (first: Precedence, second: Precedence) -> Bool {
        first.rawValue < second.rawValue
    }
}

/// Where a key is. Not nested in the assignment, as a dictionary of a generic type's own type is many times slower.
struct Seat: Sendable {
    /// The node's index, -1 while the key is between two nodes.
    var node: Int
    /// How many nodes of its ranking come before.
    var probes: Int

    /// Behind all nodes, so that the key counts as waiting wherever it was passed over.
    static var standing: Self { Self(node: -1, probes: .max) }
}

/// One node's keys: those it holds, and those that passed it over because it was full.
///
/// An entry of either heap may be out of date: keys are taken from the top only, and what is found there is checked
/// against where the key is. Each heap is cleaned when it has doubled.
struct NodeLoad: Sendable {
    /// A key held, the last in precedence on top.
    struct Held: Comparable, Sendable {
        let precedence: Precedence

        static func < (first: Held, second: Held) -> Bool {
            second.precedence < first.precedence
        }
    }

    /// A key that would rather be here, the first in precedence on top.
    struct Waiting: Comparable, Sendable {
        let precedence: Precedence
        /// How many nodes the key prefers to this one.
        let probes: Int

        static func < (first: Waiting, second: Waiting) -> Bool {
            first.precedence < second.precedence
        }
    }

    var capacity = 0
    var load = 0
    var held = Heap<Held>()
    var waiting = Heap<Waiting>()
    private var heldLimit = 32
    private var waitingLimit = 32

    var hasRoom: Bool { load < capacity }

    mutating func hold(_ precedence: Precedence, isCurrent: (Held) -> Bool) {
        Self.insert(Held(precedence: precedence), into: &held, limit: &heldLimit, isCurrent: isCurrent)
    }

    mutating func wait(_ precedence: Precedence, probes: Int, isCurrent: (Waiting) -> Bool) {
        let waiting = Waiting(precedence: precedence, probes: probes)
        Self.insert(waiting, into: &self.waiting, limit: &waitingLimit, isCurrent: isCurrent)
    }

    private static func insert<Element>(
        _ element: Element,
        into heap: inout Heap<Element>,
        limit: inout Int,
        isCurrent: (Element) -> Bool
    ) {
        heap.insert(element)
        guard heap.count > limit else { return }
        var current: [Element] = []
        for element in heap.elements.sorted() where element != current.last && isCurrent(element) {
            current.append(element)
        }
        heap = Heap(current)
        limit = max(32, 2 * current.count)
    }
}
