import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("Changes of numbered nodes")
struct PreparedChangeTests {
    @Test("keep the order of ids that of the numbers, the newcomer's too", arguments: [2, 10, 9998, 9999, 10_000])
    func order(count: Int) throws {
        let nodes = NumberedNodes(count: count)
        let ids = nodes.ids + [nodes.id(count + 1)]
        #expect(try Membership(ids.map { Member($0) }).map(\.id) == ids)
    }

    @Test("are the same for the same seed, and others for another")
    func seed() {
        let nodes = NumberedNodes(count: 100)
        #expect(nodes.changes(seed: 1) == nodes.changes(seed: 1))
        #expect(nodes.changes(seed: 1) != nodes.changes(seed: 2))
    }

    @Test("touch who they say", arguments: [2, 3, 10, 25, 100])
    func touched(count: Int) throws {
        let nodes = NumberedNodes(count: count)
        let changes = nodes.changes(seed: 7)
        #expect(changes.map(\.change) == MovementExperiment.Change.allCases)
        for prepared in changes {
            var list = NodeList(nodes.ids)
            prepared.steps.forEach { list.take($0) }
            let before = Dictionary(uniqueKeysWithValues: nodes.ids.map { ($0, 1.0) })
            let after = Dictionary(uniqueKeysWithValues: list.members.map { ($0.id, $0.weight) })
            let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            switch prepared.change {
            case .oneAdded: #expect(after.count == count + 1)
            case .oneRemoved: #expect(after.count == count - 1)
            case .lastRemoved: #expect(after.count == count - 1 && after[nodes.id(count)] == nil)
            case .tenthRemoved: #expect(after.count == count - max(1, count / 10))
            case .weightDoubled: #expect(after.values.filter { $0 == 2 }.count == 1 && after.count == count)
            case .addedAndRemoved: #expect(after == before)
            }
            #expect(differing == (prepared.change == .addedAndRemoved ? [] : Set(prepared.touched)))
        }
    }
}
