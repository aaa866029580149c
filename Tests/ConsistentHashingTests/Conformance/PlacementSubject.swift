import ConsistentHashing
import Testing

/// A placement with its parameters, as the laws of the conformance suite see it.
protocol PlacementSubject: Sendable, CustomTestStringConvertible {
    associatedtype Subject: UpdatablePlacement & HashPlacement<String>

    /// True if a change moves keys only from nodes that lost and to nodes that gained.
    var movesNothingNeedlessly: Bool { get }

    /// True if, with the owner removed, the second of the ranking takes over. A law of every placement without needless
    /// moves whose ranking follows the same rule as its owners.
    var secondTakesOver: Bool { get }

    var hashFunction: HashFunction { get }

    func build(_ members: [Member<String>]) throws(PlacementError) -> Subject
}

struct RingSubject: PlacementSubject {
    var virtualNodes = 160
    var hashFunction = HashFunction.xxh3
    let movesNothingNeedlessly = true
    let secondTakesOver = true

    func build(_ members: [Member<String>]) throws(PlacementError) -> HashRing<String> {
        try HashRing(members, virtualNodes: virtualNodes, hashFunction: hashFunction)
    }

    var testDescription: String { "ring of \(virtualNodes) virtual nodes, \(hashFunction)" }
}

struct ThinnedRingSubject: PlacementSubject {
    var virtualNodes = 160
    var hashFunction = HashFunction.xxh3
    let movesNothingNeedlessly = true
    let secondTakesOver = true

    func build(_ members: [Member<String>]) throws(PlacementError) -> ThinnedRing<String> {
        try ThinnedRing(members, virtualNodes: virtualNodes, hashFunction: hashFunction)
    }

    var testDescription: String { "thinned ring of \(virtualNodes) virtual nodes, \(hashFunction)" }
}

struct RendezvousSubject: PlacementSubject {
    var hashFunction = HashFunction.xxh3
    let movesNothingNeedlessly = true
    let secondTakesOver = true

    func build(_ members: [Member<String>]) throws(PlacementError) -> RendezvousHash<String> {
        try RendezvousHash(members, hashFunction: hashFunction)
    }

    var testDescription: String { "rendezvous, \(hashFunction)" }
}

struct RendezvousTableSubject: PlacementSubject {
    var slotCount: Int
    var hashFunction = HashFunction.xxh3
    let movesNothingNeedlessly = true
    let secondTakesOver = true

    func build(_ members: [Member<String>]) throws(PlacementError) -> RendezvousTable<String> {
        try RendezvousTable(members, slotCount: slotCount, hashFunction: hashFunction)
    }

    var testDescription: String { "rendezvous table of \(slotCount) slots, \(hashFunction)" }
}

struct MaglevSubject: PlacementSubject {
    var slotCount: Int
    var hashFunction = HashFunction.xxh3
    let movesNothingNeedlessly = false
    let secondTakesOver = false

    func build(_ members: [Member<String>]) throws(PlacementError) -> MaglevTable<String> {
        try MaglevTable(members, slotCount: slotCount, hashFunction: hashFunction)
    }

    var testDescription: String { "Maglev table of \(slotCount) slots, \(hashFunction)" }
}

/// Every placement, each with both hash functions, with and without a seed.
///
/// Tables are large enough that none of the random lists leaves a node without a slot, and no larger.
enum Subjects {
    static let all: [any PlacementSubject] = [
        RingSubject(virtualNodes: 32),
        RingSubject(virtualNodes: 3, hashFunction: HashFunction(.xxh64, seed: 42)),
        ThinnedRingSubject(virtualNodes: 32),
        ThinnedRingSubject(virtualNodes: 3, hashFunction: HashFunction(.xxh64, seed: 42)),
        RendezvousSubject(),
        RendezvousSubject(hashFunction: HashFunction(.xxh64, seed: .max)),
        RendezvousTableSubject(slotCount: 1024),
        RendezvousTableSubject(slotCount: 1000, hashFunction: HashFunction(.xxh64)),
        MaglevSubject(slotCount: 1021),
        MaglevSubject(slotCount: 251, hashFunction: HashFunction(.xxh3, seed: 7)),
    ]

    static let withoutNeedlessMoves = all.filter(\.movesNothingNeedlessly)
    static let whereSecondTakesOver = all.filter(\.secondTakesOver)
}

extension HashPlacement {
    /// The owned ranges of a placement that has any kind of them, `nil` of one that has not.
    var rangesIfAny: [OwnedRange]? {
        (self as? any HashRangePlacement).map { collectRanges($0) }
    }
}

private func collectRanges(_ placement: some HashRangePlacement) -> [OwnedRange] {
    Array(placement.ownedRanges)
}

/// Expects two placements to give the same answer to every question.
func expectSame<Subject: HashPlacement<String>>(
    _ first: Subject,
    _ second: Subject,
    hashes: [UInt64],
    _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(first.membership == second.membership, comment, sourceLocation: sourceLocation)
    #expect(first.checksum == second.checksum, comment, sourceLocation: sourceLocation)
    #expect(
        hashes.map { first.ownerIndex(ofHash: $0) } == hashes.map { second.ownerIndex(ofHash: $0) },
        comment,
        sourceLocation: sourceLocation
    )
    #expect(
        hashes.prefix(12).map { Array(first.rankingIndices(ofHash: $0)) }
            == hashes.prefix(12).map { Array(second.rankingIndices(ofHash: $0)) },
        comment,
        sourceLocation: sourceLocation
    )
    #expect(first.rangesIfAny == second.rangesIfAny, comment, sourceLocation: sourceLocation)
}
