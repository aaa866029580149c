#if Peers
    import ConsistentHashing
    import PeerPlacements
    import Testing

    @Suite("What holds for every peer's placement")
    struct PlacementLawTests {
        /// Five nodes, the third of them out where a peer has a word for it.
        static func all() throws(PeerPlacementError) -> [any Placement] {
            let names = (1...5).map { "10.0.0.\($0):80" }
            let memcached = names.map { LibmemcachedServer($0, weight: 2) }
            let nginx = names.map { NginxServer($0, isDown: $0 == names[2]) }
            let haproxy = names.map { HAProxyServer($0, weight: 3, isDisabled: $0 == names[2]) }
            let varnish = names.map { VarnishBackend($0, name: "b\($0)", weight: 1.5, isHealthy: $0 != names[2]) }
            let twemproxy = names.map { TwemproxyServer($0) }
            return [
                try EnvoyRingHash(names.map { EnvoyHost($0, isHealthy: $0 != names[2]) }),
                try EnvoyMaglev(names.map { EnvoyHost($0, isHealthy: $0 != names[2]) }, tableSize: 101),
                try GRPCRingHash(names.map { GRPCEndpoint($0, isUsable: $0 != names[2]) }),
                try NginxConsistentHash(nginx), try NginxHash(nginx),
                try LibmemcachedKetama(memcached),
                try LibmemcachedKetama(memcached, isWeighted: true),
                try LibmemcachedKetama(names.map { LibmemcachedServer($0) }, hash: .crc),
                try LibmemcachedModula(memcached), try SpymemcachedKetama(names.map { SpymemcachedNode($0) }),
                try TwemproxyKetama(twemproxy), try TwemproxyModula(twemproxy, hash: .md5),
                try HAProxyConsistentHash(haproxy, avalanche: true), try HAProxyMapBasedHash(haproxy),
                try VarnishShard(varnish), try VarnishHash(varnish),
            ]
        }

        private func check(_ placement: some Placement) {
            for number in 0..<500 {
                let key = "key \(number)"
                let ranking = Array(placement.rankingIndices(of: key))
                #expect(ranking.first == placement.ownerIndex(of: key), "\(type(of: placement)), \(key)")
                #expect(Set(ranking).count == ranking.count)
                #expect(ranking.count >= 4)
                #expect(ranking.allSatisfy { placement.membership.indices.contains($0) })
            }
        }

        @Test("The ranking's first is the owner, nobody is in it twice, and whoever is up is in it")
        func rankings() throws {
            for placement in try Self.all() { check(placement) }
        }

        @Test("Owners of many keys are those of each, however long keys are", arguments: [0, 1, 15, 16, 17, 400])
        func owners(count: Int) throws {
            func check(_ placement: some Placement) {
                let keys = (0..<count).map { String(repeating: "k", count: $0 * $0 % 131) + "\($0)" }
                #expect(
                    placement.ownerIndices(of: keys) == keys.map { placement.ownerIndex(of: $0) },
                    "\(type(of: placement))"
                )
                #expect(placement.owners(of: keys).map(\.?.nodeID) == keys.map { placement.owner(of: $0)?.nodeID })
            }
            for placement in try Self.all() { check(placement) }
        }

        @Test("A node that is out owns nothing")
        func out() throws {
            func owned(_ placement: some Placement) -> Set<String> {
                Set((0..<2000).compactMap { placement.owner(of: "key \($0)")?.nodeID })
            }
            var withOneOut = 0
            for placement in try Self.all() {
                let owners = owned(placement)
                #expect(owners.count >= 4, "\(type(of: placement))")
                if !owners.contains("10.0.0.3:80") { withOneOut += 1 }
            }
            #expect(withOneOut == 9)
        }

        @Test("Checksums tell all of them apart, and are the same each time")
        func checksums() throws {
            let checksums = try Self.all().map(\.checksum)
            #expect(Set(checksums).count == checksums.count)
            #expect(try Self.all().map(\.checksum) == checksums)
        }

        @Test("With everybody out there is no owner")
        func allOut() throws {
            #expect(try NginxConsistentHash([NginxServer("a", isDown: true)]).owner(of: "k") == nil)
            #expect(try NginxHash([NginxServer("a", isDown: true)]).owner(of: "k") == nil)
            #expect(try HAProxyConsistentHash([HAProxyServer("a", weight: 0)]).owner(of: "k") == nil)
            #expect(try HAProxyMapBasedHash([HAProxyServer("a", isDisabled: true)]).owner(of: "k") == nil)
            #expect(try VarnishShard([VarnishBackend("a", name: "a", isHealthy: false)]).owner(of: "k") == nil)
            #expect(try VarnishHash([VarnishBackend("a", name: "a", isHealthy: false)]).owner(of: "k") == nil)
            #expect(try GRPCRingHash([GRPCEndpoint("a", isUsable: false)]).owner(of: "k") == nil)
            #expect(try NginxHash([NginxServer("a", isDown: true)]).replicas(of: "k", count: 3).isEmpty)
            // Envoy panics instead.
            #expect(try EnvoyMaglev([EnvoyHost("a", isHealthy: false)]).owner(of: "k")?.address == "a")
            let calm = try EnvoyRingHash([EnvoyHost("a", isHealthy: false)], healthyPanicThreshold: 0)
            #expect(calm.owner(of: "k") == nil)
        }

        @Test("Envoy's ring owns all hashes, each once")
        func ranges() throws {
            let ring = try EnvoyRingHash((0..<9).map { EnvoyHost("h\($0)") })
            var next: UInt64 = 0
            for range in ring.ownedRanges {
                #expect(range.hashes.lowerBound == next)
                #expect(ring.ownerIndex(ofHash: range.hashes.lowerBound) == range.ownerIndex)
                #expect(ring.ownerIndex(ofHash: range.hashes.upperBound) == range.ownerIndex)
                next = range.hashes.upperBound &+ 1
            }
            #expect(next == 0)
        }

        @Test("Envoy's request hash chains a repeated header and turns for a further policy")
        func requestHash() {
            var hash = EnvoyRequestHash()
            #expect(hash.value == nil)
            hash.add(nil)
            #expect(hash.value == nil)
            let first = HashFunction.xxh64.hash("a")
            #expect(EnvoyRequestHash.header(values: ["b", "a"]) == HashFunction(.xxh64, seed: first).hash("b"))
            #expect(EnvoyRequestHash.header(values: []) == nil)
            hash.add(first)
            hash.add(1, isTerminal: true)
            hash.add(2)
            #expect(hash.value == (first << 1 | first >> 63) ^ 1)
            #expect(GRPCRingHash.requestHash(headerValues: ["a", "b"]) == HashFunction.xxh64.hash("a,b"))
        }

        @Test("Hosts with one label take their slots in whatever order they are listed")
        func equalLabels() throws {
            let hosts = ["a:1", "b:1", "c:1"].map { EnvoyHost($0, hashKey: $0 == "c:1" ? "y" : "x") }
            let table = try EnvoyMaglev(hosts, tableSize: 101)
            let other = try EnvoyMaglev(hosts.reversed(), tableSize: 101)
            #expect(table.checksum == other.checksum)
            for hash in UInt64(0)..<101 {
                #expect(table.owner(ofHash: hash)?.address == other.owner(ofHash: hash)?.address)
            }
        }

        @Test("Guava stops where its sum of 32 bits overflows")
        func guavaOverflow() throws {
            let hash = UInt64(bitPattern: -1_378_172_617_505_958_997)
            #expect(try GuavaConsistentHash(buckets: 10).shard(ofHash: hash) == 0)
        }

        @Test("HAProxy's header ends at a comma outside quotes")
        func header() {
            #expect(HAProxyHash.key(ofHeader: "abc,def") == "abc")
            #expect(HAProxyHash.key(ofHeader: "\"q,r\",s") == "\"q,r\"")
            #expect(HAProxyHash.key(ofHeader: "") == "")
        }
    }
#endif
