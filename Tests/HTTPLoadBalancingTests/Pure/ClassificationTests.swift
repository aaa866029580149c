#if HTTP
    import AsyncHTTPClient
    import Glibc
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NIOHTTP2
    import NIOPosix
    import NIOSSL
    import Testing

    @testable import HTTPLoadBalancing

    @Suite("What an error says of an attempt")
    struct ClassificationTests {
        private struct Unknown: Error {}

        @Test("Where no connection came about, nothing was sent")
        func notSent() {
            let errors: [any Error] = [
                HTTPClientError.connectTimeout, HTTPClientError.tlsHandshakeTimeout,
                HTTPClientError.getConnectionFromPoolTimeout, ChannelError.connectTimeout(.seconds(1)),
                IOError(errnoCode: ECONNREFUSED, reason: "connect"), IOError(errnoCode: EMFILE, reason: "socket"),
                NIOSSLError.handshakeFailed(.sslError([])), NIOSSLExtraError.failedToValidateHostname,
            ]
            for error in errors {
                #expect(
                    AttemptFailure(error, streamsBody: false) == .endpoint(.connectFailed, wasSent: false),
                    "\(error)"
                )
            }
        }

        @Test("Where a connection broke, a server may have done it")
        func sent() {
            let errors: [(any Error, FailureKind)] = [
                (HTTPClientError.remoteConnectionClosed, .connectionLost), (HTTPClientError.readTimeout, .timedOut),
                (IOError(errnoCode: ECONNRESET, reason: "read"), .connectionLost),
                (IOError(errnoCode: EHOSTUNREACH, reason: "read"), .connectionLost),
                (IOError(errnoCode: ETIMEDOUT, reason: "read"), .timedOut),
                (ChannelError.ioOnClosedChannel, .connectionLost),
                (NIOSSLError.uncleanShutdown, .connectionLost), (HTTPParserError.invalidConstant, .serverError),
                (NIOHTTP2Errors.streamClosed(streamID: 1, errorCode: .internalError), .connectionLost),
                (Unknown(), .connectionLost),
            ]
            for (error, kind) in errors {
                #expect(AttemptFailure(error, streamsBody: false) == .endpoint(kind, wasSent: true), "\(error)")
            }
        }

        @Test("A stream that HTTP/2 refused was not processed")
        func refusedStream() {
            let error = NIOHTTP2Errors.streamClosed(streamID: 1, errorCode: .refusedStream)
            #expect(AttemptFailure(error, streamsBody: false) == .endpoint(.overloaded, wasSent: false))
        }

        @Test("What the caller did says nothing of the endpoint")
        func caller() {
            #expect(AttemptFailure(CancellationError(), streamsBody: false) == .caller)
            #expect(AttemptFailure(HTTPClientError.cancelled, streamsBody: false) == .caller)
            #expect(AttemptFailure(HTTPClientError.invalidHeaderFieldNames(["a b"]), streamsBody: false) == .caller)
            #expect(AttemptFailure(Unknown(), streamsBody: true) == .caller)
            #expect(AttemptFailure(HTTPClientError.alreadyShutdown, streamsBody: false) == .shutDown)
        }

        @Test("Methods that may be repeated are RFC 9110's, and those with the header that is asked for")
        func idempotent() {
            for method in [HTTPMethod.GET, .HEAD, .OPTIONS, .TRACE, .PUT, .DELETE] {
                #expect(HTTPClientRequest.to("/", method).isSafeToRepeat(idempotencyKeyHeader: nil))
            }
            for method in [HTTPMethod.POST, .PATCH, .CONNECT, .RAW(value: "BREW")] {
                #expect(!HTTPClientRequest.to("/", method).isSafeToRepeat(idempotencyKeyHeader: "Idempotency-Key"))
                let known = HTTPClientRequest.to("/", method, headers: ["idempotency-key": "1"])
                #expect(known.isSafeToRepeat(idempotencyKeyHeader: "Idempotency-Key"))
                #expect(!known.isSafeToRepeat(idempotencyKeyHeader: nil))
                let empty = HTTPClientRequest.to("/", method, headers: ["idempotency-key": ""])
                #expect(!empty.isSafeToRepeat(idempotencyKeyHeader: "Idempotency-Key"))
            }
        }

        @Test("A body of bytes can be sent again, a stream can't")
        func bodies() {
            let bytes = ByteBuffer(string: "body")
            #expect(HTTPClientRequest.to("/", .PUT, body: .bytes(bytes)).hasRepeatableBody)
            #expect(HTTPClientRequest.to("/", .PUT, body: .bytes(Array(bytes.readableBytesView))).hasRepeatableBody)
            #expect(HTTPClientRequest.to("/", .PUT, body: .bytes([1, 2], length: .known(Int64(2)))).hasRepeatableBody)
            let once = AnySequence(bytes.readableBytesView)
            #expect(
                !HTTPClientRequest.to("/", .PUT, body: .bytes(AnySendable(once), length: .known(Int64(4))))
                    .hasRepeatableBody
            )
            let stream = HTTPClientRequest.Body.stream(AsyncStream { $0.finish() }, length: .unknown)
            #expect(!HTTPClientRequest.to("/", .PUT, body: stream).hasRepeatableBody)
            #expect(HTTPClientRequest.to().hasRepeatableBody)
        }

        private struct AnySendable: Sequence, @unchecked Sendable {
            let base: AnySequence<UInt8>

            init(_ base: AnySequence<UInt8>) {
                self.base = base
            }

            func makeIterator() -> AnySequence<UInt8>.Iterator { base.makeIterator() }
        }

        @Test(
            "Where an endpoint is connected to, and as whom",
            arguments: [
                (Endpoint(host: "10.0.0.1", port: 80), "http://u.test/", "http://10.0.0.1:80", nil),
                (Endpoint(host: "::1", port: 80), "http://u.test/", "http://[::1]:80", nil),
                (Endpoint(host: "10.0.0.1", port: 443), "https://u.test/", "https://u.test:443", "10.0.0.1"),
                (Endpoint(host: "b1.test", port: 443), "https://u.test/", "https://b1.test:443", nil),
                (
                    Endpoint(host: "10.0.0.1", port: 443, tlsHostName: "B1.test"), "https://u.test/",
                    "https://B1.test:443", "10.0.0.1"
                ),
                (Endpoint(host: "10.0.0.1", port: 443), "https://10.9.9.9/", "https://10.0.0.1:443", nil),
                (
                    Endpoint(address: .unixPath("/run/a b.sock")), "http://u.test/", "http+unix://%2Frun%2Fa%20b.sock",
                    nil
                ),
            ] as [(Endpoint, String, String, String?)]
        )
        func origins(endpoint: Endpoint, url: String, prefix: String, override: String?) throws {
            let origin = try EndpointOrigin(endpoint, for: try RequestTarget(url))
            #expect(origin.urlPrefix == prefix)
            #expect(Set(origin.overrides.values) == Set([override].compactMap { $0 }))
        }

        @Test("TLS to a Unix socket is refused, for there is no name to verify")
        func unixTLS() throws {
            let endpoint = Endpoint(address: .unixPath("/run/a.sock"))
            let target = try RequestTarget("https://u.test/")
            #expect(throws: LoadBalancedHTTPError.noNameToVerify(endpoint.id, endpoint.address)) {
                _ = try EndpointOrigin(endpoint, for: target)
            }
        }
    }
#endif
