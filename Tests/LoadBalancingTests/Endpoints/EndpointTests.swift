import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Endpoints")
struct EndpointTests {
    private static let written: [(String, EndpointAddress)] = [
        ("10.0.0.1:80", .hostPort(host: "10.0.0.1", port: 80)),
        ("users.internal:65535", .hostPort(host: "users.internal", port: 65_535)),
        ("[2001:db8::1]:443", .hostPort(host: "2001:db8::1", port: 443)),
        ("unix:/run/app.sock", .unixPath("/run/app.sock")),
        ("unix:relative.sock", .unixPath("relative.sock")),
    ]

    @Test("An address reads what it writes: host and port, IPv6 in brackets, Unix path", arguments: written)
    func addresses(text: String, address: EndpointAddress) throws {
        #expect(address.description == text)
        #expect(try EndpointAddress(text) == address)
        #expect(Endpoint(address: address).id == EndpointID(text))
        try Endpoint(address: address).check()
    }

    @Test(
        "What is no address is refused, with what it is",
        arguments: ["", "host", "host:", "host:+80", "host:8o", "::1:80", "host:-1", "[::1]"]
    )
    func unreadable(text: String) {
        #expect(throws: EndpointError.unreadableAddress(text)) { try EndpointAddress(text) }
    }

    @Test("An address that no socket could be made for is refused, with the value and what is allowed")
    func unusable() {
        let cases: [(String, EndpointError)] = [
            ("host:0", .invalidPort(0, host: "host")),
            ("host:65536", .invalidPort(65_536, host: "host")),
            (":80", .invalidHost("")),
            ("a b:80", .invalidHost("a b")),
            ("unix:", .invalidPath("")),
            ("unix:/\(String(repeating: "p", count: 107))", .invalidPath("/" + String(repeating: "p", count: 107))),
        ]
        for (text, error) in cases {
            #expect(throws: error) { try EndpointAddress(text) }
        }
        #expect("\(EndpointError.invalidPort(0, host: "host"))".contains("1 to 65535"))
    }

    @Test("Ids are bytes: two spellings of é are two, and order is that of the bytes")
    func ids() {
        let composed: EndpointID = "caf\u{e9}"
        let decomposed: EndpointID = "cafe\u{301}"
        #expect(composed.string == decomposed.string, "as String has it")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        let list = [composed, decomposed].map { Endpoint(id: $0, host: "h", port: 1) }
        #expect(BalancerMachine.usable(list).refused == [])
    }

    @Test("Ids of no bytes, of more than 1024, or with control characters are refused")
    func badIDs() {
        for id in ["", "a\nb", "a\u{7f}", String(repeating: "i", count: 1025)] {
            let endpoint = Endpoint(id: EndpointID(id), host: "h", port: 1)
            #expect(throws: EndpointError.invalidID(EndpointID(id), address: endpoint.address)) { try endpoint.check() }
        }
    }

    @Test(
        "A weight is finite, and 0 or above",
        arguments: [-1, .nan, .infinity, -Double.leastNonzeroMagnitude] as [Double]
    )
    func badWeights(weight: Double) {
        #expect(throws: EndpointError.self) { try Endpoint(host: "h", port: 1, weight: weight).check() }
    }

    @Test("An endpoint keeps its zone, TLS host name and metadata; a pick hands on all of it")
    func carried() throws {
        let endpoint = Endpoint(
            id: "cache-1",
            address: .unixPath("/run/cache.sock"),
            weight: 2,
            zone: "eu-1a",
            tlsHostName: "cache.example",
            metadata: ["rack": "r1"]
        )
        let pick = try LoadBalancer([endpoint]).pick()
        #expect(pick.endpoint == endpoint)
        #expect(pick.endpoint.nodeID == "cache-1")
        pick.finish(.success)
    }

    @Test("An entry that could not be read is refused with the discovery's reason")
    func unreadableEntry() {
        #expect(throws: EndpointError.unreadableEntry("line 3: no port")) {
            try Endpoint(unreadable: "line 3: no port").check()
        }
    }
}
