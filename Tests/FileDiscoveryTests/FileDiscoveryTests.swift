#if FileDiscovery
    import FileDiscovery
    import Foundation
    import LoadBalancing
    import ManualClocks
    import Testing

    @Suite("Following a file of endpoints", .timeLimit(.minutes(1)))
    struct FileDiscoveryTests {
        private let folder: TemporaryFolder
        private let file: FollowedFile

        init() throws {
            folder = try TemporaryFolder()
            file = FollowedFile(path: folder("e.yaml"))
        }

        private var missing: FollowedFile.Event {
            .failure(.unreadable(path: folder("e.yaml"), reason: "No such file or directory"))
        }

        @Test("begins with what it says, at once and without waiting")
        func begins() async throws {
            #expect(file.discovery.discoveryName == "file \(folder("e.yaml"))")
            #expect(file.discovery.initialEndpoints == nil)
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(file.discovery.initialEndpoints == [Endpoint(host: "a", port: 1)])
            #expect(await file.start() == [.list(["a:1"])])
        }

        @Test("takes a file that was renamed into place at the next look")
        func rename() async throws {
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            #expect(await file.look() == [])
            try folder.replace("e.yaml", with: "- b:1\n")
            #expect(await file.look() == [.list(["b:1"])])
            // What is read again says the same, and what is the same is not sent.
            try folder.replace("e.yaml", with: "- b:1 # as before\n")
            for _ in 0..<5 { #expect(await file.look() == []) }
        }

        @Test("takes a change in place once it has stood still, so never half of it")
        func inPlace() async throws {
            try folder.write("- a:1\n- b:1\n", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1", "b:1"])])
            #expect(await file.look() == [])
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.look() == [])
            try folder.write("- a:1\n- b:1\n- c:1\n", to: "e.yaml")
            #expect(await file.look() == [])
            #expect(await file.look() == [.list(["a:1", "b:1", "c:1"])])
        }

        @Test("takes a change of the same length that came right after it was read")
        func sameLength() async throws {
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            try folder.write("- b:1\n", to: "e.yaml")
            // At the first look if the file system's clock did not move, otherwise at the second.
            let events = await file.look() + file.look()
            #expect(events == [.list(["b:1"])])
        }

        @Test("follows symbolic links that are swapped, as Kubernetes does for a ConfigMap")
        func configMap() async throws {
            let files = FileManager.default
            for (version, text) in [("v1", "- a:1\n"), ("v2", "- b:1\n")] {
                try files.createDirectory(atPath: folder(version), withIntermediateDirectories: false)
                try folder.write(text, to: "\(version)/e.yaml")
            }
            try files.createSymbolicLink(atPath: folder("data"), withDestinationPath: "v1")
            try files.createSymbolicLink(atPath: folder("e.yaml"), withDestinationPath: "data/e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            try files.createSymbolicLink(atPath: folder("data.new"), withDestinationPath: "v2")
            try #require(Foundation.rename(folder("data.new"), folder("data")) == 0)
            try files.removeItem(atPath: folder("v1"))
            #expect(await file.look() == [.list(["b:1"])])
        }

        @Test("throws the same error once, and is patient after that")
        func missingFile() async throws {
            #expect(await file.start() == [missing])
            #expect(await file.cancel() == [])
            // The next sequence, as a load balancer asks for it after its back-off.
            #expect(await file.start() == [])
            for _ in 0..<10 { #expect(await file.look() == []) }
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.look() == [])
            #expect(await file.look() == [.list(["a:1"])])
        }

        @Test("throws what is wrong with a change, another error too, and the same one after a list")
        func wrongFile() async throws {
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            try folder.replace("e.yaml", with: "nodes: []\n")
            let problem = "the field “nodes” is unknown: there is “endpoints”, the list of endpoints"
            let unknown = FollowedFile.Event.failure(.malformed(path: folder("e.yaml"), line: 1, problem: problem))
            #expect(await file.look() == [unknown])
            _ = await file.cancel()
            #expect(await file.start() == [])
            try folder.remove("e.yaml")
            #expect(await file.look() == [])
            #expect(await file.look() == [missing])
            _ = await file.cancel()
            try folder.replace("e.yaml", with: "- a:1\n")
            #expect(await file.start() == [.list(["a:1"])])
            try folder.replace("e.yaml", with: "nodes: []\n")
            #expect(await file.look() == [unknown])
        }

        @Test("does not mind a file that is gone for a moment, or half written for one")
        func gone() async throws {
            try folder.write("{\"endpoints\": [\"a:1\"]}", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            #expect(await file.look() == [])
            try folder.remove("e.yaml")
            #expect(await file.look() == [])
            try folder.replace("e.yaml", with: "{\"endpoints\": [\"a:1\", \"b:1\"]}")
            #expect(await file.look() == [.list(["a:1", "b:1"])])
            #expect(await file.look() == [])
            try folder.write("{\"endpoints\": [\"a:1\", \"b", to: "e.yaml")
            #expect(await file.look() == [])
            try folder.write("{\"endpoints\": [\"c:1\"]}", to: "e.yaml")
            #expect(await file.look() == [])
            #expect(await file.look() == [.list(["c:1"])])
        }

        @Test("ends when it is cancelled, and leaves nothing open")
        func cancelled() async throws {
            try folder.write("- a:1\n", to: "e.yaml")
            #expect(await file.start() == [.list(["a:1"])])
            #expect(await file.look() == [])
            #expect(file.sleeperCount == 1)
            #expect(await file.cancel() == [.end])
            #expect(file.sleeperCount == 0)
            #expect(try folder.openFiles() == [])
        }

        @Test("ends at once in a task that is cancelled already")
        func cancelledBefore() async throws {
            try folder.write("- a:1\n", to: "e.yaml")
            let discovery = file.discovery
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                var lists = discovery.endpointLists().makeAsyncIterator()
                return try await lists.next()
            }
            #expect(try await task.value == nil)
        }

        @Test("gives a load balancer its endpoints; a bad entry is refused and counted, the rest kept")
        func loadBalancer() async throws {
            try folder.write("- a:1\n- {address: b:1, wieght: 2}\n- {address: c:1, weight: -1}\n- d:1\n", to: "e.yaml")
            let balancer = try LoadBalancer(FileDiscovery(path: folder("e.yaml"), clock: ManualClock()))
            #expect(Set(try (0..<2).map { _ in try pick(balancer) }) == ["a:1", "d:1"])
            let discovery = balancer.status.discovery
            #expect(discovery.refusedCount == 2)
            #expect(discovery.refused.count == 2)
            #expect(
                discovery.refused.first?.hasPrefix("\(folder("e.yaml")), line 2, [1]: the field “wieght” is unknown")
                    == true
            )
        }

        private func pick(_ balancer: LoadBalancer) throws -> String {
            let pick = try balancer.pick()
            let id = pick.endpoint.id.string
            pick.finish(.success)
            return id
        }
    }
#endif
