#if Peers
    import PeerPlacements
    import Testing

    @Suite("Every key is where the running peer put it")
    struct GoldenTests {
        /// Counted with another program than this one.
        static let files = 91
        static let placements = 36_416
        static let digests = 5184

        @Test("Every key of every recording", arguments: GoldenFiles.names)
        func agrees(name: String) throws {
            let recording = try GoldenFiles.recording(name)
            let check = recording.check(differenceLimit: 3)
            #expect(check.keys == recording.keyCount)
            #expect(check.keys >= 200)
            #expect(check.agrees, "\(name): \(check.agreeing) of \(check.keys), \(check.differences)")
        }

        @Test("No file and no key is passed over")
        func counts() throws {
            #expect(GoldenFiles.names.count == Self.files)
            let counts = try GoldenFiles.names.map { name in
                let recording = try GoldenFiles.recording(name)
                return (isDigest: name.hasPrefix("xxhash"), keys: recording.keyCount)
            }
            #expect(counts.filter { !$0.isDigest }.reduce(0) { $0 + $1.keys } == Self.placements)
            #expect(counts.filter(\.isDigest).reduce(0) { $0 + $1.keys } == Self.digests)
        }
    }
#endif
