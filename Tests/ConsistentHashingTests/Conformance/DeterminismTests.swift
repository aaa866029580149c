import ConsistentHashing
import Testing

@Suite("A placement is a function of its members, weights and parameters alone")
struct DeterminismTests {
    @Test("The order of the members makes no difference", arguments: Subjects.all)
    func insertionOrder(subject: any PlacementSubject) throws {
        try expectOrderIsIrrelevant(subject)
    }

    private func expectOrderIsIrrelevant(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<10 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            let members = randomMembers(style: style, using: &generator)
            let first = try subject.build(members)
            let second = try subject.build(members.shuffled(using: &generator))
            let third = try subject.build(members.reversed())
            expectSame(first, second, hashes: probeHashes(100, seed: seed), "seed \(seed), shuffled")
            expectSame(first, third, hashes: probeHashes(100, seed: seed), "seed \(seed), reversed")
        }
    }

    @Test("Inserted one by one, in any order, gives the same as all at once", arguments: Subjects.withoutHistory)
    func oneByOne(subject: any PlacementSubject) throws {
        try expectOneByOne(subject)
    }

    private func expectOneByOne(_ subject: some PlacementSubject) throws {
        for seed in UInt64(100)..<106 {
            var generator = SeededGenerator(seed: seed)
            let members = randomMembers(style: .reals, using: &generator)
            var placement = try subject.build([])
            for member in members {
                try placement.insert(member.node, weight: member.weight)
            }
            expectSame(placement, try subject.build(members), hashes: probeHashes(100, seed: seed), "seed \(seed)")
        }
    }

    @Test("Another member, weight or id changes the checksum", arguments: Subjects.all)
    func checksumTellsApart(subject: any PlacementSubject) throws {
        try expectDistinctChecksums(subject)
    }

    private func expectDistinctChecksums(_ subject: some PlacementSubject) throws {
        let lists: [[Member<String>]] = [
            [], [Member("a")], [Member("b")], [Member("a", weight: 2)], [Member("a", weight: 1.0.nextUp)],
            [Member("ab")], [Member("a"), Member("b")], [Member("a", weight: 2), Member("b", weight: 2)],
            [Member("\u{e9}")], [Member("e\u{301}")], [Member("")], [Member("\0")],
        ]
        let checksums = try lists.map { try subject.build($0).checksum }
        #expect(Set(checksums).count == lists.count)
    }

    @Test("Every algorithm, parameter, hash function and seed has its own checksum")
    func parametersTellApart() throws {
        let members = ["a", "b", "c"].map { Member($0) }
        let functions = [HashFunction.xxh3, .xxh64, HashFunction(.xxh3, seed: 1), HashFunction(.xxh64, seed: 1)]
        var subjects: [any PlacementSubject] = []
        for function in functions {
            subjects += [
                RingSubject(virtualNodes: 101, hashFunction: function),
                RingSubject(virtualNodes: 103, hashFunction: function),
                RendezvousSubject(hashFunction: function),
                RendezvousTableSubject(slotCount: 101, hashFunction: function),
                RendezvousTableSubject(slotCount: 103, hashFunction: function),
                MaglevSubject(slotCount: 101, hashFunction: function),
                MaglevSubject(slotCount: 103, hashFunction: function),
                SlotHashSubject(weightPerSlot: 1, hashFunction: function),
                SlotHashSubject(weightPerSlot: 0.9, hashFunction: function),
            ]
        }
        let checksums = try subjects.map { subject in try subject.build(members).checksum }
        #expect(Set(checksums).count == subjects.count)
    }

    @Test(
        "Equal weights of another size give the same owners",
        arguments: Subjects.withoutHistory + [SlotHashSubject()]
    )
    func weightScale(subject: any PlacementSubject) throws {
        try expectScaleIsIrrelevant(subject)
    }

    private func expectScaleIsIrrelevant(_ subject: some PlacementSubject) throws {
        let ones = try subject.build(idUniverse.map { Member($0) })
        let hashes = probeHashes(200, seed: 8)
        for weight in [0.1, 7, 1e300, .leastNonzeroMagnitude] {
            let others = try subject.build(idUniverse.map { Member($0, weight: weight) })
            #expect(
                hashes.map { ones.ownerIndex(ofHash: $0) } == hashes.map { others.ownerIndex(ofHash: $0) },
                "weight \(weight)"
            )
            #expect(ones.rangesIfAny == others.rangesIfAny, "weight \(weight)")
            #expect(ones.checksum != others.checksum)
        }
    }
}
