import ConsistentHashing
import Testing

@Suite("The checksum is XXH3-64 of the documented encoding")
struct ChecksumTests {
    /// The bytes as the documentation's table has them, all integers of eight bytes, little-endian.
    private struct Encoding {
        private(set) var bytes: [UInt8] = []

        mutating func append(_ integer: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(integer >> shift & 255))
            }
        }

        mutating func append(_ text: String) {
            append(UInt64(text.utf8.count))
            bytes += Array(text.utf8)
        }
    }

    private static func checksum(
        _ algorithm: String,
        parameters: [UInt64],
        _ hashFunction: HashFunction,
        _ members: [Member<String>]
    ) -> UInt64 {
        var encoding = Encoding()
        encoding.append(algorithm)
        encoding.append(1)
        encoding.append(hashFunction.algorithm == .xxh3 ? 1 : 2)
        encoding.append(hashFunction.seed)
        encoding.append(UInt64(parameters.count))
        for parameter in parameters { encoding.append(parameter) }
        encoding.append(UInt64(members.count))
        for member in sortedByID(members) {
            encoding.append(member.id)
            encoding.append(member.weight.bitPattern)
        }
        return HashFunction.xxh3.hash(encoding.bytes)
    }

    static let functions: [HashFunction] = [.xxh3, .xxh64, .init(.xxh3, seed: 1 << 63), .init(.xxh64, seed: 5)]

    @Test("Of every placement, with every kind of id and weight", arguments: functions)
    func encoding(function: HashFunction) throws {
        for seed in UInt64(0)..<6 {
            var generator = SeededGenerator(seed: seed)
            let members = seed == 0 ? [] : randomMembers(style: WeightStyle.allCases[Int(seed % 3)], using: &generator)
            let ring = try HashRing(members, virtualNodes: 11, hashFunction: function)
            #expect(ring.checksum == Self.checksum("ring", parameters: [11], function, members))
            let thinned = try ThinnedRing(members, virtualNodes: 11, hashFunction: function)
            #expect(thinned.checksum == Self.checksum("thinned ring", parameters: [11], function, members))
            let rendezvous = try RendezvousHash(members, hashFunction: function)
            #expect(rendezvous.checksum == Self.checksum("rendezvous", parameters: [], function, members))
            let table = try RendezvousTable(members, slotCount: 1000, hashFunction: function)
            #expect(table.checksum == Self.checksum("rendezvous table", parameters: [1000], function, members))
            let maglev = try MaglevTable(members, slotCount: 101, hashFunction: function)
            #expect(maglev.checksum == Self.checksum("maglev", parameters: [101], function, members))
        }
    }
}
