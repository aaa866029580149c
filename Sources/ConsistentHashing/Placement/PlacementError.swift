/// Why a placement can't be built or changed: what was wrong, with which value, and what is allowed.
///
/// Its `description` says all of that in a sentence.
public enum PlacementError: Error, Hashable, Sendable {
    /// Two members have this id. Ids are compared byte by byte.
    case duplicateNode(id: String)
    /// The member's weight is not a finite number above 0.
    case invalidWeight(Double, node: String)
    /// No member has this id.
    case unknownNode(id: String)
    /// A ring's number of virtual nodes is not in the range allowed.
    case invalidVirtualNodes(Int, allowed: ClosedRange<Int>)
    /// A ring of this many nodes × virtual nodes would have more points than it can number.
    case tooManyPoints(nodes: Int, virtualNodes: Int, limit: Int)
    /// A table's number of slots is not in the range allowed.
    case invalidSlots(Int, allowed: ClosedRange<Int>)
    /// A Maglev table's number of slots is not a prime; the next two primes are named.
    case slotsNotPrime(Int, below: Int?, above: Int)
    /// The table has too few slots to give each node one. `needed` is a number
    /// that does, if one was found within reason.
    case tooFewSlots(Int, nodes: Int, withoutSlot: String, needed: Int?)
    /// A table that was handed over names an owner that is no member's index.
    case invalidSlotOwner(Int, slot: Int, nodes: Int)
    /// A number of shards is not in the range allowed.
    case invalidShards(Int, allowed: ClosedRange<Int>)
    /// In a list of slots that was handed over, a member holds another number of them than its weight says.
    case wrongSlotCount(Int, node: String, expected: Int)
    /// The weight that a slot is to stand for is not a finite number above 0.
    case invalidWeightPerSlot(Double)
    /// With this member, nodes would hold more slots than are allowed.
    case tooManySlots(weight: Double, node: String, weightPerSlot: Double, limit: Int)
    /// An update was made for other members than the placement has.
    case otherMembers
    /// Two placements can't be compared range by range, because they hash keys differently.
    case differentHashFunctions(HashFunction, HashFunction)
}

extension PlacementError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .duplicateNode(let id):
            "two nodes have the id \(quoted(id)): give each node an id of its own (ids are compared byte by byte)"
        case .invalidWeight(let weight, let node):
            "the weight \(weight) of node \(quoted(node)) is not allowed: a weight is a finite number above 0 "
                + "(to take a node out, remove it)"
        case .unknownNode(let id):
            "no node has the id \(quoted(id)): insert it first"
        case .invalidVirtualNodes(let count, let allowed):
            "\(count) virtual nodes are not allowed: choose from \(allowed.lowerBound) to \(allowed.upperBound)"
        case .tooManyPoints(let nodes, let virtualNodes, let limit):
            "\(nodes) nodes of \(virtualNodes) virtual nodes each are more than the \(limit) points a ring can hold: "
                + "use fewer virtual nodes"
        case .invalidSlots(let count, let allowed):
            "\(count) slots are not allowed: choose from \(allowed.lowerBound) to \(allowed.upperBound)"
        case .slotsNotPrime(let count, let below, let above):
            "a Maglev table needs a prime number of slots, which \(count) is not: "
                + (below.map { "use \($0) or \(above)" } ?? "use \(above)")
        case .tooFewSlots(let slots, let nodes, let node, let needed):
            "\(slots) slots are too few for \(nodes) nodes, node \(quoted(node)) would get none: "
                + (needed.map { "use \($0) slots" } ?? "raise its weight, or use RendezvousHash, which needs no slots")
        case .invalidSlotOwner(let owner, let slot, let nodes):
            "slot \(slot) is owned by node \(owner), but the \(nodes) members have the indices from 0 to \(nodes - 1): "
                + "hand over the members that the table had"
        case .invalidShards(let count, let allowed):
            "\(count) shards are not allowed: choose from \(allowed.lowerBound) to \(allowed.upperBound)"
        case .wrongSlotCount(let count, let node, let expected):
            "node \(quoted(node)) holds \(count) slots, but its weight is worth \(expected): "
                + "hand over members, slots and weightPerSlot of the same placement"
        case .invalidWeightPerSlot(let weight):
            "a weightPerSlot of \(weight) is not allowed: it is a finite number above 0"
        case .tooManySlots(let weight, let node, let weightPerSlot, let limit):
            "with the weight \(weight) of node \(quoted(node)) there would be more than \(limit) slots, "
                + "each for a weight of \(weightPerSlot): build the placement with a larger weightPerSlot"
        case .otherMembers:
            "the update is one of other members than the placement has: make it with its own membership's update(to:)"
        case .differentHashFunctions(let first, let second):
            "one placement hashes keys with \(first), the other with \(second): compare them key by key"
        }
    }

    /// In quotes, with what could move a terminal's cursor escaped: an id may come from outside.
    private func quoted(_ id: String) -> String {
        let printable = id.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "“\(printable.joined())”"
    }
}
