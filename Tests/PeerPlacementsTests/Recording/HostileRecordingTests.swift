#if Peers
    import PeerPlacements
    import Testing

    @Suite("A recording that is wrong is an error that says where")
    struct HostileRecordingTests {
        private static let good =
            #"{"peer":"nginx 1.22.1","policy":"hash","config":{},"nodes":[{"id":"a","weight":1}],"placements":{"k":"a"}}"#

        private func error(_ text: String) -> PeerRecordingError? {
            do throws(PeerRecordingError) {
                _ = try PeerRecording(data: text.utf8)
                return nil
            } catch {
                return error
            }
        }

        private func error(replacing part: String, by other: String) throws -> PeerRecordingError {
            #expect(Self.good.contains(part))
            return try #require(
                error(Self.good.split(separator: part, omittingEmptySubsequences: false).joined(separator: other))
            )
        }

        @Test("The good one is read")
        func good() throws {
            let recording = try PeerRecording(data: Self.good.utf8)
            #expect(recording.nodes == ["a"])
            #expect(recording.check() == (try PeerRecording(data: Self.good.utf8).check()))
            #expect(recording.check().agrees)
        }

        @Test(
            "What is wrong, and where",
            arguments: [
                ("nginx 1.22.1", "lighttpd", "peer"), (#""hash""#, #""least_conn""#, "policy"),
                (#""config":{}"#, #""config":{"chash":1}"#, "config.chash"),
                (#""config":{}"#, #""config":[]"#, "config"),
                (#""weight":1"#, #""weight":"1""#, "nodes[0].weight"),
                (#""weight":1"#, #""weight":1.5"#, "nodes[0].weight"),
                (#""weight":1"#, #""weigth":1"#, "nodes[0].weigth"), (#""id":"a","#, "", "nodes[0]"),
                (#""k":"a""#, #""k":"b""#, "placements.k"), (#""k":"a""#, #""k":7"#, "placements.k"),
                (#""k":"a""#, #""k 1":"b""#, "placements[“k 1”]"),
                (#""k":"a""#, #""k":"a","k":"a""#, "line 1, byte 106"),
                (#""weight":1"#, #""weight":0"#, "nodes and config"),
                (#","placements""#, #","more":1,"placements""#, "more"),
                (#""config":{},"#, "", "the recording"),
            ]
        )
        func places(part: String, other: String, place: String) throws {
            let error = try self.error(replacing: part, by: other)
            #expect(error.place == place, "\(error)")
            #expect("\(error)".hasPrefix(place))
        }

        @Test("Keys that differ in Unicode composition only are two keys")
        func composition() throws {
            let text = Self.good.split(separator: #""k":"a""#, omittingEmptySubsequences: false)
                .joined(separator: "\"\u{e9}\":\"a\",\"e\u{301}\":\"a\"")
            #expect(try PeerRecording(data: text.utf8).keyCount == 2)
        }

        @Test("A difference is told")
        func difference() throws {
            let text = #"{"peer":"redis 7","policy":"cluster slot","config":{},"placements":{"foo":1,"":0}}"#
            let check = try PeerRecording(data: text.utf8).check()
            #expect((check.keys, check.agreeing) == (2, 1))
            #expect(check.differences.map(\.key) == ["foo"])
            #expect(check.differences.map(\.theirs) == ["1"])
            #expect(check.differences.map(\.ours) == ["12182"])
            #expect(try PeerRecording(data: text.utf8).check(differenceLimit: 0).differences.isEmpty)
        }

        @Test("Envoy's repeated header, as values with a tab between")
        func repeated() throws {
            let text =
                #"{"peer":"envoy 1","policy":"maglev","config":{"hash_policy":"header x, repeated"},"#
                + #""nodes":[{"id":"a"}],"placements":{"1\t2":"a"}}"#
            #expect(try PeerRecording(data: text.utf8).check().agrees)
            let wrong = text.split(separator: "header x, repeated").joined(separator: "cookie x")
            #expect(error(wrong)?.place == "config.hash_policy")
        }

        @Test("No text cut short is read", arguments: ["nginx-hash3.json", "guava-consistentHash-long-a.json"])
        func truncated(name: String) throws {
            let bytes = try GoldenFiles.bytes(name)
            for length in stride(from: 0, to: bytes.count - 2, by: 977) {
                #expect(throws: PeerRecordingError.self) { try PeerRecording(data: bytes[..<length]) }
            }
        }

        @Test("A byte changed anywhere is read or refused, and never traps", arguments: [11, 12] as [UInt64])
        func changedBytes(seed: UInt64) throws {
            let files = ["envoy-ring6-locality.json", "haproxy-crc32-av4-ids.json", "varnish-shard5-sick3.json"]
            var state = seed
            for name in files {
                // The head, where nodes and configuration are, and a few keys.
                let original = Array(try GoldenFiles.bytes(name).prefix(1200))
                for _ in 0..<400 {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    var bytes = original
                    bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
                    bytes.append(contentsOf: #"":""}}"#.utf8)
                    _ = try? PeerRecording(data: bytes)
                }
            }
        }

        @Test(
            "Texts that are no JSON",
            arguments: [
                "", " ", "{", "[1,]", "{\"a\":1,}", "nul", "01", "1.", "1e", "-", "\"\\x\"", "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\u12\"", "\"\n\"", "{}{}", "{a:1}", String(repeating: "[", count: 100_000),
            ]
        )
        func malformed(text: String) throws {
            let error = try #require(self.error(text))
            guard case .malformedJSON = error.problem else {
                Issue.record("\(error)")
                return
            }
        }

        @Test("A string that is not UTF-8")
        func notUTF8() {
            #expect(throws: PeerRecordingError.self) { try PeerRecording(data: [0x22, 0xFF, 0x22]) }
        }
    }
#endif
