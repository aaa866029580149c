import ConsistentHashing

/// What the policies by key share: a placement over all candidates, and who takes a key whose owner can't.
///
/// The placement's members are the candidates with their own weights, both in the order of their ids, so that an index means
/// the same endpoint in both.
struct KeyedSelection<KeyPlacement: HashPlacement<String> & UpdatablePlacement<String>>: Sendable {
    let candidates: Candidates
    let placement: KeyPlacement
    let loadBound: LoadBound?
    private let keyless: RoundRobinPolicy.Selection

    /// - Parameters:
    ///   - previous: the placement to update; `nil` to build one.
    ///   - build: how.
    /// - Throws: ``PolicyError`` or a `PlacementError`.
    init(
        over candidates: Candidates,
        updating previous: KeyPlacement?,
        loadBound: Double?,
        build: ([Member<String>]) throws(PlacementError) -> KeyPlacement
    ) throws {
        self.candidates = candidates
        self.loadBound = try loadBound.map { try LoadBound($0, over: candidates) }
        keyless = RoundRobinPolicy().makeSelection(over: candidates, replacing: nil)

        // Its own weight, not the one in slow start: keys would wander while that rises.
        let members = (0..<candidates.count).map { index in
            let endpoint = candidates.endpoint(index)
            return Member(endpoint.id.string, weight: endpoint.weight)
        }
        if let previous {
            let update = previous.membership.update(to: try Membership(members))
            // Most changes are of health, and leave the members as they are.
            placement = update.before == update.after ? previous : try previous.applying(update)
        } else {
            placement = try build(members)
        }
    }

    @inline(__always)
    func select(_ request: inout SelectionRequest) -> Int? {
        guard let hash = request.keyHash else { return keyless.select(&request) }
        guard let owner = placement.ownerIndex(ofHash: hash) else { return nil }
        if request.allows(owner), loadBound?.hasRoom(owner, among: candidates) ?? true {
            return owner
        }
        return standIn(ofHash: hash, request)
    }

    /// The first in the key's ranking that is allowed and has room; if none has, the first that is allowed.
    @inline(never)
    private func standIn(ofHash hash: UInt64, _ request: borrowing SelectionRequest) -> Int? {
        if let loadBound {
            let withRoom = placement.firstIndex(inRankingOfHash: hash) { index in
                request.allows(index) && loadBound.hasRoom(index, among: candidates)
            }
            if let withRoom { return withRoom }
        }
        return placement.firstIndex(inRankingOfHash: hash) { request.allows($0) }
    }
}
