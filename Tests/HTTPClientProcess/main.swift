// A process of its own for the tests of HTTPLoadBalancing. Without the trait HTTP it does nothing.
#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import NIOCore
    import ServiceLifecycle

    /// What this process has open and runs, as Linux counts it.
    func counts() throws -> (descriptors: Int, sockets: Int) {
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        let targets = names.compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        return (targets.count, targets.count { $0.hasPrefix("socket:") })
    }

    func get(_ client: LoadBalancedHTTPClient, key: String) async throws -> String {
        let response = try await client.execute(HTTPClientRequest(url: "http://service.test/"), key: .value(key))
        return String(buffer: try await response.body.collect(upTo: 1000))
    }

    /// Prints which server answers each of a thousand keys.
    func printKeys(_ endpoints: [Endpoint]) async throws {
        let balancer = try LoadBalancer(endpoints, policy: .hashRing)
        let client = try LoadBalancedHTTPClient(balancer)
        for key in 0..<1000 { print("key-\(key)", try await get(client, key: "key-\(key)")) }
    }

    /// Shuts down in the middle of a hundred requests, and prints how they ended and what is left.
    func shutDownUnderLoad(_ endpoints: [Endpoint]) async throws {
        let logger = Logger(label: "process") { _ in SwiftLogNoOpLogHandler() }
        // What is made once in a process and stays, such as event loops, is made before anything is counted.
        for endpoint in endpoints { try? await HTTPProbe().probe(endpoint) }
        let before = try counts()
        let (answered, cancelled) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            let balancer = try LoadBalancer(endpoints, policy: .hashRing, probe: HTTPProbe(), logger: logger)
            let configuration = LoadBalancedHTTPConfiguration(shutdownGrace: .milliseconds(50))
            let client = try LoadBalancedHTTPClient(balancer, configuration: configuration, logger: logger)
            let services = ServiceGroup(services: [balancer, client], logger: logger)
            group.addTask {
                try await services.run()
                return (0, 0)
            }
            try await balancer.waitUntilReady()
            for sender in 0..<100 {
                group.addTask {
                    var answered = 0
                    while true {
                        do {
                            _ = try await get(client, key: "key-\(sender)-\(answered)")
                            answered += 1
                        } catch {
                            return (answered, 1)
                        }
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(500))
            let during = try counts()
            await services.triggerGracefulShutdown()
            let totals = try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
            print("during: \(during.sockets - before.sockets) sockets more")
            return totals
        }
        let after = try counts()
        print("answered: \(answered)")
        print("senders ended: \(cancelled)")
        print("left: \(after.sockets - before.sockets) sockets, \(after.descriptors - before.descriptors) descriptors")
    }

    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count > 1 else {
        print("usage: HTTPClientProcess keys|shutdown HOST:PORT...")
        exit(64)
    }
    let endpoints = try arguments.dropFirst().enumerated().map {
        Endpoint(id: EndpointID("s\($0)"), address: try EndpointAddress($1))
    }
    if arguments[0] == "keys" {
        try await printKeys(endpoints)
    } else {
        try await shutDownUnderLoad(endpoints)
    }
#endif
