#if HTTP
    import AsyncHTTPClient
    import ConsistentHashing
    import NIOCore
    import NIOHTTP1
    import Testing

    @testable import HTTPLoadBalancing

    @Suite("A request's key")
    struct RequestKeyTests {
        private let function = HashFunction.xxh3

        private func hash(_ key: RequestKey, _ path: String = "/", _ headers: HTTPHeaders = [:]) throws -> UInt64? {
            let request = HTTPClientRequest.to(path, headers: headers)
            return key.hash(request, try RequestTarget(request.url), with: function)
        }

        @Test("is a value, hashed as the load balancer hashes it")
        func value() throws {
            #expect(try hash("user:17") == function.hash("user:17"))
            #expect(try hash(.value("user:17")) == function.hash("user:17"))
            #expect(try hash(.value(Int32(1))) == function.hash(Int32(1)))
            #expect(try hash(.value(Int64(1))) != hash(.value(Int32(1))))
            #expect(try hash(.none) == nil)
            #expect(try hash("") == nil)
        }

        @Test(
            "is taken from the request",
            arguments: [
                (RequestKey.header("X-Tenant"), "/", "t1"), (.cookie("session"), "/", "abc"),
                (.cookie("quoted"), "/", "q q"),
                (.cookie("empty"), "/", nil), (.cookie("sess"), "/", nil), (.cookie("last"), "/", "z=1"),
                (.header("absent"), "/", nil), (.header("x-empty"), "/", nil),
                (.path, "", "/"), (.path, "?a=b", "/"), (.path, "/a/b?c=d", "/a/b"),
                (.pathSegment(0), "/users/17", "users"), (.pathSegment(1), "/users/17?x", "17"),
                (.pathSegment(2), "/users/17", nil), (.pathSegment(1), "/users/", nil),
                (.pathSegment(-1), "/users", nil),
                (.pathPrefix(2), "/users/17/mail", "/users/17"), (.pathPrefix(2), "/users", "/users"),
                (.pathPrefix(0), "/users", nil), (.pathPrefix(1), "/users/17", "/users"),
                (.queryItem("id"), "/a?x=1&id=7&id=8", "7"), (.queryItem("id"), "/a?ID=7", nil),
                (.queryItem("id"), "/a?id", nil), (.queryItem("id"), "/a#?id=7", nil),
                (.header("absent").or(.path), "/a", "/a"), (.header("x-tenant").or(.path), "/a", "t1"),
            ] as [(RequestKey, String, String?)]
        )
        func extraction(key: RequestKey, path: String, text: String?) throws {
            let headers: HTTPHeaders = [
                "x-tenant": "t1", "X-Tenant": "t2", "x-empty": "",
                "Cookie": "a=b; session=abc;quoted=\"q q\" ; empty=; x", "cookie": "session=second; last=z=1",
            ]
            #expect(try hash(key, path, headers) == text.map { function.hash($0) })
        }

        @Test("is a client's address without its port")
        func address() throws {
            let first = try SocketAddress(ipAddress: "203.0.113.7", port: 1111)
            let second = try SocketAddress(ipAddress: "203.0.113.7", port: 2222)
            #expect(try hash(.clientAddress(first)) == hash(.clientAddress(second)))
            #expect(try hash(.clientAddress(first)) == function.hash("203.0.113.7"))
        }
    }

    @Suite("A URL")
    struct RequestTargetTests {
        @Test(
            "is taken apart",
            arguments: [
                ("http://users.example/a/b?c#d", false, "users.example", "/a/b?c"),
                ("HTTPS://u:p@users.example:8443?c", true, "users.example:8443", "/?c"),
                ("http://[::1]:80/a@b:c", false, "[::1]:80", "/a@b:c"), ("http://h", false, "h", "/"),
                ("http://h#/x", false, "h", "/"),
            ]
        )
        func parts(url: String, isSecure: Bool, authority: String, path: String) throws {
            let target = try RequestTarget(url)
            #expect(target.isSecure == isSecure)
            #expect(target.authority == authority)
            #expect(target.pathAndQuery == path)
        }

        @Test("gives its host without port and brackets")
        func host() throws {
            #expect(try RequestTarget("http://[::1]:80/").host == "::1")
            #expect(try RequestTarget("http://h:80/").host == "h")
        }

        @Test(
            "that can't be used is refused, with the reason",
            arguments: [
                "", "/users", "users.example", "ftp://h/", "http:/h", "http://", "http:///a", "http://:80/",
                "http://u@/",
            ]
        )
        func refused(url: String) {
            let error = #expect(throws: LoadBalancedHTTPError.self) { _ = try RequestTarget(url) }
            guard case .invalidURL(url, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
#endif
