#if HTTP
    import AsyncHTTPClient
    import NIOCore
    import NIOHTTP1
    import Testing

    @testable import HTTPLoadBalancing

    @Suite("A redirection")
    struct RedirectionTests {
        @Test(
            "is followed where it stays at the same scheme, host and port",
            arguments: [
                ("/x", "http://h:81/x"), ("x?y", "http://h:81/a/x?y"), ("?y", "http://h:81/a/b?y"),
                ("#z", "http://h:81/a/b?q"),
                ("../x", "http://h:81/x"), ("../../../x", "http://h:81/x"), ("./x/./y/..", "http://h:81/a/x/"),
                (".", "http://h:81/a/"), ("x:y/z", nil), ("./x:y", "http://h:81/a/x:y"), ("//h:81/x", "http://h:81/x"),
                ("http://h:81/x", "http://h:81/x"), ("HTTP://H:81/x", "HTTP://H:81/x"), ("http://h/x", nil),
                ("https://h:81/x", nil), ("//elsewhere/x", nil), ("http://h:81@elsewhere/x", nil), ("mailto:a@b", nil),
                ("", nil),
                ("/x y", nil), ("/x\r\n", nil),
            ] as [(String, String?)]
        )
        func location(location: String, url: String?) throws {
            #expect(Redirection.resolved(location, against: try RequestTarget("http://h:81/a/b?q")) == url)
        }

        @Test("takes a port that is left out for the scheme's own")
        func ports() throws {
            #expect(Redirection.resolved("http://h:80/x", against: try RequestTarget("http://h/")) != nil)
            #expect(Redirection.resolved("https://h/x", against: try RequestTarget("https://h:443/")) != nil)
            #expect(Redirection.resolved("http://h:x/x", against: try RequestTarget("http://h/")) == nil)
            #expect(Redirection.resolved("http://[::1]/x", against: try RequestTarget("http://[::1]:80/")) != nil)
        }

        @Test(
            "keeps the method or makes it a GET",
            arguments: [
                (301, HTTPMethod.POST, HTTPMethod.GET), (302, .POST, .GET), (303, .POST, .GET), (303, .PUT, .GET),
                (303, .HEAD, .HEAD), (301, .PUT, .PUT), (307, .POST, .POST), (308, .POST, .POST), (302, .HEAD, .HEAD),
                (300, .GET, nil), (304, .GET, nil), (200, .GET, nil),
            ] as [(Int, HTTPMethod, HTTPMethod?)]
        )
        func methods(status: Int, method: HTTPMethod, expected: HTTPMethod?) throws {
            var request = HTTPClientRequest.to("/a", method, headers: ["content-type": "x", "x": "y"])
            request.body = method == .POST ? .bytes(ByteBuffer(string: "body")) : nil
            let next = Redirection.following(
                request,
                try RequestTarget(request.url),
                status: HTTPResponseStatus(statusCode: status),
                location: "/b"
            )
            #expect(next?.method == expected)
            guard let next else { return }
            #expect(next.url == "http://service.test/b")
            #expect((next.body != nil) == (next.method == .POST))
            #expect(next.headers["x"] == ["y"])
            #expect(next.headers.contains(name: "content-type") == (next.method == method))
        }

        @Test("that wants a stream again is not followed")
        func stream() throws {
            let request = HTTPClientRequest.to("/a", .PUT, body: .stream(AsyncStream { $0.finish() }, length: .unknown))
            let target = try RequestTarget(request.url)
            #expect(Redirection.following(request, target, status: .temporaryRedirect, location: "/b") == nil)
            #expect(Redirection.following(request, target, status: .seeOther, location: "/b")?.method == .GET)
        }
    }

    extension AsyncStream<ByteBuffer> {
        /// For the type to be known.
        init(_ build: (Continuation) -> Void) {
            self.init(ByteBuffer.self, bufferingPolicy: .unbounded, build)
        }
    }
#endif
