import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Shuffle shard policy")
struct ShuffleShardPolicyTests {
    @Test("A tenant's requests go to its shard alone, and to all of it", arguments: [1, 2, 4])
    func shard(size: Int) throws {
        let balancer = try LoadBalancer(.numbered(1...12), policy: .shuffleShards(size: size))
        let twin = try LoadBalancer(.numbered(1...12), policy: .shuffleShards(size: size))
        let hash = try RendezvousHash((1...12).map { "e\($0)" })
        for tenant in 0..<50 {
            var picked: Set<String> = []
            for balancer in [balancer, twin] {
                for _ in 0..<60 {
                    let pick = try balancer.pick(key: tenant)
                    picked.insert(pick.endpoint.id.string)
                    pick.finish(.success)
                }
            }
            #expect(picked == Set(hash.replicas(of: tenant, count: size)))
        }
    }

    @Test("Of two of the shard, the one with fewer requests in flight is taken")
    func leastRequests() throws {
        let fleet = Fleet(count: 8)
        let candidates = fleet.candidates()
        let selection = try ShuffleShardPolicy(size: 2).makeSelection(over: candidates, replacing: nil)
        let hash = HashFunction.xxh3.hash("tenant")
        let shard = Array(selection.placement.rankingIndices(ofHash: hash).prefix(2))
        fleet.start(shard[0])
        var lane = PickLane(seed: 3)
        for _ in 0..<50 {
            #expect(fleet.pick(by: selection, over: candidates, keyHash: hash, lane: &lane) == shard[1])
        }
        fleet.start(shard[1])
        let equals = (0..<400).map { _ in fleet.pick(by: selection, over: candidates, keyHash: hash, lane: &lane) }
        #expect(ChiSquared.fits(shard.map { index in equals.count { $0 == index } }, shares: [1, 1]))
    }

    @Test("If nobody of the shard is in service there is no pick, or the next in the ranking with overflow")
    func out() throws {
        let fleet = Fleet(count: 8)
        let hash = HashFunction.xxh3.hash("tenant")
        let all = try ShuffleShardPolicy(size: 3).makeSelection(over: fleet.candidates(), replacing: nil)
        let ranking = Array(all.placement.rankingIndices(ofHash: hash))
        let candidates = fleet.candidates(out: Set(ranking.prefix(3)))
        var lane = PickLane(seed: 3)
        let strict = try ShuffleShardPolicy(size: 3).makeSelection(over: candidates, replacing: all)
        #expect(fleet.pick(by: strict, over: candidates, keyHash: hash, lane: &lane) == nil)
        let lenient = try ShuffleShardPolicy(size: 3, overflows: true).makeSelection(over: candidates, replacing: all)
        #expect(fleet.pick(by: lenient, over: candidates, keyHash: hash, lane: &lane) == ranking[3])
        // One left: it takes everything. One excluded: the other two.
        let one = fleet.candidates(out: Set(ranking.prefix(2)))
        let last = try ShuffleShardPolicy(size: 3).makeSelection(over: one, replacing: all)
        #expect(fleet.pick(by: last, over: one, keyHash: hash, lane: &lane) == ranking[2])
        let others = Set(
            (0..<60).map { _ in
                fleet.pick(by: all, over: fleet.candidates(), keyHash: hash, excluding: [ranking[0]], lane: &lane)
            }
        )
        #expect(others == [ranking[1], ranking[2]])
        #expect(fleet.pick(by: strict, over: candidates, lane: &lane).map { !ranking.prefix(3).contains($0) } == true)
    }

    @Test("A shard of less than one endpoint is a policy that can't choose")
    func errors() throws {
        #expect(throws: SubsetError.invalidSize(name: "size", value: 0)) {
            try ShuffleShardPolicy(size: 0).makeSelection(over: Fleet(count: 2).candidates(), replacing: nil)
        }
    }
}
