import LoadBalancing
import Testing

@Suite("Zone loads")
struct ZoneLoadsTests {
    private static func zone(_ well: Int, of count: Int, clients: Double? = nil) -> ZoneLoads.Zone {
        ZoneLoads.Zone(weight: Double(count), weightInService: Double(well), clientShare: clients)
    }

    private func expect(_ shares: [Double], _ expected: [Double]) {
        #expect(
            zip(shares, expected).allSatisfy { abs($0 - $1) < 0.0005 } && shares.count == expected.count,
            "\(shares)"
        )
    }

    @Test("The documentation's table")
    func documented() {
        let whole = Self.zone(4, of: 4)
        expect(ZoneLoads.shares(of: [whole, whole, whole], local: 0), [1, 0, 0])
        expect(ZoneLoads.shares(of: [Self.zone(3, of: 4), whole, whole], local: 0), [1, 0, 0])
        expect(ZoneLoads.shares(of: [Self.zone(2, of: 4), whole, whole], local: 0), [0.7, 0.15, 0.15])
        expect(
            ZoneLoads.shares(of: [Self.zone(2, of: 4), Self.zone(3, of: 4), whole], local: 0),
            [0.7, 0.0333, 0.2667]
        )
        expect(ZoneLoads.shares(of: [Self.zone(0, of: 4), whole, whole], local: 0), [0, 0.5, 0.5])
        let crowded = [0.7, 0.15, 0.15].map { Self.zone(4, of: 4, clients: $0) }
        expect(ZoneLoads.shares(of: crowded, local: 0), [0.6667, 0.1667, 0.1667])
        expect(ZoneLoads.shares(of: [whole, Self.zone(2, of: 4)], local: nil), [1, 0])
    }

    @Test("With a factor of 1 it is Envoy's zone aware routing")
    func envoy() {
        // Its issue 38758: clients in a and b, endpoints in a, b and c; two thirds stay, one third goes to c.
        let zones = [0.5, 0.5, 0].map { Self.zone(2, of: 2, clients: $0) }
        expect(ZoneLoads.shares(of: zones, local: 0, overprovisioning: 1), [0.6667, 0, 0.3333])
        expect(ZoneLoads.shares(of: zones, local: 1, overprovisioning: 1), [0, 0.6667, 0.3333])
        // Its documentation: with fewer clients than endpoints in the zone, all stay.
        let few = [0.2, 0.8].map { Self.zone(5, of: 5, clients: $0) }
        expect(ZoneLoads.shares(of: few, local: 0, overprovisioning: 1), [1, 0])
        expect(ZoneLoads.shares(of: few, local: 1, overprovisioning: 1), [0.375, 0.625])
    }

    @Test("Without an endpoint in service, or a weight, nothing is shared out")
    func nothing() {
        #expect(ZoneLoads.shares(of: [], local: nil) == [])
        #expect(ZoneLoads.shares(of: [Self.zone(0, of: 3)], local: 0) == [0])
        #expect(ZoneLoads.shares(of: [Self.zone(0, of: 0)], local: 0) == [0])
        #expect(ZoneLoads.shares(of: [Self.zone(1, of: 3)], local: 0) == [1])
        // Its only endpoints are in another zone, whose clients need them all.
        #expect(ZoneLoads.shares(of: [Self.zone(0, of: 3), Self.zone(1, of: 3)], local: 0) == [0, 1])
    }

    @Test(
        "Whatever is in service: shares add up to 1, the own zone is alone while it can carry its clients, nobody is overloaded",
        arguments: 1...20
    )
    func properties(seed: UInt64) {
        var chance = Chance(seed: seed)
        for _ in 0..<300 {
            let factor = Double.random(in: 1...2, using: &chance)
            let count = Int.random(in: 1...6, using: &chance)
            var weights: [(all: Double, inService: Double)] = []
            for _ in 0..<count {
                let weight = Double.random(in: 0.1...10, using: &chance)
                let inService = chance.says(0.3) ? weight : Double.random(in: 0...weight, using: &chance)
                weights.append((weight, inService))
            }
            var clients: [Double?] = Array(repeating: nil, count: count)
            if chance.says(0.5) {
                let numbers = (0..<count).map { _ in Double.random(in: 0...1, using: &chance) + 1e-9 }
                clients = numbers.map { $0 / numbers.reduce(0, +) }
            }
            let zones = zip(weights, clients).map {
                ZoneLoads.Zone(weight: $0.all, weightInService: $0.inService, clientShare: $1)
            }
            let total = weights.reduce(0) { $0 + $1.all }
            let carried = weights.map { factor * $0.inService / total }
            let sent = zip(weights, clients).map { $1 ?? $0.all / total }
            var load = [Double](repeating: 0, count: count)
            for local in zones.indices {
                let shares = ZoneLoads.shares(of: zones, local: local, overprovisioning: factor)
                #expect(abs(shares.reduce(0, +) - 1) < 1e-9, "seed \(seed)")
                if carried[local] > sent[local] + 1e-9, carried.reduce(0, +) >= 1 {
                    #expect(shares[local] == 1, "seed \(seed)")
                }
                for (index, share) in shares.enumerated() {
                    if zones[index].weightInService == 0 { #expect(share == 0, "seed \(seed)") }
                    load[index] += sent[local] * share
                }
            }
            let sum = carried.reduce(0, +)
            for (load, carried) in zip(load, carried) {
                // All clients together: no zone gets more than it can carry, or than its part of a shortage.
                #expect(load <= carried / min(1, sum) + 1e-9, "seed \(seed)")
            }
        }
    }
}
