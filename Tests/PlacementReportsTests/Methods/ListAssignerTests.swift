import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("What people start with")
struct ListAssignerTests {
    @Test("hash mod n is the place in a list that holds a node of weight 2 twice")
    func hashModulo() throws {
        let keys = (0..<200).map { "user:\($0)" }
        var modulo = HashModulo(["a", "b", "c"])
        let before = modulo.assign(KeySample(keys))
        modulo.take(.setWeight(2, of: "b"))
        let doubled = modulo.assign(KeySample(keys))
        modulo.take(.remove("a"))
        let removed = modulo.assign(KeySample(keys))
        for (position, key) in keys.enumerated() {
            let hash = HashFunction.xxh3.hash(key)
            #expect(before.owners[position] == [0, 1, 2][Int(hash % 3)])
            #expect(doubled.owners[position] == [0, 1, 1, 2][Int(hash % 4)])
            #expect(removed.owners[position] == [0, 0, 1][Int(hash % 3)])
        }
        #expect(before.requests.reduce(0, +) == 200)
    }

    @Test("round robin serves requests in turn, and a key's owner is who served its latest request")
    func roundRobin() throws {
        // The first key comes once, so its owner tells where the turn began.
        let keys = ["first", "a", "b", "a", "c", "a", "b"]
        var robin = RoundRobinRun(["n0", "n1", "n2"], seed: 5)
        for step in [PreparedChange.Step.insert("n3"), .setWeight(2, of: "n0"), .remove("n2")] {
            robin.take(step)
        }
        let list = [0, 0, 1, 2]  // n0 twice, n1, n3
        let assignment = robin.assign(KeySample(keys))
        let starts = list.indices.filter { list[$0] == assignment.owners[0] }
        let expected = starts.map { start in
            [0, 5, 6, 4].map { request in list[(start + request) % list.count] }
        }
        #expect(expected.contains(assignment.owners.compactMap(\.self)))
        #expect(assignment.requests.reduce(0, +) == keys.count)
        // 7 requests over 4 places: n0 has two of them.
        #expect(assignment.requests[0] >= 3 && assignment.requests[0] <= 4)
        #expect(try robin.membership().map(\.id) == ["n0", "n1", "n3"])
    }

    @Test("round robin gives every node the same number of requests over full turns")
    func fullTurns() {
        let robin = RoundRobinRun((0..<7).map { "n\($0)" }, seed: 3)
        #expect(robin.assign(SyntheticKeys.sample(count: 70)).requests == Array(repeating: 10, count: 7))
    }

    @Test("round robin's next run begins somewhere else, as its seed says")
    func starts() {
        let sample = SyntheticKeys.sample(count: 1)
        let starts = (0..<50).map { seed in RoundRobinRun((0..<10).map { "n\($0)" }, seed: seed).assign(sample).owners }
        #expect(Set(starts).count > 5)
        #expect(starts == (0..<50).map { RoundRobinRun((0..<10).map { "n\($0)" }, seed: $0).assign(sample).owners })
    }
}
