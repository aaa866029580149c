import ConsistentHashing
import PlacementReports
import Testing

@Suite("Synthetic keys")
struct SyntheticKeysTests {
    @Test("are numbered, distinct and of 16 bytes")
    func numbered() throws {
        let sample = SyntheticKeys.sample(count: 1234)
        var keys: [String] = []
        sample.forEachKey { key in keys.append(key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) }
        #expect(sample.count == 1234)
        try #require(keys.count == 1234)
        #expect(sample.requestCount == 1234)
        #expect(keys[0] == "key:000000000000")
        #expect(keys[9] == "key:000000000009")
        #expect(keys[10] == "key:000000000010")
        #expect(keys[1233] == "key:000000001233")
    }

    private func texts(_ sample: KeySample) -> [String] {
        var texts: [String] = []
        sample.forEachKey { key in texts.append(key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) }
        return texts
    }

    @Test("count on from 0, behind a prefix if there is one")
    func sequential() {
        #expect(texts(SyntheticKeys.sample(count: 11)).suffix(2) == ["key:000000000009", "key:000000000010"])
        #expect(texts(SyntheticKeys.sample(count: 2, prefix: "a/")) == ["a/key:000000000000", "a/key:000000000001"])
    }

    @Test("that are random are 16 bytes each, all different, and follow from their seed")
    func random() {
        let sample = SyntheticKeys.random(count: 1000, seed: 3)
        #expect(sample.count == 1000)
        sample.forEachKey { #expect($0.byteCount == 16) }
        func hashes(_ seed: UInt64) -> [UInt64] {
            var hashes: [UInt64] = []
            SyntheticKeys.random(count: 1000, seed: seed).forEachKey {
                hashes.append(HashFunction.xxh3.hash(bytes: $0))
            }
            return hashes
        }
        #expect(hashes(3) == hashes(3))
        #expect(Set(hashes(3)).isDisjoint(with: hashes(4)))
    }

    @Test("by Zipf's law are asked for in proportion to 1 / k^s, seed 8", arguments: [0.8, 1, 1.2])
    func zipf(exponent: Double) {
        let requests = 200_000
        let sample = SyntheticKeys.zipf(keys: 1000, requests: requests, exponent: exponent, seed: 8)
        #expect(sample.requestCount == requests)
        let counts = Dictionary(uniqueKeysWithValues: zip(texts(sample), sample.requests))
        let weights = (1...1000).map { 1 / power(Double($0), exponent) }
        let total = weights.reduce(0, +)
        for (rank, name) in [(1, "key:000000000000"), (2, "key:000000000001"), (32, "key:000000000031")] {
            let expected = weights[rank - 1] / total * Double(requests)
            // Five standard deviations: 9 such comparisons fail together less than once in 100,000.
            let distance = abs(Double(counts[name] ?? 0) - expected)
            #expect(distance < 5 * expected.squareRoot(), "rank \(rank)")
        }
    }

    /// By roots and products, with exponents that are whole tenths.
    private func power(_ base: Double, _ exponent: Double) -> Double {
        let tenths = Int((exponent * 10).rounded())
        var root = base
        // Newton's iteration for the tenth root.
        for _ in 0..<500 {
            let ninth = (0..<9).reduce(1.0) { product, _ in product * root }
            root = (9 * root + base / ninth) / 10
        }
        return (0..<tenths).reduce(1.0) { product, _ in product * root }
    }
}
