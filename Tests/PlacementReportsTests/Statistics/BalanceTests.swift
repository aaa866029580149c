import ConsistentHashing
import Testing

@testable import PlacementReports

@Suite("Balance")
struct BalanceTests {
    @Test("is that of a count by hand, for equal weights and others")
    func byHand() {
        let equal = Balance(counts: [2, 4, 6], shares: Array(repeating: 1.0 / 3, count: 3))
        #expect(abs(equal.largestOverMean - 1.5) < 1e-12)
        #expect(abs(equal.smallestOverMean - 0.5) < 1e-12)
        let deviation = (0.5 / 3).squareRoot()
        #expect(abs(equal.coefficientOfVariation - deviation) < 1e-12)
        let weighted = Balance(counts: [25, 75], shares: [0.25, 0.75])
        #expect(weighted == Balance(parts: [1, 3], shares: [0.25, 0.75]))
        #expect(abs(weighted.largestOverMean - 1) < 1e-12)
        #expect(weighted.coefficientOfVariation < 1e-12)
    }

    @Test("by chance has the deviation that the binomial distribution gives it, seed 5")
    func chance() {
        // The mean of 20 CVs over 50 nodes has a relative standard error of about 1 / √(2 · 49 · 20), 2.3 %; 5 of these
        // are exceeded less than once in a million.
        for (keys, nodes) in [(2_000, 50), (20_000, 50)] {
            let chance = ChanceBalance(requests: Array(repeating: 1, count: keys), nodes: nodes, seed: 5)
            let expected = (Double(nodes - 1) / Double(keys)).squareRoot()
            #expect(abs(chance.keys.coefficientOfVariation / expected - 1) < 0.115, "\(keys) keys")
            #expect(chance.requests == chance.keys)
            #expect(chance.keys.largestOverMean > 1 && chance.keys.smallestOverMean < 1)
        }
    }

    @Test("by chance keeps the requests of a key together, and follows from its seed")
    func requests() {
        let requests = [1000] + Array(repeating: 1, count: 999)
        let chance = ChanceBalance(requests: requests, nodes: 4, seed: 1)
        // The busiest node has the 1000 and about a quarter of the others: 1250 of a mean of 500.
        #expect(abs(chance.requests.largestOverMean - 2.5) < 0.1)
        #expect(chance.keys.largestOverMean < 1.2)
        #expect(chance == ChanceBalance(requests: requests, nodes: 4, seed: 1))
        #expect(chance != ChanceBalance(requests: requests, nodes: 4, seed: 2))
    }
}
