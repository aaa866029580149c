#if StickySessions
    import HTTPTypes
    import NIOHTTP1
    import Testing

    @testable import StickySessions

    @Suite("Who asked, and by whom")
    struct ForwardingTests {
        static func client(_ peer: String, _ lines: [String], trusting networks: [String]) throws -> String {
            let peer = try #require(IPAddress(peer))
            return try TrustedProxies(networks).client(peer: peer, forwardedFor: lines).text
        }

        @Test("The client is the last address that no trusted proxy has; what others say is nothing")
        func clients() throws {
            let proxies = ["10.0.0.0/8", "fd00::/8", "192.0.2.7"]
            let cases: [(peer: String, lines: [String], client: String)] = [
                ("203.0.113.9", ["1.2.3.4"], "203.0.113.9"),
                ("10.1.2.3", ["1.2.3.4"], "1.2.3.4"),
                ("10.1.2.3", ["6.6.6.6, 1.2.3.4, 10.9.9.9"], "1.2.3.4"),
                ("10.1.2.3", ["6.6.6.6", "1.2.3.4,192.0.2.7"], "1.2.3.4"),
                ("10.1.2.3", [], "10.1.2.3"),
                ("10.1.2.3", ["10.0.0.1, 10.0.0.2"], "10.0.0.1"),
                ("10.1.2.3", ["6.6.6.6, unknown, 10.0.0.2"], "10.0.0.2"),
                ("10.1.2.3", ["1.2.3.4:5678"], "1.2.3.4"),
                ("fd00::1", ["\"[2001:db8::1]:80\""], "2001:db8::1"),
                ("::ffff:10.1.2.3", ["2001:DB8:0::1"], "2001:db8::1"),
                ("192.0.2.8", ["1.2.3.4"], "192.0.2.8"),
            ]
            for (peer, lines, client) in cases {
                #expect(try Self.client(peer, lines, trusting: proxies) == client, "\(peer) \(lines)")
            }
            #expect(try Self.client("10.1.2.3", ["1.2.3.4"], trusting: []) == "10.1.2.3")
            #expect(try Self.client("8.8.8.8", ["1.2.3.4"], trusting: ["0.0.0.0/0"]) == "1.2.3.4")
            let endless = Array(repeating: "10.0.0.1", count: 5000).joined(separator: ",")
            #expect(try Self.client("10.1.2.3", ["6.6.6.6," + endless], trusting: proxies) == "10.0.0.1")
        }

        @Test(
            "What is no network is named",
            arguments: [
                "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "a/8", "10.0.0.0/8/8",
                "fe80::1%eth0",
            ]
        )
        func networks(text: String) {
            #expect(throws: StickySessionsError.invalidNetwork(text)) { try TrustedProxies([text]) }
        }

        @Test("Headers of earlier proxies are kept from trusted peers, and written over otherwise")
        func headers() throws {
            var fields = HTTPFields()
            fields[HTTPField.Name("x-forwarded-for")!] = "6.6.6.6"
            fields[HTTPField.Name("x-forwarded-proto")!] = "https"
            fields[HTTPField.Name("forwarded")!] = "for=6.6.6.6"
            let peer = try #require(IPAddress("2001:db8::1"))
            for isTrusted in [false, true] {
                var headers = HTTPHeaders(fields.map { ($0.name.rawName, $0.value) })
                ForwardedFields(peer: peer, isTrusted: isTrusted, scheme: "http", host: "a.example:81").add(
                    to: &headers,
                    from: fields
                )
                let own = "for=\"[2001:db8::1]\";host=\"a.example:81\";proto=http"
                #expect(headers["x-forwarded-for"] == [isTrusted ? "6.6.6.6, 2001:db8::1" : "2001:db8::1"])
                #expect(headers["x-forwarded-proto"] == [isTrusted ? "https" : "http"])
                #expect(headers["x-forwarded-host"] == ["a.example:81"])
                #expect(headers["forwarded"] == [isTrusted ? "for=6.6.6.6, \(own)" : own])
            }
        }

        @Test("A cookie is taken out of its lines, whatever stands around it")
        func cookies() {
            let lines = ["a=1; s=one ;b=2", " s = two", "c=s=3;;", "s"]
            let (values, others) = CookieFields.take("s", from: lines)
            #expect(values == ["one", "two"])
            #expect(others == ["a=1; b=2", "c=s=3", "s"])
        }

        @Test("Headers of one connection are those that are known, and those that Connection names")
        func hopByHop() throws {
            let hopByHop = HopByHop(namedBy: ["close, X-Own", "te"])
            for name in ["Connection", "keep-alive", "TE", "Upgrade", "x-own", "Transfer-Encoding", "close"] {
                #expect(hopByHop.contains(try #require(HTTPField.Name(name))), "\(name)")
            }
            for name in ["cookie", "host", "x-owned", "content-length"] {
                #expect(!hopByHop.contains(try #require(HTTPField.Name(name))), "\(name)")
            }
        }
    }
#endif
