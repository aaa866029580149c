#if Peers
    import PeerPlacements
    import Testing

    @Suite("What a peer would refuse is an error that names the cure")
    struct PeerErrorTests {
        private func expect(
            _ expected: PeerPlacementError,
            _ make: () throws -> Any,
            _ location: SourceLocation = #_sourceLocation
        ) {
            #expect(throws: expected, sourceLocation: location) { _ = try make() }
        }

        private let hosts = [EnvoyHost("a"), EnvoyHost("b")]

        @Test("Envoy's sizes")
        func sizes() {
            expect(.tableSizeNotPrime(65_536, below: 65_521, above: 65_537)) {
                try EnvoyMaglev(hosts, tableSize: 65_536)
            }
            expect(.invalidOption("table_size", value: 5_000_012, allowed: 2...5_000_011)) {
                try EnvoyMaglev(hosts, tableSize: 5_000_012)
            }
            expect(.minimumAboveMaximum(minimum: 1024, maximum: 10)) { try EnvoyRingHash(hosts, maximumRingSize: 10) }
            expect(.minimumAboveMaximum(minimum: 5000, maximum: 4096)) {
                try GRPCRingHash([GRPCEndpoint("a")], minRingSize: 5000)
            }
            for size in [Int.min, -1, 0, 8_388_609, .max] {
                expect(.invalidOption("the smallest ring size", value: size, allowed: 1...8_388_608)) {
                    try EnvoyRingHash(hosts, minimumRingSize: size)
                }
            }
        }

        @Test("No nodes, duplicates")
        func nodes() {
            expect(.noNodes) { try EnvoyRingHash([EnvoyHost]()) }
            expect(.noNodes) { try NginxHash([NginxServer]()) }
            expect(.noNodes) { try HAProxyMapBasedHash([HAProxyServer]()) }
            expect(.duplicateNode(id: "a")) { try EnvoyMaglev([EnvoyHost("a"), EnvoyHost("a")]) }
            expect(.duplicateNode(id: "a")) {
                try HAProxyConsistentHash([HAProxyServer("a", weight: 0), HAProxyServer("a")])
            }
            expect(.duplicateServerID(2, nodes: ["a", "b"])) {
                try HAProxyConsistentHash([HAProxyServer("a", id: 2), HAProxyServer("b")])
            }
        }

        @Test("Weights", arguments: [0, -1, Int.min, Int.max])
        func weights(weight: Int) {
            func isRefused(_ make: () throws -> Any) -> Bool {
                do { _ = try make() } catch PeerPlacementError.invalidWeight(Double(weight), "a:1", _) {
                    return true
                } catch {}
                return false
            }
            #expect(isRefused { try EnvoyRingHash([EnvoyHost("a:1", weight: weight)]) })
            #expect(isRefused { try GRPCRingHash([GRPCEndpoint("a:1", weight: weight)]) })
            #expect(isRefused { try NginxConsistentHash([NginxServer("a:1", weight: weight)]) })
            #expect(isRefused { try NginxHash([NginxServer("a:1", weight: weight)]) })
            #expect(isRefused { try LibmemcachedKetama([LibmemcachedServer("a:1", weight: weight)]) })
            #expect(isRefused { try TwemproxyModula([TwemproxyServer("a:1", weight: weight)]) })
            #expect(isRefused { try SpymemcachedKetama([SpymemcachedNode("a:1", weight: weight)]) })
            #expect(weight == 0 || isRefused { try HAProxyMapBasedHash([HAProxyServer("a:1", weight: weight)]) })
            #expect(
                weight == .max
                    || isRefused { try VarnishShard([VarnishBackend("a:1", name: "a", weight: Double(weight))]) }
            )
        }

        @Test("Varnish's weights that are no numbers")
        func reals() {
            for weight in [Double.nan, .infinity, 0.5, -.infinity] {
                #expect(throws: PeerPlacementError.self) {
                    try VarnishShard([VarnishBackend("a", name: "a", weight: weight)])
                }
            }
            #expect(throws: PeerPlacementError.self) { try VarnishHash([VarnishBackend("a", name: "a", weight: .nan)]) }
            let huge = ["a", "b"].map { VarnishBackend($0, name: $0, weight: .greatestFiniteMagnitude) }
            #expect(throws: PeerPlacementError.self) { try VarnishHash(huge) }
            #expect(throws: PeerPlacementError.self) { try VarnishShard(huge) }
        }

        @Test("Too many points or steps")
        func limits() {
            expect(.tooLarge(what: "the number of points", count: 160_000_000_000, limit: 1 << 24)) {
                try NginxConsistentHash([NginxServer("a", weight: 1_000_000_000)])
            }
            #expect(throws: PeerPlacementError.self) { try NginxHash([NginxServer("a", weight: 1_000_000_000)]) }
            #expect(throws: PeerPlacementError.self) {
                try TwemproxyModula([TwemproxyServer("a:1", weight: 1_000_000_000)])
            }
            #expect(throws: PeerPlacementError.self) { try VarnishShard([VarnishBackend("a", name: "a", weight: 1e9)]) }
            expect(.weightsTooLarge(sum: 8_589_934_590, limit: Int(UInt32.max))) {
                try EnvoyMaglev(["a", "b"].map { EnvoyHost($0, weight: Int(UInt32.max)) })
            }
        }

        @Test("Addresses, hash tags, localities, pool sizes")
        func others() {
            for address in ["", ":1", "a:", "a:0", "a:65536", "a:+1", "a:x"] {
                #expect(throws: PeerPlacementError.self, "\(address)") {
                    try LibmemcachedKetama([LibmemcachedServer(address)])
                }
            }
            for tag in ["", "{", "{}}", "é"] {
                expect(.invalidHashTag(tag)) { try TwemproxyHashTag(tag) }
            }
            expect(.unknownLocality(nil, node: "a")) { try EnvoyRingHash(hosts, localityWeights: ["x": 1]) }
            for size in [0, -1, 8_388_609] {
                #expect(throws: PeerPlacementError.self) { try McrouterCh3(poolSize: size) }
            }
            #expect(throws: PeerPlacementError.self) { try GuavaConsistentHash(buckets: 0) }
        }

        @Test("Descriptions say the value and the cure")
        func descriptions() {
            #expect("\(PeerPlacementError.tableSizeNotPrime(100, below: 97, above: 101))".contains("use 97 or 101"))
            #expect("\(PeerPlacementError.duplicateNode(id: "a\u{1b}"))".contains("“a\\u{1B}”"))
        }
    }
#endif
