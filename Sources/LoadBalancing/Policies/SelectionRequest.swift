/// What is known of a request when an endpoint is chosen for it.
public struct SelectionRequest: ~Copyable {
    /// The hash of the request's key by the policy's own ``PolicyRequirements/keyHash``; `nil` if it has no key or the policy
    /// takes none.
    public let keyHash: UInt64?

    /// Nanoseconds since the load balancer was made; 0 where the policy asks for no latency.
    public let now: UInt64

    // Not retained: whoever asks for a selection holds the candidates and the excluded meanwhile.
    private var candidates: Unmanaged<Candidates.Storage>
    private let excluded: UnsafeBufferPointer<EndpointID>
    /// Whose turn it is, for one who picks alone. Not a copy: to put that back takes as long as an addition that others see.
    private let lane: UnsafeMutablePointer<PickLane>?
    /// The same for all others.
    private let shared: Unmanaged<BalancerTotals>?
    /// Whose turn it is in the group that is asked; `nil` where there are no groups.
    private var groupTurn: UInt64?

    /// - Parameters:
    ///   - candidates: to be kept for as long as the request, as is what else is handed over.
    ///   - excluded: no memory at all for nobody.
    ///   - lane: of one who picks alone; it has moved on afterwards.
    ///   - shared: taken where there is no lane.
    @inline(__always)
    init(
        keyHash: UInt64?,
        now: UInt64,
        among candidates: Unmanaged<Candidates.Storage>,
        excluding excluded: UnsafeBufferPointer<EndpointID>,
        lane: UnsafeMutablePointer<PickLane>?,
        shared: Unmanaged<BalancerTotals>?
    ) {
        self.keyHash = keyHash
        self.now = now
        self.candidates = candidates
        self.excluded = excluded
        self.lane = lane
        self.shared = shared
    }

    /// A request made by hand. What is handed over has to last for as long as it does.
    package init(
        keyHash: UInt64? = nil,
        now: UInt64 = 0,
        among candidates: Candidates,
        excluding excluded: UnsafeBufferPointer<EndpointID> = UnsafeBufferPointer(start: nil, count: 0),
        lane: UnsafeMutablePointer<PickLane>
    ) {
        self.init(
            keyHash: keyHash,
            now: now,
            among: .passUnretained(candidates.storage),
            excluding: excluded,
            lane: lane,
            shared: nil
        )
    }

    /// From here on, the candidates are those of a group, whose turns are counted by themselves. What it returns has to be
    /// handed back when the group has been asked.
    mutating func enter(_ group: Unmanaged<Candidates.Storage>, turn: UInt64) -> Unmanaged<Candidates.Storage> {
        defer {
            candidates = group
            groupTurn = turn
        }
        return candidates
    }

    mutating func leave(to all: Unmanaged<Candidates.Storage>) {
        candidates = all
        groupTurn = nil
    }

    /// Whether a candidate may take the request: it is available, and not among those that the caller excludes.
    public func allows(_ index: Int) -> Bool {
        table.availability[index] && (excluded.isEmpty || !isExcluded(index))
    }

    private var table: Candidates.Table { candidates._withUnsafeGuaranteedRef { $0.table } }

    @inline(never)
    private func isExcluded(_ index: Int) -> Bool {
        excluded.contains(table.cell(index, lane: 0).endpoint.id)
    }

    /// Whether the caller excludes endpoints at all: if not, every available one is allowed.
    public var hasExclusions: Bool { !excluded.isEmpty }

    /// 64 random bits.
    public mutating func nextRandom() -> UInt64 {
        if let lane { return lane.pointee.nextRandom() }
        return shared?._withUnsafeGuaranteedRef { $0.nextRandom() } ?? 0
    }

    /// A random number from 0 up to, but not including, `bound`, each as likely as any other; 0 if `bound` is 0.
    ///
    /// Source: Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 2019.
    public mutating func nextRandom(below bound: UInt64) -> UInt64 {
        while true {
            let product = nextRandom().multipliedFullWidth(by: bound)
            // The division is needed for one draw in 2⁶⁴/bound: the remainder tells apart those that would be drawn too often.
            if product.low >= bound || product.low >= (0 &- bound) % bound {
                return product.high
            }
        }
    }

    /// Whose turn it is of so many, one after the other from a random one on: a number from 0 up to, but not including, `count`;
    /// 0 if `count` is not above 0.
    ///
    /// A ``Picker`` counts for itself; all that pick by the load balancer itself share one count.
    public mutating func nextTurn(below count: Int) -> Int {
        let count = UInt64(max(1, count))
        if groupTurn != nil { return Int(truncatingIfNeeded: nextTurn() % count) }
        if let lane { return Int(truncatingIfNeeded: lane.pointee.nextTurn(below: count)) }
        return Int(truncatingIfNeeded: shared?._withUnsafeGuaranteedRef { $0.nextTurn() % count } ?? 0)
    }

    /// A number that goes up by one from request to request, from a random one on: whose turn it is.
    ///
    /// A ``Picker`` counts for itself; all that pick by the load balancer itself share one count. It wraps around.
    public mutating func nextTurn() -> UInt64 {
        if let turn = groupTurn {
            groupTurn = turn &+ 1
            return turn
        }
        if let lane { return lane.pointee.nextTurn() }
        return shared?._withUnsafeGuaranteedRef { $0.nextTurn() } ?? 0
    }
}
