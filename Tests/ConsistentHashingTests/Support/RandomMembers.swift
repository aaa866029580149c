import ConsistentHashing

/// Ids to draw members from: ordinary ones and the awkward ones.
let idUniverse: [String] =
    ["", "\u{e9}", "e\u{301}", "f", "\0", "10.0.0.7:51234", "\u{1F680}", String(repeating: "long-", count: 60)]
    + (1...16).map { "node-\($0)" }

/// How random members get their weights.
enum WeightStyle: CaseIterable {
    case equal, integers, reals

    func weight(using generator: inout SeededGenerator) -> Double {
        switch self {
        case .equal: 1
        case .integers: Double(Int.random(in: 1...6, using: &generator))
        case .reals: .random(in: 1...6, using: &generator)
        }
    }
}

/// Distinct random members, each id of the universe in with the given probability, in random order.
func randomMembers(
    probability: Double = 0.4,
    style: WeightStyle,
    using generator: inout SeededGenerator
) -> [Member<String>] {
    idUniverse.filter { _ in generator.chance(probability) }
        .map { Member($0, weight: style.weight(using: &generator)) }
        .shuffled(using: &generator)
}

/// One change of a placement's members.
enum Change {
    case insert(Member<String>)
    case remove(String)
    case setWeight(Double, String)
    case replaceAll([Member<String>])

    func apply(to placement: inout some UpdatablePlacement<String>) throws(PlacementError) {
        switch self {
        case .insert(let member): try placement.insert(member.node, weight: member.weight)
        case .remove(let id): try placement.remove(id)
        case .setWeight(let weight, let id): try placement.setWeight(weight, of: id)
        case .replaceAll(let members): placement = try placement.updated(to: members).placement
        }
    }
}

/// A list of members and the changes it goes through: joins, leaves, changes of weight, and several at once.
struct ChurnHistory {
    struct Step {
        let change: Change
        /// All members after the change, in random order.
        let members: [Member<String>]
    }

    let initial: [Member<String>]
    let steps: [Step]

    init(seed: UInt64, steps count: Int) {
        var generator = SeededGenerator(seed: seed)
        let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
        var members = randomMembers(style: style, using: &generator)
        initial = members
        steps = (0..<count).map { _ in
            let change = Self.change(of: &members, style: style, using: &generator)
            members.shuffle(using: &generator)
            return Step(change: change, members: members)
        }
    }

    private static func change(
        of members: inout [Member<String>],
        style: WeightStyle,
        using generator: inout SeededGenerator
    ) -> Change {
        let absent = idUniverse.filter { id in !members.contains { $0.id.utf8.elementsEqual(id.utf8) } }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where !absent.isEmpty:
            let member = Member(absent.randomElement(using: &generator)!, weight: style.weight(using: &generator))
            members.append(member)
            return .insert(member)
        case 1 where !members.isEmpty:
            return .remove(members.remove(at: .random(in: members.indices, using: &generator)).id)
        case 2 where !members.isEmpty:
            let index = Int.random(in: members.indices, using: &generator)
            // Of equal weights one becomes another, too: the ring then leaves its classic form, or comes back to it.
            let weight = generator.chance(0.3) ? 1 : WeightStyle.reals.weight(using: &generator)
            members[index] = Member(members[index].node, weight: weight)
            return .setWeight(weight, members[index].id)
        default:
            return .replaceAll(replaceAll(of: &members, absent: absent, style: style, using: &generator))
        }
    }

    /// Some leave, some join, some change weight, most stay; now and then everything changes.
    private static func replaceAll(
        of members: inout [Member<String>],
        absent: [String],
        style: WeightStyle,
        using generator: inout SeededGenerator
    ) -> [Member<String>] {
        if generator.chance(0.15) {
            let probability = Double.random(in: 0...0.8, using: &generator)
            members = randomMembers(probability: probability, style: style, using: &generator)
            return members
        }
        members.removeAll { _ in generator.chance(0.15) }
        members = members.map {
            generator.chance(0.15) ? Member($0.node, weight: style.weight(using: &generator)) : $0
        }
        members += absent.filter { _ in generator.chance(0.1) }
            .map { Member($0, weight: style.weight(using: &generator)) }
        return members
    }
}
