import ConsistentHashing
import Testing

@Suite("Bounded load: what is not allowed says so, and nothing traps")
struct BoundedEdgeTests {
    @Test(
        "A factor is a finite number above 1",
        arguments: [1, 0.99, 0, -2, .nan, .infinity, -.infinity, .leastNonzeroMagnitude]
    )
    func factors(factor: Double) throws {
        let ring = try HashRing(["a", "b"])
        do {
            _ = try BoundedAssignment(over: ring, factor: factor)
            Issue.record("a factor of \(factor) was accepted")
        } catch BoundedLoadError.invalidFactor(let value) {
            #expect(value.isNaN ? factor.isNaN : value == factor)
            #expect("\(BoundedLoadError.invalidFactor(value))".contains("a finite number above 1"))
        }
    }

    @Test("A planned total is 0 or more, and may be as large as a number can be")
    func plannedTotals() throws {
        let ring = try HashRing(["a", "b"])
        #expect(throws: BoundedLoadError.invalidPlannedTotal(-1)) {
            try BoundedAssignment(over: ring, factor: 1.5, plannedTotal: -1)
        }
        var none = try BoundedAssignment(over: ring, factor: 1.5, plannedTotal: 0)
        #expect(throws: BoundedLoadError.saturated(keys: 1, totalCapacity: 0)) { try none.assign("key") }
        #expect(none.count == 0 && none.release("key") == nil)
        var huge = try BoundedAssignment(over: ring, factor: 1e308, plannedTotal: .max)
        #expect(try huge.assign("key").extraProbes == 0)
        #expect(huge.capacities == [1 << 62, 1 << 62])
    }

    @Test("Without nodes there may be an assignment, but no key in it")
    func noNodes() throws {
        for (name, placement) in try everyPlacement([Member<String>]()) {
            try expectNoNodes(placement, "\(name)")
        }
    }

    private func expectNoNodes(_ placement: some HashPlacement<String>, _ comment: Comment) throws {
        for plannedTotal in [nil, 10] {
            var empty = try BoundedAssignment(over: placement, factor: 2, plannedTotal: plannedTotal)
            #expect(throws: BoundedLoadError.noNodes(keys: 1), comment) { try empty.assign("key") }
            #expect(empty.count == 0 && empty.owner(of: "key") == nil && empty.loads.isEmpty, comment)
            #expect(try empty.update(to: placement).moves.isEmpty, comment)
        }
        #expect(throws: BoundedLoadError.noNodes(keys: 3), comment) {
            try BoundedAssignment(of: KeySample(["a", "b", "c"]), over: placement, factor: 2)
        }
        #expect(try BoundedAssignment(of: KeySample(), over: placement, factor: 2).count == 0, comment)
    }

    @Test("One node holds everything")
    func oneNode() throws {
        for (name, placement) in try everyPlacement([Member("only", weight: 0.1)]) {
            try expectOneNode(placement, "\(name)")
        }
    }

    private func expectOneNode(_ placement: some HashPlacement<String>, _ comment: Comment) throws {
        var assignment = try BoundedAssignment(over: placement, factor: 1 + .ulpOfOne)
        for key in 0..<100 {
            let change = try assignment.assign(key)
            #expect(change.owner == "only" && change.extraProbes == 0 && change.moves.isEmpty, comment)
            #expect(assignment.load(of: "only") == key + 1, comment)
            #expect(try #require(assignment.capacity(of: "only")) >= key + 1, comment)
        }
        for key in 0..<100 { #expect(assignment.release(key) == [], comment) }
        #expect(assignment.load(of: "only") == 0 && assignment.load(of: "other") == nil, comment)
        #expect(assignment.capacity(of: "only") == 0 && assignment.capacity(of: "other") == nil, comment)
    }

    @Test("Just above 1 no node holds more than the next key above its share, whatever the weights")
    func justAboveOne() throws {
        for (name, placement) in try everyPlacement((0..<8).map { Member("node-\($0)") }) {
            try expectBound(placement, "\(name)")
        }
        let ring = try HashRing([Member("light"), Member("heavy", weight: 1_000_000)])
        let assignment = try BoundedAssignment(ofHashes: 0..<3000, over: ring, factor: 1 + .ulpOfOne)
        #expect(assignment.capacities == [3000, 1])
    }

    private func expectBound(_ placement: some HashPlacement<String>, _ comment: Comment) throws {
        var random = SeededGenerator(seed: 8)
        let hashes = (0..<800).map { _ in random.next() }
        let assignment = try BoundedAssignment(ofHashes: hashes, over: placement, factor: 1 + .ulpOfOne)
        // 800 · (1 + 2⁻⁵²) / 8 is a little more than 100.
        #expect(assignment.capacities == Array(repeating: 101, count: 8), comment)
        #expect(assignment.loads.allSatisfy { $0 <= 101 }, comment)
    }

    @Test("What is refused leaves an update undone, and says why")
    func refusedUpdates() throws {
        let ring = try HashRing(["a", "b"])
        var assignment = try BoundedAssignment(of: KeySample(0..<10), over: ring, factor: 1.2, plannedTotal: 10)
        let hashes = assignment.hashes
        #expect(throws: BoundedLoadError.noNodes(keys: 10)) { try assignment.update(to: HashRing([])) }
        let other = try HashRing(["a", "b"], hashFunction: .xxh64)
        #expect(throws: BoundedLoadError.differentHashFunctions(.xxh3, .xxh64)) { try assignment.update(to: other) }
        #expect(assignment.hashes == hashes && assignment.placement.checksum == ring.checksum)
        #expect("\(BoundedLoadError.saturated(keys: 9, totalCapacity: 8))".hasPrefix("9 keys do not fit"))
        #expect("\(BoundedLoadError.noNodes(keys: 1))" == "there are no nodes to hold 1 key: add a node first")
    }
}
