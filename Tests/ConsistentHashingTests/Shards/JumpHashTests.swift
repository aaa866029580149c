import ConsistentHashing
import Foundation
import Testing

@Suite("Jump hash is the one that others have")
struct JumpHashTests {
    /// What Guava gives: the layout of the file in Golden.
    private struct Vectors: Decodable {
        /// By number of buckets, then signed 64-bit key, both decimal: the bucket.
        let placements: [String: [String: Int]]
    }

    @Test("Every vector of Guava's consistentHash(long, int)")
    func guava() throws {
        let name = "Golden/guava-consistentHash-long-a"
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json"))
        let file = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
        #expect(file.placements.count == 12)
        for (buckets, keys) in file.placements {
            let function = try JumpHash(shards: try #require(Int(buckets)))
            #expect(keys.count == 168)
            for (key, bucket) in keys {
                let hash = UInt64(bitPattern: try #require(Int64(key)))
                #expect(function.shard(ofHash: hash) == bucket, "\(key) of \(buckets)")
            }
        }
    }

    @Test("The first hashes of ten shards")
    func documented() throws {
        let shards = try JumpHash(shards: 10)
        #expect((0..<6).map { shards.shard(ofHash: $0) } == [0, 6, 6, 8, 1, 4])
    }
}
