#if Peers
    import ConsistentHashing
    import Testing

    @testable import PeerPlacements

    /// Rules that few recordings tell apart: the wrong one must be seen to fail, or its recordings prove nothing.
    @Suite("A wrong rule does not pass")
    struct WrongRuleTests {
        private func misplaced(_ name: String, by place: (GoldenFiles.Content) throws -> some Placement) throws -> Int {
            let content = try GoldenFiles.content(name)
            let placement = try place(content)
            #expect(content.placements.count >= 200)
            return content.placements.count { placement.owner(of: $0.key)?.nodeID != $0.value }
        }

        private func maglev(_ content: GoldenFiles.Content, size: Int, _ rules: EnvoyMaglevFiller.Rules) throws
            -> EnvoyMaglev
        {
            try EnvoyMaglev(
                content.nodes.map { EnvoyHost($0.id, weight: $0.weight) },
                tableSize: size,
                rules: rules
            )
        }

        @Test("Envoy's Maglev sorts hosts by their text")
        func maglevOrder() throws {
            let name = "envoy-maglev10-t101-unsorted.json"
            #expect(try misplaced(name) { try maglev($0, size: 101, .init()) } == 0)
            #expect(try misplaced(name) { try maglev($0, size: 101, .init(sortsHosts: false)) } > 0)
        }

        /// No recording of Envoy tells < from <=: in all of them both fill the same table. So it is worked out by hand:
        /// of weights 1 and 2, a third and two thirds, the light host's second turn equals its target, and three slots go
        /// light, heavy, light; with <= they would go light, heavy, heavy.
        @Test("Envoy's Maglev passes over a host if its turn is less, not if it is equal")
        func maglevComparison() throws {
            func lightSlots(_ rules: EnvoyMaglevFiller.Rules) throws -> Int {
                let hosts = [EnvoyHost("a"), EnvoyHost("b", weight: 2)]
                let table = try EnvoyMaglev(hosts, tableSize: 3, rules: rules)
                return (0..<UInt64(3)).count { table.owner(ofHash: $0)?.address == "a" }
            }
            #expect(try lightSlots(.init()) == 2)
            #expect(try lightSlots(.init(passesOverIfEqual: true)) == 1)
        }

        @Test("gRPC caps ring sizes at 4096")
        func grpcCap() throws {
            func ring(_ content: GoldenFiles.Content, cap: Int) throws -> GRPCRingHash {
                try GRPCRingHash(
                    content.nodes.map { GRPCEndpoint($0.id, weight: $0.weight) },
                    minRingSize: 5000,
                    maxRingSize: 10_000,
                    cap: cap
                )
            }
            #expect(try misplaced("grpc-ring3-cap.json") { try ring($0, cap: 4096) } == 0)
            #expect(try misplaced("grpc-ring3-cap.json") { try ring($0, cap: 8_388_608) } > 0)
        }

        @Test(
            "libmemcached counts points in 32-bit floats",
            arguments: ["libmemcached-weighted-47-equal.json", "libmemcached-weighted-5-float.json"]
        )
        func floatCounts(name: String) throws {
            func ring(_ content: GoldenFiles.Content, _ rule: KetamaPoints.CountRule) throws -> LibmemcachedKetama {
                try LibmemcachedKetama(
                    content.nodes.map { LibmemcachedServer($0.id, weight: $0.weight) },
                    hash: .md5,
                    isWeighted: true,
                    variant: .ketama,
                    sortHosts: false,
                    countRule: rule
                )
            }
            #expect(try misplaced(name) { try ring($0, .float) } == 0)
            #expect(try misplaced(name) { try ring($0, .exact) } > 0)
        }

        @Test("Numbers of points where exact arithmetic would be wrong")
        func counts() {
            func points(_ weight: Int, of total: Int, servers: Int) -> Int {
                4 * KetamaPoints.digests(weight: weight, total: total, servers: servers, rule: .float)
            }
            for servers in [25, 47, 50, 55, 61, 71, 94, 100] {
                #expect(points(1, of: servers, servers: servers) == 156, "\(servers) servers")
            }
            #expect(points(29, of: 60, servers: 3) == 228)
            #expect(points(1, of: 25, servers: 5) == 28)
        }
    }
#endif
