import CommandLineSupport
import ConsistentHashing
import JSONText
import PlacementReports

/// One placement before and after a change.
struct Comparison {
    let before: PlacementRequest
    let after: PlacementRequest

    /// True if only the nodes change: then it is a change of one placement, not one placement beside another.
    private var isUpdate: Bool {
        before.name == after.name && before.describedOptions == after.describedOptions
    }

    /// What the row is called.
    var label: String {
        isUpdate ? before.label : "\(before.label) → \(after.label)"
    }

    /// One node before and after.
    struct NodeRow {
        let id: String
        let weights: (before: Double?, after: Double?)
        let keys: (before: Int, after: Int)
        let movement: Movement.NodeCount
    }

    /// Looks up all keys in both.
    func run(change: String, over sample: KeySample) throws -> (row: MovementTable.Row, nodes: [NodeRow]) {
        let first = try before.build()
        let (second, duration) = try MedianTime.of { try placementAfter(first) }
        let (old, new) = (try first.membershipByID(), try second.membershipByID())
        let update = old.update(to: new)
        let assigned = (assignment(of: sample, by: first), assignment(of: sample, by: second))
        let movement = Movement(
            under: update,
            before: assigned.0.owners,
            after: assigned.1.owners,
            requests: sample.requests
        )
        let row = MovementTable.Row(
            change: change,
            placement: label,
            movement: movement,
            before: MovementResults.LargestShare(assigned.0, shares: old.shares),
            after: MovementResults.LargestShare(assigned.1, shares: new.shares),
            duration: duration,
            touched: Self.touched(update)
        )
        return (row, nodeRows(movement, update, keys: (assigned.0.keys, assigned.1.keys)))
    }

    /// The placement of the nodes after: the one before with its members changed if it is the same one, which matters to
    /// a placement that carries history.
    private func placementAfter(_ first: any Placement) throws -> any Placement {
        if isUpdate, let first = first as? any UpdatablePlacement<String> {
            do {
                return try Self.updated(first, to: after.nodes.members)
            } catch {
                throw after.nodes.origin.failure("\(after.name.text) can't be built: \(error)")
            }
        }
        return try after.build()
    }

    private static func updated(
        _ placement: some UpdatablePlacement<String>,
        to members: [Member<String>]
    ) throws(PlacementError) -> any Placement<String> {
        try placement.updated(to: members).placement
    }

    private func assignment(of sample: KeySample, by placement: some Placement) -> Assignment {
        Assignment(owners: sample.ownerIndices(in: placement), of: sample, nodes: placement.membership.count)
    }

    static func touched(_ update: MembershipUpdate<String>) -> [String] {
        update.joined.map(\.id) + update.left.map(\.id) + update.reweighted.map(\.node)
    }

    private func nodeRows(
        _ movement: Movement,
        _ update: MembershipUpdate<String>,
        keys: (before: [Int], after: [Int])
    ) -> [NodeRow] {
        movement.nodes.map { node in
            let old = update.before.index(ofID: node.id)
            let new = update.after.index(ofID: node.id)
            return NodeRow(
                id: node.id,
                weights: (old.map { update.before[$0].weight }, new.map { update.after[$0].weight }),
                keys: (old.map { keys.before[$0] } ?? 0, new.map { keys.after[$0] } ?? 0),
                movement: node
            )
        }
    }
}

extension PlacementRequest {
    /// The name, and what the command line says about it.
    var label: String {
        ([name.text] + describedOptions).joined(separator: " ")
    }

    /// All options as words, those of the nodes file too.
    fileprivate var describedOptions: [String] {
        (nodes.options + options).map { "\($0.name)=\($0.value.word)" }
    }
}

extension JSONValue {
    /// The value in a word, as `--option` takes it.
    fileprivate var word: String {
        switch content {
        case .null: "null"
        case .bool(let bool): "\(bool)"
        case .number(let text), .string(let text): text
        case .array(let elements): "[\(elements.map(\.word).joined(separator: ","))]"
        case .object(let members): "{\(members.map { "\($0.name):\($0.value.word)" }.joined(separator: ","))}"
        }
    }
}
