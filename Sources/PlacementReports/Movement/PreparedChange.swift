import ConsistentHashing

/// A change with the nodes it happens to, chosen once, so that it is the same for every placement.
struct PreparedChange: Hashable, Sendable {
    /// One call of a placement.
    enum Step: Hashable, Sendable {
        case insert(String)
        case remove(String)
        case setWeight(Double, of: String)
        /// Goes on with these members only: what a discovery delivers.
        case update(to: [Member<String>])
    }

    let change: MovementExperiment.Change
    /// What is called, in order.
    let steps: [Step]
    /// The ids of the nodes that joined, left or changed weight.
    let touched: [String]
}

/// Some nodes of weight 1, with ids that sort in the order in which the nodes were added: `node-0001`, `node-0002`, …
package struct NumberedNodes: Sendable {
    /// How many there are, 2 or more.
    let count: Int

    package init(count: Int) {
        self.count = count
    }

    /// The id of a node by its number, from 1.
    package func id(_ number: Int) -> String {
        // One more than there are, as one may join and is to be the last in order.
        let width = max(4, String(count + 1).count)
        let digits = String(number)
        return "node-" + String(repeating: "0", count: width - digits.count) + digits
    }

    /// All ids, in order.
    package var ids: [String] { (1...count).map(id) }

    /// Every kind of change, with nodes chosen by the seed. The choice depends on the seed and ``count`` only.
    func changes(seed: UInt64) -> [PreparedChange] {
        var generator = SplitMix64(seed: seed ^ UInt64(count))
        return MovementExperiment.Change.allCases.map { prepare($0, using: &generator) }
    }

    private func prepare(_ change: MovementExperiment.Change, using generator: inout SplitMix64) -> PreparedChange {
        let newcomer = id(count + 1)
        switch change {
        case .oneAdded:
            return PreparedChange(change: change, steps: [.insert(newcomer)], touched: [newcomer])
        case .oneRemoved:
            let leaver = id(Int.random(in: 1...count, using: &generator))
            return PreparedChange(change: change, steps: [.remove(leaver)], touched: [leaver])
        case .lastRemoved:
            return PreparedChange(change: change, steps: [.remove(id(count))], touched: [id(count)])
        case .tenthRemoved:
            let shuffled = ids.shuffled(using: &generator)
            let leavers = shuffled.prefix(max(1, count / 10)).sorted()
            let leaving = Set(leavers)
            let stayers = ids.filter { !leaving.contains($0) }.map { Member($0) }
            return PreparedChange(change: change, steps: [.update(to: stayers)], touched: leavers)
        case .weightDoubled:
            let chosen = id(Int.random(in: 1...count, using: &generator))
            return PreparedChange(change: change, steps: [.setWeight(2, of: chosen)], touched: [chosen])
        case .addedAndRemoved:
            return PreparedChange(change: change, steps: [.insert(newcomer), .remove(newcomer)], touched: [newcomer])
        }
    }
}
