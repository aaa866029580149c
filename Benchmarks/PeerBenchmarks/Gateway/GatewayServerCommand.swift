import ArgumentParser

#if StickySessions
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import NIOPosix
    import RunningPrograms
    import StickySessions
#endif

/// One of our servers that `gateway` measures, as a process of its own. It runs until it is ended.
struct GatewayServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway-server",
        abstract: "A server that “gateway” starts.",
        shouldDisplay: false
    )

    /// What it does with a request: each all that the one before does, and more.
    enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        /// Answers by itself.
        case answer
        /// Sends it on to the first server by plain AsyncHTTPClient, with its headers, and the answer back.
        case forward
        /// StickyProxy by a key, the app's own cookie, on a hash ring.
        case key
        /// StickyProxy by its own signed cookie.
        case cookie
    }

    @Option var kind: Kind

    @Option(help: "Where it listens: HOST:PORT, as the servers behind it are given.")
    var address: String

    @Option(parsing: .upToNextOption)
    var backends: [String] = []

    func run() async throws {
        #if StickySessions
            // One thread for connections, as the proxies beside it have.
            NIOSingletons.groupLoopCountSuggestion = 1
            let own = try Self.endpoint(address)
            let endpoints = try backends.map { try Self.endpoint($0) }
            let configuration = ApplicationConfiguration(address: .hostname(own.host, port: own.port))
            let logger = Logger(label: "gateway") { _ in SwiftLogNoOpLogHandler() }
            switch kind {
            case .answer:
                try await Application(responder: Answering(), configuration: configuration, logger: logger).runService()
            case .forward:
                let forwarding = Forwarding(url: "http://\(backends[0])")
                try await Application(responder: forwarding, configuration: configuration, logger: logger).runService()
            case .key, .cookie:
                let balancer = try LoadBalancer(
                    endpoints.map { Endpoint(host: $0.host, port: $0.port) },
                    policy: .hashRing,
                    probe: HTTPProbe(),
                    logger: logger
                )
                let client = try LoadBalancedHTTPClient(
                    balancer,
                    configuration: LoadBalancedHTTPConfiguration(connectionsPerEndpoint: 512),
                    logger: logger
                )
                let cookie = try SessionCookie(signedWith: .random(), name: "endpoint", isSecure: false)
                let proxy = try StickyProxy(
                    client,
                    cookie: kind == .key ? nil : cookie,
                    key: kind == .key ? .cookie("session") : .none
                )
                try await Application(
                    responder: proxy,
                    configuration: configuration,
                    services: [balancer, client],
                    logger: logger
                )
                .runService()
            }
        #else
            throw PeerBenchmarks.isMissing("StickySessions", for: "gateway")
        #endif
    }

    private static func endpoint(_ text: String) throws -> (host: String, port: Int) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]) else { throw ValidationError("“\(text)” is no HOST:PORT") }
        return (String(parts[0]), port)
    }
}

#if StickySessions
    /// What Hummingbird alone costs.
    private struct Answering: HTTPResponder {
        func respond(to request: Request, context: StickyRequestContext) async throws -> Response {
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: WebServers.body(of: 0))))
        }
    }

    /// What a proxy costs that chooses nothing, keeps no rule of proxies and watches nobody.
    private struct Forwarding: HTTPResponder {
        let url: String

        func respond(to request: Request, context: StickyRequestContext) async throws -> Response {
            var sent = HTTPClientRequest(url: url + (request.head.path ?? "/"))
            for field in request.headers { sent.headers.add(name: field.name.rawName, value: field.value) }
            let answer = try await HTTPClient.shared.execute(sent, timeout: .seconds(60))
            var fields = HTTPFields()
            for header in answer.headers {
                guard let name = HTTPField.Name(header.name) else { continue }
                fields.append(HTTPField(name: name, value: header.value))
            }
            return Response(
                status: .init(code: Int(answer.status.code)),
                headers: fields,
                body: ResponseBody { writer in
                    for try await bytes in answer.body { try await writer.write(bytes) }
                    try await writer.finish(nil)
                }
            )
        }
    }
#endif
