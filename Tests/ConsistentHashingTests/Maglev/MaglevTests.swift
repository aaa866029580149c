import Testing

@testable import ConsistentHashing

@Suite("A Maglev table agrees with a plain reading of the paper")
struct MaglevTests {
    /// The paper's pseudocode, with whole permutations; and Envoy's weights, by which a node sits out the turns it has
    /// not caught up with.
    private static func owners(
        _ members: [Member<String>],
        slotCount: Int,
        hashFunction: HashFunction
    ) -> [Int] {
        let members = sortedByID(members)
        guard !members.isEmpty else { return [] }
        let permutations = members.map { member in
            let offset = (UInt128(nodeHash(member.id, 1, hashFunction)) * UInt128(slotCount)) >> 64
            let skip = (UInt128(nodeHash(member.id, 2, hashFunction)) * UInt128(slotCount - 1)) >> 64 + 1
            return (0..<slotCount).map { (Int(offset) + $0 * Int(skip)) % slotCount }
        }
        let largest = members.map(\.weight).max() ?? 1
        var owners = [Int](repeating: -1, count: slotCount)
        var next = [Int](repeating: 0, count: members.count)
        var claimed = [Double](repeating: 0, count: members.count)
        var turn = 1.0
        while owners.contains(-1) {
            for node in members.indices where turn * (members[node].weight / largest) >= claimed[node] {
                guard let slot = permutations[node][next[node]...].first(where: { owners[$0] == -1 }) else { break }
                while permutations[node][next[node]] != slot { next[node] += 1 }
                owners[slot] = node
                claimed[node] += 1
            }
            turn += 1
        }
        return owners
    }

    @Test("Every slot, equal and unequal weights, small primes", arguments: [2, 3, 5, 7, 13, 31, 101, 251])
    func smallPrimes(slotCount: Int) throws {
        for seed in UInt64(0)..<30 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases[Int(seed) % 3]
            let hashFunction = HashFunction(seed.isMultiple(of: 2) ? .xxh3 : .xxh64, seed: seed)
            let members = Array(randomMembers(style: style, using: &generator).prefix(slotCount))
            let table = try MaglevTable(members, slotCount: slotCount, hashFunction: hashFunction)
            #expect(
                table.ownedRanges.map(\.ownerIndex)
                    == Self.owners(members, slotCount: slotCount, hashFunction: hashFunction),
                "seed \(seed): \(members)"
            )
        }
    }

    @Test("Every slot of the default size", arguments: WeightStyle.allCases)
    func defaultSize(style: WeightStyle) throws {
        var generator = SeededGenerator(seed: 65_537)
        let members = randomMembers(probability: 0.2, style: style, using: &generator)
        try #require(members.count > 2)
        let table = try MaglevTable(members)
        #expect(table.slotCount == 65_537)
        let owners = table.ownedRanges.map(\.ownerIndex)
        #expect(owners == Self.owners(members, slotCount: 65_537, hashFunction: .xxh3))
    }

    @Test("Its ranking is the owner, then the others as rendezvous ranks them for the slot's number")
    func ranking() throws {
        for seed in UInt64(0)..<10 {
            var generator = SeededGenerator(seed: seed)
            let members = randomMembers(style: WeightStyle.allCases[Int(seed) % 3], using: &generator)
            let table = try MaglevTable(members, slotCount: 31)
            let oracle = RendezvousOracle(members)
            for (slot, range) in table.ownedRanges.enumerated() {
                let others = oracle.ranking(ofHash: table.hashFunction.hash(UInt64(slot)))
                    .filter { $0 != range.ownerIndex }
                let ranking = Array(table.rankingIndices(ofHash: range.hashes.lowerBound))
                #expect(ranking == [range.ownerIndex] + others, "seed \(seed), slot \(slot)")
            }
        }
    }

    @Test("As many nodes as slots get one each")
    func fullTable() throws {
        let table = try MaglevTable((0..<31).map { "node-\($0)" }, slotCount: 31)
        #expect(table.ownedRanges.map(\.ownerIndex).sorted() == Array(0..<31))
    }

    @Test("Primes agree with the sieve")
    func primes() {
        var isPrime = [Bool](repeating: true, count: 3000)
        isPrime[0] = false
        isPrime[1] = false
        for number in 2..<3000 where isPrime[number] {
            for multiple in stride(from: 2 * number, to: 3000, by: number) { isPrime[multiple] = false }
        }
        for number in 0..<2900 {
            #expect(Primes.isPrime(number) == isPrime[number], "\(number)")
            #expect(Primes.next(from: number) == (number..<3000).first { isPrime[$0] }, "\(number)")
            #expect(Primes.previous(below: number) == (0..<number).last { isPrime[$0] }, "\(number)")
        }
        #expect(!Primes.isPrime(-7))
        #expect(Primes.isPrime(1 << 31 - 1))
        #expect(!Primes.isPrime(46_337 * 46_337))
    }
}
