import ConsistentHashing
import Testing

@Suite("Zone spread: replicas use every zone before they use one again")
struct ZoneSpreadTests {
    private static let hashes: [UInt64] = [0, 0x1234_5678_9ABC_DEF0, 0x9E37_79B9_7F4A_7C15, .max]

    @Test("Every way to put up to six nodes into zones, and every count, against the rule's words", arguments: 0...6)
    func exhaustive(nodes: Int) throws {
        for zones in ZoneOracle.allZones(nodes) {
            for (name, placement) in try everyPlacement(zoneServers(zones, weighted: zones.count % 2 == 1)) {
                expectOracle(placement, "\(name), zones \(zones)")
            }
        }
    }

    private func expectOracle(_ placement: some HashPlacement<ZoneServer>, _ comment: Comment) {
        let nodes = placement.membership.count
        let existing = Set(placement.nodes.map(\.zone)).count
        for hash in Self.hashes {
            let ranking = Array(placement.ranking(ofHash: hash))
            for count in -1...(nodes + 2) {
                let replicas = placement.replicas(ofHash: hash, count: count, spreadAcross: \.zone)
                let expected = ZoneOracle.replicas(ranking: ranking, count: count)
                #expect(Array(replicas) == expected, "\(comment), hash \(hash), count \(count)")
                #expect(replicas.zones == expected.map(\.zone), "\(comment), hash \(hash), count \(count)")
                #expect(replicas.requestedCount == max(0, count), comment)
                #expect(replicas.missingCount == max(0, count) - expected.count, comment)
                #expect(replicas.usedZoneCount == Set(expected.map(\.zone)).count, comment)
                #expect(replicas.existingZoneCount == existing, comment)
            }
        }
    }

    @Test("Larger sets of unequal zones agree with the rule too, seeds 0 to 19", arguments: UInt64(0)..<20)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 7...60, using: &random)
        let zoneCount = Int.random(in: 1...8, using: &random)
        // The square makes low zones large.
        let zones = (0..<count).map { _ in
            let zone = Double.random(in: 0..<1, using: &random)
            return Int(zone * zone * Double(zoneCount))
        }
        for (name, placement) in try everyPlacement(zoneServers(zones)) {
            expectOracle(placement, "\(name), seed \(seed)")
        }
    }

    @Test("A smaller count's answer is a prefix of a larger one's, the first is the owner, seeds 100 to 119")
    func prefixes() throws {
        for seed in UInt64(100)..<120 {
            var random = SeededGenerator(seed: seed)
            let zones = (0..<Int.random(in: 1...30, using: &random)).map { _ in Int.random(in: 0..<5, using: &random) }
            for (name, placement) in try everyPlacement(zoneServers(zones, weighted: seed % 2 == 0)) {
                expectPrefixes(placement, key: "key-\(seed)", "\(name), seed \(seed)")
            }
        }
    }

    private func expectPrefixes(_ placement: some HashPlacement<ZoneServer>, key: String, _ comment: Comment) {
        let all = placement.replicas(of: key, count: .max, spreadAcross: \.zone)
        #expect(Set(all).count == placement.membership.count, comment)
        #expect(all.first == placement.owner(of: key), comment)
        for count in 0...placement.membership.count {
            let replicas = placement.replicas(of: key, count: count, spreadAcross: \.zone)
            #expect(Array(replicas) == Array(all.prefix(count)), "\(comment), count \(count)")
            let uses = Dictionary(grouping: replicas, by: \.zone).mapValues(\.count)
            for zone in Set(placement.nodes.map(\.zone)) {
                let size = placement.nodes.filter { $0.zone == zone }.count
                let most = uses.values.max() ?? 0
                // A zone that still has nodes is at most one behind the most used one.
                #expect(uses[zone, default: 0] >= min(size, most - 1), "\(comment), count \(count)")
            }
        }
    }

    @Test("In one zone, and with a zone for each node, replicas are the ranking's first")
    func degenerateZones() throws {
        for (name, placement) in try everyPlacement((0..<9).map { Member("node-\($0)") }) {
            let plain = placement.replicas(of: "key", count: 5)
            #expect(Array(placement.replicas(of: "key", count: 5) { _ in 0 }) == plain, "\(name)")
            #expect(Array(placement.replicas(of: "key", count: 5) { $0 }) == plain, "\(name)")
        }
    }
}
