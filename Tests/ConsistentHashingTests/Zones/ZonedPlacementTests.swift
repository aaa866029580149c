import ConsistentHashing
import Testing

@Suite("Zone spread: what falls short is said, and nothing is asked twice")
struct ZonedPlacementTests {
    @Test("A kept zoned placement answers as a single call does, by key and by hash")
    func keptAnswersAlike() throws {
        for (name, placement) in try everyPlacement(zoneServers([0, 1, 0, 2, 2, 0, 1])) {
            expectAlike(placement, "\(name)")
        }
    }

    private func expectAlike(_ placement: some HashPlacement<ZoneServer>, _ comment: Comment) {
        let zoned = ZonedPlacement(placement, zone: \.zone)
        #expect(zoned.zones == [0, 1, 2], comment)
        for key in ["", "a", "user:1"] {
            let single = placement.replicas(of: key, count: 4, spreadAcross: \.zone)
            #expect(zoned.replicas(of: key, count: 4) == single, comment)
            #expect(zoned.replicas(ofHash: placement.hashFunction.hash(key), count: 4) == single, comment)
        }
    }

    @Test("Too few nodes, too few zones, no nodes, and counts of nothing have an answer")
    func shortfall() throws {
        for (name, placement) in try everyPlacement(zoneServers([0, 0, 1])) {
            let many = placement.replicas(of: "key", count: 5, spreadAcross: \.zone)
            #expect(many.count == 3 && many.requestedCount == 5 && many.missingCount == 2, "\(name)")
            #expect(many.usedZoneCount == 2 && many.existingZoneCount == 2, "\(name)")
            for count in [0, -1, .min] {
                let none = placement.replicas(of: "key", count: count, spreadAcross: \.zone)
                #expect(none.isEmpty && none.requestedCount == 0 && none.missingCount == 0, "\(name), count \(count)")
                #expect(none.usedZoneCount == 0 && none.existingZoneCount == 2, "\(name), count \(count)")
            }
            let all = placement.replicas(of: "key", count: .max, spreadAcross: \.zone)
            #expect(Array(all) == Array(many) && all.missingCount == .max - 3, "\(name)")
        }
        for (name, placement) in try everyPlacement(zoneServers([])) {
            let none = placement.replicas(of: "key", count: 3, spreadAcross: \.zone)
            #expect(none.isEmpty && none.missingCount == 3 && none.existingZoneCount == 0, "\(name)")
        }
    }

    @Test("The function is called once for each node, in the order of their ids")
    func calls() throws {
        let ring = try HashRing(zoneServers([2, 0, 1, 0]))
        var asked: [String] = []
        let zoned = ZonedPlacement(ring) { server in
            asked.append(server.nodeID)
            return server.zone
        }
        for key in 0..<50 { #expect(zoned.replicas(of: key, count: 4).count == 4) }
        #expect(asked == ring.nodes.map(\.nodeID))
        #expect(zoned.zones == [2, 0, 1])
    }

    @Test("The ranking is walked no farther than to the last replica")
    func stopsEarly() {
        let zones = [0, 0, 0, 1, 1, 2, 0, 1]
        let placement = CountingPlacement(zones.indices.map { "node-\($0)" })
        let zoned = ZonedPlacement(placement) { zones[Int($0.dropFirst(5)) ?? 0] }
        // Replicas are 0, 3, 5, then 1, 4, then 2, 7, then 6; the walk for so many ends at the farthest of them.
        for (count, walked) in [(0, 0), (1, 1), (2, 4), (3, 6), (4, 6), (5, 6), (6, 6), (7, 8), (8, 8), (9, 8)] {
            placement.walked.count = 0
            #expect(zoned.replicas(of: "key", count: count).count == min(8, count))
            #expect(placement.walked.count == walked, "\(count) replicas")
        }
    }
}

/// A placement in which every key prefers the nodes as they are numbered, and which counts how far its rankings are walked.
private struct CountingPlacement: Placement {
    final class Walked: @unchecked Sendable {
        // One test, one thread.
        var count = 0
    }

    let membership: Membership<String>
    let walked = Walked()
    var checksum: UInt64 { 0 }

    init(_ nodes: [String]) {
        membership = (try? Membership(nodes.map { Member($0) })) ?? Membership()
    }

    func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        membership.indices.first
    }

    func rankingIndices<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UnfoldSequence<Int, Int> {
        sequence(state: 0) { [walked, count = membership.count] next -> Int? in
            guard next < count else { return nil }
            walked.count += 1
            defer { next += 1 }
            return next
        }
    }
}
