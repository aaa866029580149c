#if StickySessions
    import AsyncHTTPClient
    import HTTPTypes
    import Hummingbird
    import HummingbirdHTTP2
    import Logging
    import NIOCore
    import ServiceLifecycle
    import StickySessions
    import Synchronization

    /// Hummingbird's server, for a test.
    enum RunningApp {
        static let silent = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

        /// Serves on a port of 127.0.0.1 while `body` runs, and has shut down when this returns.
        static func serve<Result: Sendable>(
            _ responder: some HTTPResponder<StickyRequestContext>,
            port: Int = 0,
            isHTTP2: Bool = false,
            services: [any Service] = [],
            _ body: @escaping @Sendable (_ port: Int) async throws -> Result
        ) async throws -> Result {
            let (ports, started) = AsyncStream<Int>.makeStream()
            let configuration = ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
            let isRunning: @Sendable (any Channel) async -> Void = { started.yield($0.localAddress?.port ?? 0) }
            let app =
                isHTTP2
                ? Application(
                    responder: responder,
                    server: .plaintextHTTP2(),
                    configuration: configuration,
                    services: services,
                    onServerRunning: isRunning,
                    logger: silent
                )
                : Application(
                    responder: responder,
                    configuration: configuration,
                    services: services,
                    onServerRunning: isRunning,
                    logger: silent
                )
            let group = ServiceGroup(configuration: .init(services: [app], logger: silent))
            return try await withThrowingTaskGroup(of: Result?.self) { tasks in
                tasks.addTask {
                    try await group.run()
                    started.finish()
                    return nil
                }
                tasks.addTask {
                    for await port in ports {
                        let result = try await body(port)
                        await waitUntilAccepted(on: port)
                        return result
                    }
                    return nil
                }
                defer { tasks.cancelAll() }
                while let result = try await tasks.next() {
                    if let result {
                        await group.triggerGracefulShutdown()
                        while try await tasks.next() != nil {}
                        return result
                    }
                }
                throw CancellationError()
            }
        }

        /// Returns once the server has taken the connections that were made to it: a request by one more is answered.
        ///
        /// Clients open connections that they then don't need, and a Hummingbird server traps that shuts down while it takes one
        /// (in SwiftNIO's `NIOAsyncWriter`).
        private static func waitUntilAccepted(on port: Int) async {
            let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
            _ = try? await client.execute(HTTPClientRequest(url: "http://127.0.0.1:\(port)/"), timeout: .seconds(1))
            try? await client.shutdown()
        }
    }

    /// An app that counts visits in memory, and says what it was asked.
    final class VisitedApp: HTTPResponder, Sendable {
        typealias Context = StickyRequestContext

        struct Seen: Sendable {
            var path: String
            var headers: HTTPFields
            var bodyBytes: Int
        }

        let name: String
        let seen = Mutex<[Seen]>([])
        let cancelled = Atomic<Int>(0)
        /// Ends when `/slow` may be answered.
        private let answering: AsyncStream<Never>
        private let mayAnswer: AsyncStream<Never>.Continuation

        init(_ name: String) {
            self.name = name
            (answering, mayAnswer) = AsyncStream<Never>.makeStream()
        }

        /// Lets `/slow` be answered.
        func answer() { mayAnswer.finish() }

        var visits: Int { seen.withLock { $0.count } }

        func respond(to request: Request, context: Context) async throws -> Response {
            var bytes = 0
            for try await part in request.body { bytes += part.readableBytes }
            let path = request.uri.path
            seen.withLock { $0.append(Seen(path: path, headers: request.headers, bodyBytes: bytes)) }
            switch path {
            case "/large":
                return Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        for _ in 0..<1000 { try await writer.write(ByteBuffer(repeating: 0x61, count: 10_000)) }
                        try await writer.finish(nil)
                    }
                )
            case "/endless":
                return Response(
                    status: .ok,
                    body: ResponseBody { [self] writer in
                        defer { cancelled.add(1, ordering: .relaxed) }
                        while true { try await writer.write(ByteBuffer(repeating: 0x61, count: 10_000)) }
                    }
                )
            case "/slow":
                for await _ in answering {}
                return Response(status: .ok)
            case "/teapot":
                return Response(
                    status: .init(code: 418),
                    headers: [
                        .setCookie: "__Host-endpoint=mine; Path=/", .connection: "x-own", HTTPField.Name("x-own")!: "1",
                    ],
                    body: .init(byteBuffer: ByteBuffer(string: "short and stout"))
                )
            default:
                return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "\(name) \(bytes)")))
            }
        }
    }
#endif
