extension SubsetExperiment {
    /// Servers, and how many of them a tenant has.
    static let shardSizes = [(8, 2), (20, 4), (100, 5)]

    func overlap(servers: Int, size: Int) throws -> SubsetResults.Overlap {
        let shard = try shards.shards(Self.named(servers, seed: seed), size)
        var pairs = [Int](repeating: 0, count: size + 1)
        for pair in 0..<effort.pairs {
            let first = Set(shard(2 * pair))
            pairs[first.intersection(shard(2 * pair + 1)).count] += 1
        }
        let expected = shards.overlapProbabilities(servers, size)
        // Where less than five pairs are expected, a χ² test says nothing: these are counted together with the ones before.
        let last = max(1, expected.lastIndex { $0 * Double(effort.pairs) >= 5 } ?? 1)
        return SubsetResults.Overlap(
            servers: servers,
            size: size,
            pairs: pairs,
            expected: expected,
            probability: ChiSquared.probability(
                of: Array(pairs[..<last]) + [pairs[last...].reduce(0, +)],
                shares: Array(expected[..<last]) + [expected[last...].reduce(0, +)]
            )
        )
    }

    func loss(servers: Int, size: Int) throws -> SubsetResults.Loss {
        let ids = Self.named(servers + 1, seed: seed)
        let shard = try shards.shards(Array(ids.dropLast()), size)
        let all = (0..<effort.tenants).map { shard($0) }
        var (dead, hurt, mostDead) = (0, 0, 0)
        for killer in 0..<effort.killers {
            var isDead = [Bool](repeating: false, count: servers)
            for server in all[killer] {
                isDead[server] = true
            }
            var deadNow = 0
            for (tenant, servers) in all.enumerated() where tenant != killer {
                let left = servers.count { !isDead[$0] }
                if left == 0 { deadNow += 1 }
                if left < servers.count { hurt += 1 }
            }
            dead += deadNow
            mostDead = max(mostDead, deadNow)
        }
        let shardAfter = try shards.shards(ids, size)
        let moved = all.indices.reduce(0) { $0 + Set(shardAfter($1)).subtracting(all[$1]).count }
        return SubsetResults.Loss(
            servers: servers,
            size: size,
            tenants: effort.tenants,
            dead: Double(dead) / Double(effort.killers),
            mostDead: mostDead,
            hurt: Double(hurt) / Double(effort.killers),
            deadWithFixedShards: Double(effort.tenants) * Double(size) / Double(servers) - 1,
            movedByJoin: Double(moved) / Double(effort.tenants * size),
            leastByJoin: 1 / Double(servers + 1)
        )
    }
}
