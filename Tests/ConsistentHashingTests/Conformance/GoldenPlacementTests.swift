import ConsistentHashing
import Foundation
import Testing

/// Owners, rankings and checksums that never change: they are what two processes, two versions and two languages agree on.
///
/// When an algorithm changes on purpose, its version in the checksum does too, and so does this file: run
/// `swift test --filter GoldenPlacementTests`, which fails and prints the new file between two lines of dashes; put that
/// in the place of `Golden/placements.json`.
@Suite("Placements are what they were")
struct GoldenPlacementTests {
    struct File: Codable {
        let keys: [String]
        let cases: [Case]

        /// One case a line.
        var text: String {
            get throws {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                let lines = try cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
                let keys = String(decoding: try encoder.encode(keys), as: UTF8.self)
                return "{\"keys\":\(keys),\n\"cases\":[\n\(lines.joined(separator: ",\n"))\n]}\n"
            }
        }
    }

    struct Case: Codable, Equatable {
        let algorithm: String
        /// Virtual nodes or slots.
        let parameters: [Int]
        let hash: String
        let seed: UInt64
        let members: [GoldenMember]
        /// In hexadecimal digits.
        let checksum: String
        /// By key: the owner's index among the members, which are in the order of their ids.
        let owners: [Int]
        /// By key, of the first few: all indices.
        let rankings: [[Int]]

        var name: String { "\(algorithm) \(parameters), \(hash), seed \(seed), \(members.map(\.id))" }
    }

    struct GoldenMember: Codable, Equatable {
        let id: String
        let weight: Double
    }

    static let keys = ["", "a", "\u{e9}", "key with spaces"] + (0..<46).map { "user:\($0)" }

    private static let memberLists: [[Member<String>]] = [
        ["cache-a", "cache-b", "cache-c"].map { Member($0) },
        (1...10).map { Member("10.0.0.\($0):11211") },
        [("", 0.25), ("\u{e9}", 1), ("e\u{301}", 2.5), ("\u{1F680}", 3)].map { Member($0, weight: $1) },
    ]

    private static let extremes = [("light", 1e-3), ("heavy", 1e3), ("third", 1.0 / 3)].map { Member($0, weight: $1) }

    private static func cases() throws -> [Case] {
        var cases: [Case] = []
        func add(
            _ algorithm: String,
            _ parameters: [Int],
            _ subject: some PlacementSubject,
            _ members: [Member<String>]
        ) throws {
            let placement = try subject.build(members)
            cases.append(
                Case(
                    algorithm: algorithm,
                    parameters: parameters,
                    hash: subject.hashFunction.algorithm == .xxh3 ? "xxh3" : "xxh64",
                    seed: subject.hashFunction.seed,
                    members: placement.membership.map { GoldenMember(id: $0.id, weight: $0.weight) },
                    checksum: String(placement.checksum, radix: 16),
                    owners: keys.map { placement.ownerIndex(of: $0) ?? -1 },
                    rankings: keys.prefix(8).map { Array(placement.rankingIndices(of: $0)) }
                )
            )
        }
        for function in [HashFunction.xxh3, HashFunction(.xxh64, seed: 42)] {
            for members in memberLists {
                try add("ring", [160], RingSubject(hashFunction: function), members)
                try add("ring", [7], RingSubject(virtualNodes: 7, hashFunction: function), members)
                try add("thinned ring", [160], ThinnedRingSubject(hashFunction: function), members)
                try add("thinned ring", [7], ThinnedRingSubject(virtualNodes: 7, hashFunction: function), members)
                try add("rendezvous", [], RendezvousSubject(hashFunction: function), members)
                let table = RendezvousTableSubject(slotCount: 512, hashFunction: function)
                try add("rendezvous table", [512], table, members)
                try add("maglev", [251], MaglevSubject(slotCount: 251, hashFunction: function), members)
            }
            try add("ring", [160], RingSubject(hashFunction: function), extremes)
            try add("thinned ring", [160], ThinnedRingSubject(hashFunction: function), extremes)
            try add("rendezvous", [], RendezvousSubject(hashFunction: function), extremes)
            try add("maglev", [251], MaglevSubject(slotCount: 251, hashFunction: function), extremes)
        }
        // The sizes that one gets without asking.
        let table = RendezvousTable<String>.defaultSlotCount
        try add("rendezvous table", [table], RendezvousTableSubject(slotCount: table), memberLists[0])
        let maglev = MaglevTable<String>.defaultSlotCount
        try add("maglev", [maglev], MaglevSubject(slotCount: maglev), memberLists[0])
        return cases
    }

    @Test("Owners, rankings and checksums of every placement agree with the recorded ones")
    func recorded() throws {
        let actual = File(keys: Self.keys, cases: try Self.cases())
        let url = Bundle.module.url(forResource: "Golden/placements", withExtension: "json")
        let recorded = try url.map { try JSONDecoder().decode(File.self, from: Data(contentsOf: $0)) }
        if recorded?.cases != actual.cases || recorded?.keys != actual.keys {
            print("--------\n\(try actual.text)--------")
        }
        #expect(recorded?.keys == actual.keys)
        #expect(recorded?.cases.map(\.name) == actual.cases.map(\.name))
        for (recorded, actual) in zip(recorded?.cases ?? [], actual.cases) {
            #expect(recorded == actual, "\(actual.name)")
        }
    }

    @Test("The default sizes are the documented ones")
    func defaults() throws {
        #expect(try HashRing(["a"]).virtualNodes == 160)
        #expect(try ThinnedRing(["a"]).virtualNodes == 160)
        #expect(try RendezvousTable(["a"]).slotCount == RendezvousTable<String>.defaultSlotCount)
        #expect(try MaglevTable(["a"]).slotCount == 65_537)
        #expect(try HashRing(["a"]).hashFunction == .xxh3)
        #expect(try RendezvousHash(["a"]).hashFunction == .xxh3)
        #expect(try RendezvousTable(["a"], slotCount: 8).hashFunction == .xxh3)
        #expect(try MaglevTable(["a"], slotCount: 7).hashFunction == .xxh3)
    }
}
