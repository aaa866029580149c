package import ConsistentHashing

/// What assigns the requests of a log to nodes: a placement, or one of the two things that people start with.
protocol Assigner: Sendable {
    /// Who owns the keys, and who serves the requests.
    func assign(_ sample: KeySample) -> Assignment

    /// Follows a step of a change. This is what is timed.
    mutating func take(_ step: PreparedChange.Step) throws(PlacementError)

    /// The nodes and their weights, in the order that an ``Assignment`` counts them in. Not timed.
    func membership() throws(PlacementError) -> Membership<String>

    /// Each node's part of all keys there could be, in the same order, where it can be worked out.
    var exactShares: [Double]? { get }
}

/// Who owns the keys of a sample, and who serves its requests.
package struct Assignment: Sendable {
    /// For each distinct key, its owner's index.
    package let owners: [Int?]
    /// For each node, how many requests it serves.
    package let requests: [Int]

    /// For each node, how many distinct keys it owns.
    package var keys: [Int] {
        var keys = [Int](repeating: 0, count: requests.count)
        for case let owner? in owners {
            keys[owner] += 1
        }
        return keys
    }
}

extension Assignment {
    /// Every request goes to its key's owner.
    package init(owners: [Int?], of sample: KeySample, nodes: Int) {
        var requests = [Int](repeating: 0, count: nodes)
        for case (let owner?, let count) in zip(owners, sample.requests) {
            requests[owner] += count
        }
        self.init(owners: owners, requests: requests)
    }
}

/// Any placement whose members can change.
struct PlacementAssigner<Placed: UpdatablePlacement>: Assigner where Placed.Node == String {
    private var placement: Placed

    init(_ placement: Placed) {
        self.placement = placement
    }

    func assign(_ sample: KeySample) -> Assignment {
        Assignment(
            owners: sample.ownerIndices(in: placement),
            of: sample,
            nodes: placement.membership.count
        )
    }

    mutating func take(_ step: PreparedChange.Step) throws(PlacementError) {
        switch step {
        case .insert(let id): try placement.insert(id)
        case .remove(let id): try placement.remove(id)
        case .setWeight(let weight, let id): try placement.setWeight(weight, of: id)
        case .update(let members): placement = try placement.updated(to: members).placement
        }
    }

    func membership() -> Membership<String> { placement.membership }

    var exactShares: [Double]? { (placement as? any HashRangePlacement<String>)?.ownedShares }
}
