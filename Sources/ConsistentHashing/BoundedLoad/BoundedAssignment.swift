/// Consistent hashing with bounded loads: keys on nodes, none of which holds more than its bound.
///
/// ```swift
/// var assignment = try BoundedAssignment(over: ring, factor: 1.25)
/// let change = try assignment.assign("user:1")
/// change.owner                       // the node that holds the key
/// change.extraProbes                 // 0, unless its owner on the ring was full
/// assignment.owner(of: "user:1")     // the same node, until a change moves the key
/// assignment.release("user:1")
/// ```
///
/// A node's **capacity** is ⌈``factor`` · weight share · total⌉, where the total is the number of keys assigned, so that
/// capacities follow it. A key whose owner is full goes on along its own ranking to the first node that has room for it.
///
///     ranking of k    b   a   c           b is full, and no key there has to yield to k;
///     room            –   –   1           a is full, too: c holds k, after two extra probes
///
/// ## No history
///
/// Who has to yield, when not all fit? Were it the key that came last, the assignment would depend on the order in which
/// keys came, and two processes with the same keys would not agree. So here keys have a fixed **precedence**, which
/// follows from their hashes alone, and the assignment is always the one in which each key, in the order of precedence,
/// has taken the first node of its ranking that was not full by then. It is a pure function of the placement,
/// ``factor``, ``plannedTotal`` and the set of keys; of no order, process or time. All its state is the set of hashes,
/// ``hashes``: another assignment made of those is the same one.
///
/// The price is that assigning a key may make others yield: each change tells which keys moved. On average they are few,
/// see below. But nodes of equal weight have equal capacities, which rise and fall together: the one change among many
/// that makes them do so may move a key of each node.
///
/// ## A planned total
///
/// With a ``plannedTotal`` capacities are fixed from the start. Then only a key that comes or goes moves others, but
/// there may be more keys than fit: assigning one more throws ``BoundedLoadError/saturated(keys:totalCapacity:)`` and
/// changes nothing.
///
/// ## Keys are known by their hashes
///
/// Two keys with the same hash, one pair expected among six thousand million, are one key here: held together, counted
/// once, released together. A key assigned twice is held once.
///
/// - Cost: a lookup is one of a dictionary. A change is O(log keys) for each key it moves, and a ranking walked as far as
///   that key goes. With c = 1 + ε ≤ 2, on a ring of equal weights, the paper proves O(1 / ε²) keys moved in expectation
///   by a key that comes or goes, and by a node O(1 / ε²) times the keys it holds. See <doc:HowPlacementsWork> for what
///   was measured.
/// - Memory: 40 to 85 bytes a key, and 16 to 64 for each node that a key was passed over by.
/// - Source: Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2016 (arXiv 1608.01350). The
///   precedence is that of history-independent hash tables: Blelloch and Golovin, "Strongly History-Independent Hashing
///   with Applications", FOCS 2007.
public struct BoundedAssignment<Base: HashPlacement>: Sendable {
    /// What keys are placed on.
    public typealias Node = Base.Node

    /// The placement whose rankings the keys follow.
    public internal(set) var placement: Base

    /// How much of its share of the keys a node may hold: above 1. The nearer to 1, the more even, and the more keys are
    /// away from their owners and move.
    public let factor: Double

    /// The total that capacities are worked out from; `nil` if it is the number of keys assigned.
    public let plannedTotal: Int?

    /// How many nodes beyond their owners all keys passed over, together.
    public internal(set) var extraProbes = 0

    var rule: CapacityRule
    var nodes: [NodeLoad]
    var seats: [UInt64: Seat] = [:]

    /// No keys yet.
    ///
    /// - Parameters:
    ///   - placement: any placement that goes by hashes.
    ///   - factor: a finite number above 1.
    ///   - plannedTotal: the number of keys that capacities are to be planned for; `nil` to let them follow.
    /// - Throws: ``BoundedLoadError/invalidFactor(_:)``, ``BoundedLoadError/invalidPlannedTotal(_:)``.
    public init(over placement: Base, factor: Double, plannedTotal: Int? = nil) throws(BoundedLoadError) {
        guard factor.isFinite, factor > 1 else { throw .invalidFactor(factor) }
        if let plannedTotal, plannedTotal < 0 { throw .invalidPlannedTotal(plannedTotal) }
        self.placement = placement
        self.factor = factor
        self.plannedTotal = plannedTotal
        rule = CapacityRule(placement.membership, factor: factor)
        nodes = Array(repeating: NodeLoad(), count: placement.membership.count)
        setCapacities(total: plannedTotal ?? 0)
    }

    /// The assignment of these keys, at once: the same as one by one, in whatever order, but cheaper.
    ///
    /// O(keys · log keys), and the rankings as far as they are walked. Moves nothing twice.
    ///
    /// - Throws: what ``init(over:factor:plannedTotal:)`` does, and ``BoundedLoadError/saturated(keys:totalCapacity:)``
    ///   or ``BoundedLoadError/noNodes(keys:)`` if the keys don't fit.
    public init(
        ofHashes hashes: some Sequence<UInt64>,
        over placement: Base,
        factor: Double,
        plannedTotal: Int? = nil
    ) throws(BoundedLoadError) {
        try self.init(over: placement, factor: factor, plannedTotal: plannedTotal)
        let order = Set(hashes).map { Precedence(hash: $0) }.sorted()
        try checkRoom(for: order.count)
        setCapacities(total: plannedTotal ?? order.count)
        seats.reserveCapacity(order.count)
        // In the order of precedence nobody has to yield.
        var changes = SeatChanges()
        for precedence in order {
            seat(precedence, &changes)
        }
    }

    /// The assignment of all distinct keys of a sample, at once: see ``init(ofHashes:over:factor:plannedTotal:)``.
    public init(
        of sample: KeySample,
        over placement: Base,
        factor: Double,
        plannedTotal: Int? = nil
    ) throws(BoundedLoadError) {
        var hashes: [UInt64] = []
        hashes.reserveCapacity(sample.count)
        sample.forEachKey { hashes.append(placement.hashFunction.hash(bytes: $0)) }
        try self.init(ofHashes: hashes, over: placement, factor: factor, plannedTotal: plannedTotal)
    }
}
