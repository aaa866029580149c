import ConsistentHashing
import Testing

@Suite("A ranking names every node once, the owner first")
struct RankingTests {
    @Test("It is distinct and complete, and its first is the owner", arguments: Subjects.all)
    func distinctAndComplete(subject: any PlacementSubject) throws {
        try expectDistinctAndComplete(subject)
    }

    private func expectDistinctAndComplete(_ subject: some PlacementSubject) throws {
        for (placement, seed) in try randomPlacements(of: subject, seeds: 0..<12) {
            for hash in probeHashes(8, seed: seed) {
                let ranking = Array(placement.rankingIndices(ofHash: hash))
                #expect(ranking.sorted() == Array(placement.membership.indices), "seed \(seed), hash \(hash)")
                #expect(ranking.first == placement.ownerIndex(ofHash: hash), "seed \(seed), hash \(hash)")
            }
        }
    }

    @Test("Replicas are a prefix of the replicas of every larger count", arguments: Subjects.all)
    func prefixes(subject: any PlacementSubject) throws {
        try expectPrefixes(subject)
    }

    private func expectPrefixes(_ subject: some PlacementSubject) throws {
        for (placement, seed) in try randomPlacements(of: subject, seeds: 100..<106) {
            let count = placement.membership.count
            for hash in probeHashes(2, seed: seed) {
                let all = placement.replicas(ofHash: hash, count: count)
                #expect(all == Array(placement.ranking(ofHash: hash)), "seed \(seed), hash \(hash)")
                for smaller in 0...count {
                    #expect(placement.replicas(ofHash: hash, count: smaller) == Array(all.prefix(smaller)))
                }
                for larger in [count + 1, 1000, .max] {
                    #expect(placement.replicas(ofHash: hash, count: larger) == all)
                }
                for none in [0, -1, .min] {
                    #expect(placement.replicas(ofHash: hash, count: none).isEmpty)
                }
            }
        }
    }

    @Test("A key's answers are its hash's answers, nodes are the members at their indices", arguments: Subjects.all)
    func formsAgree(subject: any PlacementSubject) throws {
        try expectFormsAgree(subject)
    }

    private func expectFormsAgree(_ subject: some PlacementSubject) throws {
        for (placement, _) in try randomPlacements(of: subject, seeds: 200..<206) {
            let nodes = placement.nodes
            #expect(nodes == placement.membership.map(\.node))
            let keys = ["", "a", "user:1", String(repeating: "key", count: 50)]
            #expect(placement.ownerIndices(of: keys) == keys.map { placement.ownerIndex(of: $0) })
            #expect(placement.owners(of: keys) == keys.map { placement.owner(of: $0) })
            for key in keys {
                let hash = placement.hashFunction.hash(key)
                let ranking = Array(placement.rankingIndices(of: key))
                #expect(ranking == Array(placement.rankingIndices(ofHash: hash)))
                #expect(placement.ownerIndex(of: key) == placement.ownerIndex(ofHash: hash))
                #expect(placement.owner(of: key) == placement.ownerIndex(of: key).map { nodes[$0] })
                #expect(placement.owner(ofHash: hash) == placement.owner(of: key))
                #expect(Array(placement.ranking(of: key)) == ranking.map { nodes[$0] })
                #expect(Array(placement.rankingIndices(of: key)) == ranking)
                #expect(Array(placement.ranking(ofHash: hash)) == ranking.map { nodes[$0] })
                #expect(placement.replicas(of: key, count: 3) == ranking.prefix(3).map { nodes[$0] })
                #expect(placement.replicas(of: key, count: -3).isEmpty)
            }
        }
    }

    @Test("The first that is wanted is found without the ranking as with it", arguments: Subjects.all)
    func firstWanted(subject: any PlacementSubject) throws {
        try expectFirstWanted(subject)
    }

    private func expectFirstWanted(_ subject: some PlacementSubject) throws {
        for (placement, seed) in try randomPlacements(of: subject, seeds: 500..<512) {
            var generator = SeededGenerator(seed: seed)
            for hash in probeHashes(8, seed: seed) {
                let ranking = Array(placement.rankingIndices(ofHash: hash))
                for fraction in [0, 0.1, 0.5, 1] {
                    var wanted = Set(ranking.filter { _ in .random(in: 0..<1, using: &generator) < fraction })
                    // One alone, and the least preferred of all.
                    if fraction == 0, let last = ranking.last, hash % 2 == 0 { wanted = [last] }
                    #expect(
                        placement.firstIndex(inRankingOfHash: hash) { wanted.contains($0) }
                            == ranking.first { wanted.contains($0) },
                        "seed \(seed), hash \(hash), wanted \(wanted.sorted())"
                    )
                }
            }
        }
    }

    @Test("A ranking can be walked twice, and left early", arguments: Subjects.all)
    func laziness(subject: any PlacementSubject) throws {
        try expectLaziness(subject)
    }

    private func expectLaziness(_ subject: some PlacementSubject) throws {
        for (placement, seed) in try randomPlacements(of: subject, seeds: 300..<304) {
            let ranking = placement.ranking(of: "key")
            var iterator = ranking.makeIterator()
            var walked: [String] = []
            while let node = iterator.next() { walked.append(node) }
            #expect(iterator.next() == nil, "seed \(seed)")
            #expect(Array(ranking) == walked, "seed \(seed)")
            #expect(ranking.first { _ in true } == walked.first, "seed \(seed)")
        }
    }

    @Test("With the owner removed, the ranking is the same without it", arguments: Subjects.whereSecondTakesOver)
    func secondTakesOver(subject: any PlacementSubject) throws {
        try expectSecondTakesOver(subject)
    }

    private func expectSecondTakesOver(_ subject: some PlacementSubject) throws {
        for seed in UInt64(400)..<415 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            let placement = try subject.build(randomMembers(style: style, using: &generator))
            guard placement.membership.count > 1 else { continue }
            // One hash a node is enough to remove each once.
            var isTried = Set<Int>()
            for hash in probeHashes(60, seed: seed) {
                let ranking = Array(placement.ranking(ofHash: hash))
                guard isTried.insert(placement.ownerIndex(ofHash: hash) ?? -1).inserted else { continue }
                var without = placement
                try without.remove(ranking[0])
                // Compared as bytes, as an id may be another one composed.
                #expect(
                    without.ranking(ofHash: hash).map { Array($0.utf8) } == ranking.dropFirst().map { Array($0.utf8) },
                    "seed \(seed), hash \(hash)"
                )
            }
        }
    }

    private func randomPlacements<Each: PlacementSubject>(
        of subject: Each,
        seeds: Range<UInt64>
    ) throws -> [(placement: Each.Subject, seed: UInt64)] {
        try seeds.map { seed in
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            return (try subject.build(randomMembers(style: style, using: &generator)), seed)
        }
    }
}

@Suite("A placement chosen while the program runs")
struct ExistentialTests {
    @Test("Behind `any HashPlacement<String>` it answers all the same", arguments: Subjects.all)
    func existential(subject: any PlacementSubject) throws {
        let placement: any HashPlacement<String> = try subject.build(["a", "b", "c"].map { Member($0) })
        var ranking: [String] = []
        for node in placement.ranking(of: "key") {
            ranking.append(node)
        }
        #expect(Set(ranking) == ["a", "b", "c"])
        #expect(ranking.first == placement.owner(of: "key"))
        #expect(placement.replicas(of: "key", count: 2) == Array(ranking.prefix(2)))
        #expect(Array(placement.ranking(ofHash: placement.hashFunction.hash("key"))) == ranking)
    }
}
