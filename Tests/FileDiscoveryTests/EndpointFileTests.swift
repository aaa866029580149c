#if FileDiscovery
    import Foundation
    import LoadBalancing
    import Testing

    @testable import FileDiscovery

    @Suite("A file of endpoints")
    struct EndpointFileTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
        }

        private func endpoints(_ text: String, name: String = "endpoints") throws -> [Endpoint] {
            try folder.write(text, to: name)
            return try EndpointFile(path: folder(name)).endpoints()
        }

        /// What is wrong with a file's only entry, without the file's name.
        private func problem(_ text: String) throws -> String? {
            let endpoints = try endpoints(text)
            #expect(endpoints.count == 1)
            let error = #expect(throws: EndpointError.self) { try endpoints.first?.check() }
            guard case .unreadableEntry(let reason)? = error else { return nil }
            #expect(reason.hasPrefix("\(folder("endpoints")), "))
            return String(reason.dropFirst(folder("endpoints").count + 2))
        }

        private func failure(_ text: String, name: String = "endpoints") throws -> String? {
            let error = #expect(throws: FileDiscoveryError.self) { try endpoints(text, name: name) }
            return error.map { $0.description.replacing(folder(name), with: "f") }
        }

        @Test("says the same in YAML and JSON, as a mapping and as a list")
        func formats() throws {
            let full = Endpoint(
                id: "cache-2",
                host: "10.0.0.2",
                port: 8080,
                weight: 2,
                zone: "eu-1a",
                priority: 3,
                tlsHostName: "cache.example",
                metadata: ["rack": "r1", "unit": "07"]
            )
            let expected = [
                Endpoint(host: "10.0.0.1", port: 8080), full, Endpoint(host: "::1", port: 80),
                Endpoint(id: "7", address: .unixPath("/run/a.sock"), weight: 0),
                Endpoint(address: .unixPath("/run/b.sock"), weight: 0.5), Endpoint(host: "cache.example", port: 443),
            ]
            let entries = """
                  # a comment
                  - 10.0.0.1:8080
                  - id: cache-2
                    address: 10.0.0.2:8080
                    weight: 2
                    zone: eu-1a
                    priority: 3
                    tlsHostName: cache.example
                    metadata: {rack: r1, unit: 07}
                  - "[::1]:80"
                  - {id: 7, path: /run/a.sock, weight: 0}
                  - {address: "unix:/run/b.sock", weight: 0.5}
                  - host: cache.example
                    port: 443
                """
            let json = """
                ["10.0.0.1:8080", {"id": "cache-2", "address": "10.0.0.2:8080", "weight": 2.0, "zone": "eu-1a", "priority": 3,
                  "tlsHostName": "cache.example", "metadata": {"rack": "r1", "unit": "07"}}, "[::1]:80",
                  {"id": "7", "path": "/run/a.sock", "weight": 0}, {"address": "unix:/run/b.sock", "weight": 5e-1},
                  {"host": "cache.example", "port": 443}]
                """
            for (text, name) in [
                (entries, "endpoints"), ("endpoints:\n\(entries)", "endpoints"),
                ("---\nendpoints:\n\(entries)", "e.YML"),
                (json, "endpoints"), (json, "e.json"), (json, "e.yaml"), ("{\"endpoints\": \(json)}", "e.JSON"),
                ("\u{FEFF}{\"endpoints\": \(json)}", "endpoints"),
            ] {
                #expect(try endpoints(text, name: name) == expected, "\(name): \(text)")
            }
        }

        @Test("may list none", arguments: ["[]", "endpoints: []", "{\"endpoints\": []}"])
        func empty(text: String) throws {
            #expect(try endpoints(text) == [])
        }

        @Test("keeps its good entries, and says of each bad one what is wrong, where, and what to write")
        func badEntries() throws {
            let list = try endpoints(
                "endpoints:\n- 10.0.0.1:80\n- id: b\n  address: 10.0.0.2:80\n  wieght: 2\n- 10.0.0.3:80\n"
            )
            #expect(list.count == 3)
            #expect(list[0] == Endpoint(host: "10.0.0.1", port: 80))
            #expect(list[2] == Endpoint(host: "10.0.0.3", port: 80))
            let error = #expect(throws: EndpointError.self) { try list[1].check() }
            #expect(
                error?.description
                    == "\(folder("endpoints")), line 5, endpoints[1]: the field “wieght” is unknown: there are id, "
                    + "address, host, port, path, weight, zone, priority, tlsHostName and metadata"
            )
        }

        @Test(
            "refuses an entry with its line and field",
            arguments: [
                ("- 8080", "line 1, [0]: “8080” is no address: write host:port, [ip6]:port or unix:path"),
                (
                    "- 10.0.0.1:0",
                    "line 1, [0]: the port 0 of host “10.0.0.1” is not allowed: it is a number from 1 to 65535"
                ),
                ("- true", "line 1, [0]: an endpoint is an address, such as 10.0.0.1:80, or a mapping, not “true”"),
                ("-", "line 1, [0]: an endpoint is an address, such as 10.0.0.1:80, or a mapping, not nothing"),
                ("- [a:1]", "line 1, [0]: an endpoint is an address, such as 10.0.0.1:80, or a mapping, not a list"),
                ("- {address: a}", "line 1, [0].address: “a” is no address: write host:port, [ip6]:port or unix:path"),
                (
                    "-\n address: a:1\n id:",
                    "line 3, [0].id: it is text, not nothing: put it in quotes, or leave the field out"
                ),
                (
                    "- {address: a:1, zone: no}",
                    "line 1, [0].zone: it is text, not “false”: put it in quotes, or leave the field out"
                ),
                (
                    "- {host: a, port: 80.5}",
                    "line 1, [0].port: a port is a number from 1 to 65535, not the number 80.5"
                ),
                (
                    "- {address: a:1, priority: 1.5}",
                    "line 1, [0].priority: a priority is a whole number from 0 (preferred) to 127, not the number 1.5"
                ),
                (
                    "- {address: a:1, priority: 128}",
                    "line 1, [0]: the priority 128 of endpoint “a:1” is not allowed: a priority is a whole number from 0 "
                        + "(preferred) to 127"
                ),
                ("- {host: a, port: '80'}", "line 1, [0].port: a port is a number from 1 to 65535, not “80”"),
                (
                    "- {host: a, port: 70000}",
                    "line 1, [0]: the port 70000 of host “a” is not allowed: it is a number from 1 to 65535"
                ),
                (
                    "- {address: a:1, metadata: [b]}",
                    "line 1, [0].metadata: a mapping of names to texts is expected, not a list"
                ),
                (
                    "- {address: a:1, metadata: {b: {}}}",
                    "line 1, [0].metadata.b: it is text, not a mapping: put it in quotes, or leave it out"
                ),
                (
                    "- {id: a}",
                    "line 1, [0]: it needs one of: “address”, “host” with “port”, “path”; name one, and no other"
                ),
                (
                    "- {host: a}",
                    "line 1, [0]: it needs one of: “address”, “host” with “port”, “path”; name one, and no other"
                ),
                (
                    "- {address: a:1, path: /b}",
                    "line 1, [0]: it needs one of: “address”, “host” with “port”, “path”; name one, and no other"
                ),
                (
                    "- {address: a:1, port: 1}",
                    "line 1, [0]: it needs one of: “address”, “host” with “port”, “path”; name one, and no other"
                ),
                (
                    "- {address: a:1, weight: heavy}",
                    "line 1, [0].weight: a weight is a finite number, 0 (no new keys) or above, not “heavy”"
                ),
                (
                    "- {address: a:1, weight: -1}",
                    "line 1, [0]: the weight -1.0 of endpoint “a:1” is not allowed: a weight is a finite number, 0 (no new keys) "
                        + "or above"
                ),
            ]
        )
        func badEntry(text: String, expected: String) throws {
            #expect(try problem(text) == expected)
        }

        @Test("takes no weight that is not finite", arguments: ["1e999", "-1e999", ".inf", ".nan"])
        func notFinite(weight: String) throws {
            #expect(try problem("- {address: a:1, weight: \(weight)}")?.contains("weight") == true)
        }

        @Test("shows nothing of an entry that could move a cursor")
        func controlCharacters() throws {
            let problem = try problem("- {\"\\e[2J\": 1}")
            #expect(problem?.contains("“\\u{1B}[2J” is unknown") == true)
        }

        @Test(
            "is refused as a whole where it is no list, with the line",
            arguments: [
                ("", "f: it is empty: write a list of endpoints, or “[]” if there are none"),
                (" # nothing\n", "f: it is empty: write a list of endpoints, or “[]” if there are none"),
                (
                    "endpoints",
                    "f, line 1: a list of endpoints is expected, or a mapping with the field “endpoints”, not “endpoints”"
                ),
                ("{}", "f, line 1: there is no field “endpoints”: list the endpoints there"),
                ("endpoints:\n", "f, line 1: endpoints: a list is expected, not nothing"),
                ("endpoints: {a: 1}", "f, line 1: endpoints: a list is expected, not a mapping"),
                (
                    "endpoints: []\nnodes: []",
                    "f, line 2: the field “nodes” is unknown: there is “endpoints”, the list of endpoints"
                ),
                (
                    "endpoints: []\nendpoints: []",
                    "f, line 1: the name “endpoints” is there twice in one mapping: keep one"
                ),
                ("[\"a:1\",\n\"b:1\"", "f, line 2: a comma or ] is expected, not the end of the file"),
            ]
        )
        func malformed(text: String, expected: String) throws {
            #expect(try failure(text) == expected)
        }

        @Test("is refused if it is no YAML, no JSON or no UTF-8")
        func notText() throws {
            #expect(try failure("endpoints:\n- [a:1\n- b:1\n")?.hasPrefix("f, line 4: it is no YAML") == true)
            #expect(try failure("- a:1", name: "e.json")?.hasPrefix("f, line 1: ") == true)
            try Data([0x61, 0x0A, 0xFF]).write(to: URL(fileURLWithPath: folder("bytes")))
            let path = folder("bytes")
            #expect(
                throws: FileDiscoveryError.malformed(
                    path: path,
                    line: 2,
                    problem: "it is no UTF-8 there: save the file as UTF-8"
                )
            ) { try EndpointFile(path: path).endpoints() }
        }

        @Test("does not bring down who reads it: aliases of aliases, lists deep in each other", .timeLimit(.minutes(1)))
        func hostile() async throws {
            var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            for level in 1..<30 {
                let alias = "*a\(level - 1)"
                bomb += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
            }
            #expect(try failure(bomb)?.contains("there are more than 20 aliases") == true)
            for count in [100, 990, 100_000] {
                let deep = String(repeating: "[", count: count)
                // On the thread of a task, as a discovery reads it: its stack may be smaller than the main thread's.
                for name in ["e.yaml", "e.json"] {
                    try folder.write(deep + String(repeating: "]", count: count), to: name)
                    let file = EndpointFile(path: folder(name))
                    await #expect(throws: FileDiscoveryError.self, "\(name), \(count)") {
                        try await Task.detached { try file.endpoints() }.value
                    }
                }
            }
        }

        @Test("is not waited for if it is a pipe, and not read if it is a folder, missing or too large")
        func unreadable() throws {
            #expect(mkfifo(folder("pipe"), 0o600) == 0)
            for name in ["pipe", "."] {
                let reason = "it is no file, but a folder, a pipe or a device"
                let error = FileDiscoveryError.unreadable(path: folder(name), reason: reason)
                #expect(throws: error) { try EndpointFile(path: folder(name)).endpoints() }
            }
            let missing = EndpointFile(path: folder("missing"))
            let error = #expect(throws: FileDiscoveryError.self) { try missing.endpoints() }
            #expect(error?.description == "\(folder("missing")): can't be read: No such file or directory")
            #expect(missing.identity() == nil)

            let file = EndpointFile(path: folder("large"), sizeLimit: 1 << 20)
            let text = "endpoints: []\n"
            let large = text + String(repeating: "#", count: file.sizeLimit - text.utf8.count)
            try folder.write(large, to: "large")
            #expect(try file.endpoints() == [])
            try folder.write(large + "#", to: "large")
            let tooLarge = #expect(throws: FileDiscoveryError.self) { try file.endpoints() }
            let words = "it has more than 1 MiB: list fewer endpoints, or say less of each"
            #expect(tooLarge?.description == "\(folder("large")): \(words)")
            #expect(EndpointFile(path: "").sizeLimit == 16 << 20)
            #expect(try folder.openFiles() == [])
        }
    }
#endif
