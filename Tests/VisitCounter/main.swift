// The example of the article "Sessions that stay": an app that counts visits in memory, and a proxy in front of several of it.
//
//     swift run --traits StickySessions,FileDiscovery VisitCounter app 8081
//     swift run --traits StickySessions,FileDiscovery VisitCounter proxy 8080 servers.yaml
#if StickySessions && FileDiscovery
    import FileDiscovery
    import HTTPLoadBalancing
    import Hummingbird
    import LoadBalancing
    import Logging
    import ServiceLifecycle
    import StickySessions
    import Synchronization

    let usage = "usage: VisitCounter app PORT | VisitCounter proxy PORT FILE-OF-SERVERS"

    /// Counts visits of each user, for as long as it runs.
    func app(_ port: Int) -> some ApplicationProtocol {
        let visits = Mutex<[String: Int]>([:])
        let router = Router()
        router.get("/") { request, _ in
            let user = request.uri.queryParameters.get("user") ?? "somebody"
            let count = visits.withLock { visits in
                visits[user, default: 0] += 1
                return visits[user] ?? 0
            }
            return "\(port): visit \(count)\n"
        }
        router.get("/health") { _, _ in HTTPResponse.Status.ok }
        return Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    }

    /// Keeps each session on the server that counts its visits.
    func proxy(_ port: Int, _ file: String) throws -> some ApplicationProtocol {
        let balancer = try LoadBalancer(
            FileDiscovery(path: file, interval: .milliseconds(200)),
            policy: .hashRing,
            probe: HTTPProbe()
        )
        let client = try LoadBalancedHTTPClient(balancer)
        // curl keeps a cookie that is only for HTTPS to itself.
        let cookie = try SessionCookie(signedWith: .random(), name: "server", isSecure: false)
        return Application(
            responder: try StickyProxy(client, cookie: cookie),
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            services: [balancer, client]
        )
    }

    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first.flatMap { Int($0) }, arguments.dropFirst(2).first) {
    case ("app", let port?, nil): try await app(port).runService()
    case ("proxy", let port?, let file?): try await proxy(port, file).runService()
    default: print(usage)
    }
#endif
