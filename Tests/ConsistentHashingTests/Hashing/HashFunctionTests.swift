import ConsistentHashing
import Foundation
import Testing

@Suite("The hash functions are xxHash's")
struct HashFunctionTests {
    /// What libxxhash gives for a known input: the layout of the files in Golden.
    private struct Vectors: Decodable {
        let policy: String
        /// By seed, then length, both decimal: the digest in hexadecimal digits.
        let vectors: [String: [String: String]]
    }

    private static func vectors(_ name: String) throws -> Vectors {
        let url = try #require(Bundle.module.url(forResource: "Golden/xxhash-\(name)", withExtension: "json"))
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
    }

    @Test(
        "Every vector of libxxhash, every seed and length",
        arguments: [("xxh3_64", HashFunction.Algorithm.xxh3), ("xxh64", .xxh64)]
    )
    func vectors(name: String, algorithm: HashFunction.Algorithm) throws {
        let file = try Self.vectors(name)
        #expect(file.policy == name)
        #expect(file.vectors.count >= 2)
        for (seedText, digests) in file.vectors {
            let seed = try #require(UInt64(seedText))
            #expect(digests.count >= 100)
            for (lengthText, digest) in digests {
                let length = try #require(Int(lengthText))
                let input = (0..<length).map { (i: Int) -> UInt8 in UInt8((i * 131 + (i >> 8) * 17 + 7) & 255) }
                let expected = try #require(UInt64(digest, radix: 16))
                #expect(HashFunction(algorithm, seed: seed).hash(input) == expected, "seed \(seed), length \(length)")
            }
        }
    }

    @Test("Functions are equal if algorithm and seed are")
    func equality() {
        #expect(HashFunction.xxh3 == HashFunction(.xxh3, seed: 0))
        #expect(HashFunction.xxh64 == HashFunction(.xxh64))
        #expect(HashFunction.xxh3 != .xxh64)
        #expect(HashFunction(.xxh3, seed: 1) != .xxh3)
        #expect(HashFunction.Algorithm.allCases == [.xxh3, .xxh64])
    }

    @Test("A description names the algorithm, and the seed unless it is 0")
    func description() {
        #expect("\(HashFunction.xxh3)" == "XXH3-64")
        #expect("\(HashFunction(.xxh64, seed: 42))" == "XXH64, seed 42")
    }

    @Test("Another seed gives another placement", arguments: HashFunction.Algorithm.allCases)
    func seedsMatter(algorithm: HashFunction.Algorithm) throws {
        let nodes = ["a", "b", "c", "d"]
        let first = try HashRing(nodes, hashFunction: HashFunction(algorithm, seed: 1))
        let second = try HashRing(nodes, hashFunction: HashFunction(algorithm, seed: 2))
        #expect(first.checksum != second.checksum)
        #expect((0..<100).map { first.owner(of: $0) } != (0..<100).map { second.owner(of: $0) })
    }
}
