import ConsistentHashing
import Testing

@Suite("A sample holds each key once, and every request")
struct KeySampleTests {
    private static func keys(of sample: KeySample) -> [[UInt8]] {
        var keys: [[UInt8]] = []
        sample.forEachKey { key in
            keys.append(key.withUnsafeBytes { Array($0) })
        }
        return keys
    }

    @Test("It counts as a dictionary does, over random requests")
    func againstDictionary() {
        for seed in UInt64(0)..<30 {
            var generator = SeededGenerator(seed: seed)
            let requests = (0..<Int.random(in: 0...3000, using: &generator)).map { _ in
                // Short keys of few letters, so that many are asked for again, the empty one too.
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in UInt8.random(in: 0...3, using: &generator) }
            }
            var order: [[UInt8]] = []
            var counts: [[UInt8]: Int] = [:]
            for key in requests {
                if counts[key] == nil { order.append(key) }
                counts[key, default: 0] += 1
            }
            let sample = KeySample(requests)
            #expect(sample.count == order.count, "seed \(seed)")
            #expect(sample.requestCount == requests.count, "seed \(seed)")
            #expect(Self.keys(of: sample) == order, "seed \(seed)")
            #expect(sample.requests == order.map { counts[$0] }, "seed \(seed)")
            #expect(sample.log.map { order[Int($0)] } == requests, "seed \(seed)")
        }
    }

    @Test("Many distinct keys all get a place")
    func growth() {
        let sample = KeySample(0..<20_000)
        #expect(sample.count == 20_000)
        #expect(sample.requests.allSatisfy { $0 == 1 })
        #expect(sample.log == (0..<20_000).map { UInt32($0) })
        var again = sample
        for key in (0..<20_000).reversed() { again.append(key) }
        #expect(again.count == 20_000)
        #expect(again.requests.allSatisfy { $0 == 2 })
        #expect(sample.requestCount == 20_000, "the copy is another sample")
    }

    @Test("Keys of several kinds are told apart by their bytes")
    func bytes() {
        var sample = KeySample()
        sample.append("a")
        sample.append([0x61] as [UInt8])
        sample.append("\u{e9}")
        sample.append("e\u{301}")
        sample.append(Int32(1))
        sample.append(Int64(1))
        sample.append("1")
        sample.append("")
        sample.append("xa".dropFirst())
        #expect(sample.count == 7)
        #expect(sample.requests == [3, 1, 1, 1, 1, 1, 1])
    }

    @Test("The owners of its keys are the placement's")
    func owners() throws {
        let ring = try HashRing(["a", "b", "c"])
        let sample = KeySample((0..<500).map { "key-\($0 % 200)" })
        #expect(sample.ownerIndices(in: ring) == (0..<200).map { ring.ownerIndex(of: "key-\($0)") })
        #expect(sample.ownerIndices(in: try HashRing([String]())) == Array(repeating: nil, count: 200))
        #expect(KeySample().ownerIndices(in: ring).isEmpty)
    }
}
