#if DNSDiscovery
    import LoadBalancing
    import Testing

    @testable import DNSDiscovery

    @Suite("What a DNS discovery is told")
    struct NameTests {
        private func error(_ make: () throws -> DNSDiscovery) -> DNSDiscoveryError? {
            #expect(throws: DNSDiscoveryError.self) { _ = try make() }
        }

        @Test(
            "may be any name of a host or a service",
            arguments: [
                "localhost", "a.example.org", "a.example.org.", "_http._tcp.example.org", "xn--bcher-kva.example",
                "1a.2b",
                "web.service.consul", String(repeating: "x", count: 63) + ".org",
            ]
        )
        func names(name: String) throws {
            #expect(try DNSDiscovery(name: name, port: 80).discoveryName == "DNS \(name):80")
            #expect(try DNSDiscovery(service: name).discoveryName == "DNS SRV \(name)")
        }

        @Test(
            "is refused where it is no name, with what to do about it",
            arguments: [
                ("", "it has 0 bytes, a name has 1 to 253"), (".", "it has 0 bytes, a name has 1 to 253"),
                ("a..b", "one of its labels has 0 bytes, a label has 1 to 63"),
                (".a", "one of its labels has 0 bytes, a label has 1 to 63"),
                (String(repeating: "x", count: 64), "one of its labels has 64 bytes, a label has 1 to 63"),
                (Array(repeating: "abcd", count: 51).joined(separator: "."), "it has 254 bytes, a name has 1 to 253"),
                ("a b", "it has a character other than letters"), ("bücher.example", "which begins with xn--"),
                ("a\u{0}b", "it has a character other than letters"),
                ("http://a.example", "it has a character other than letters"), ("a..", "labels has 0 bytes"),
                ("10.0.0.1", "make the load balancer of Endpoint(host: \"10.0.0.1\", port: …)"),
                ("fd00::1", "make the load balancer of Endpoint(host: \"fd00::1\", port: …)"),
            ]
        )
        func noNames(name: String, problem: String) {
            for error in [error { try DNSDiscovery(name: name, port: 80) }, error { try DNSDiscovery(service: name) }] {
                guard case .invalidName(name, let found) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(found.contains(problem))
                #expect(error?.description.contains("is no name to look up: ") == true)
            }
        }

        @Test("is refused where the port is none", arguments: [0, -1, 65_536])
        func ports(port: Int) throws {
            let error = error { try DNSDiscovery(name: "a.example", port: port) }
            #expect(error == .invalidPort(port, name: "a.example"))
            #expect(
                error?.description == "the port \(port) for “a.example” is not allowed: it is a number from 1 to 65535"
            )
        }

        @Test(
            "names a server by its address",
            arguments: [
                ("10.0.0.53", [10, 0, 0, 53], 53), ("10.0.0.53:5353", [10, 0, 0, 53], 5353),
                ("::1", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 53),
                ("[::1]:5353", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5353),
            ] as [(String, [UInt8], UInt16)]
        )
        func servers(text: String, bytes: [UInt8], port: UInt16) throws {
            let address = try NameServerAddress(text)
            #expect(address.bytes == bytes)
            #expect(address.port == port)
        }

        @Test(
            "names no server by anything else",
            arguments: [
                "", "ns.example.org", "10.0.0", "10.0.0.53:", "10.0.0.53:0", "10.0.0.53:65536", "[::1", "1.2.3.4\u{0}x",
                "unix:/a",
            ]
        )
        func noServers(text: String) {
            let configuration = DNSDiscoveryConfiguration(nameServers: ["10.0.0.1", text])
            let error = error { try DNSDiscovery(name: "a.example", port: 80, configuration: configuration) }
            #expect(error == .invalidNameServer(text))
            #expect(error?.description.contains("write an IP address, such as 10.0.0.53 or fd00::53") == true)
        }

        @Test("is refused for a setting out of its range")
        func settings() {
            let cases: [(DNSDiscoveryConfiguration, String)] = [
                (.init(minimumTTL: .zero), "minimumTTL is 0.0 seconds: it must be 1 millisecond or longer"),
                (
                    .init(minimumTTL: .seconds(9), maximumTTL: .seconds(8)),
                    "maximumTTL is 8.0 seconds: it must be as long as minimumTTL (9.0 seconds) or longer"
                ),
                (.init(jitter: 1), "jitter is 1.0: it must be 0 or above, and below 1"),
                (.init(jitter: .nan), "jitter is nan: it must be 0 or above, and below 1"),
                (.init(timeout: .zero), "timeout is 0.0 seconds: it must be from 1 millisecond to 1 hour"),
                (.init(attempts: 0), "attempts is 0: it must be from 1 to 10"),
                (.init(backoff: .seconds(-1)), "backoff is -1.0 seconds: it must be 1 millisecond or longer"),
                (.init(maximumBackoff: .zero), "maximumBackoff is 0.0 seconds: it must be 1 millisecond or longer"),
            ]
            for (configuration, text) in cases {
                let error = error { try DNSDiscovery(name: "a.example", port: 80, configuration: configuration) }
                #expect(error?.description == text)
            }
        }
    }
#endif
