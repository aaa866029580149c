#if DNSDiscovery
    import Foundation
    import LoadBalancing
    import RunningPrograms
    import Testing

    @testable import DNSDiscovery

    @Suite(
        "What a DNS discovery leaves behind",
        .serialized,
        .timeLimit(.minutes(5)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct ShutdownTests {
        /// The threads, pipes and sockets of the discoveries of one test: others open theirs meanwhile.
        private final class Traces: Sendable {
            private struct State {
                var pipes: Set<String> = []
                var threads: Set<String> = []
            }

            private let state = Locked(State())
            let server: NameServer

            init(_ server: NameServer) { self.server = server }

            func discovery(_ wanted: DNSMachine.Wanted, timeout: Duration = .seconds(30)) throws -> DNSDiscovery {
                let configuration = RealDNS.configuration([server], timeout: timeout)
                let settings = try ChannelSettings(configuration)
                return try DNSDiscovery(wanted, configuration, clock: ContinuousClock()) {
                    [self] deliver throws(DNSDiscoveryError) in
                    let resolver = try Resolver(settings) { [self] question, answer in
                        state.withLock { _ = $0.threads.insert(Self.thisThread()) }
                        deliver(question, answer)
                    }
                    state.withLock { _ = $0.pipes.insert(Self.target(of: resolver.wakingDescriptor)) }
                    return resolver
                }
            }

            /// The number under which the system lists it.
            private static func thisThread() -> String {
                let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
                return link.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "unknown"
            }

            private static func target(of descriptor: Int32) -> String {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")) ?? ""
            }

            private static func names(in folder: String) -> [String] {
                (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            }

            /// How many pipes and threads there have been so far.
            var made: (pipes: Int, threads: Int) { state.withLock { ($0.pipes.count, $0.threads.count) } }

            /// What of it is still there, and the sockets that are connected to the server.
            func left() throws -> (descriptors: [String], threads: [String]) {
                let targets = Self.names(in: "/proc/self/fd").compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
                }
                let sockets = try Self.sockets(toPort: server.port)
                let (pipes, threads) = state.withLock { ($0.pipes, $0.threads) }
                return (
                    targets.filter { pipes.contains($0) || sockets.contains($0) },
                    Self.names(in: "/proc/self/task").filter { threads.contains($0) }
                )
            }

            private static func sockets(toPort port: Int) throws -> Set<String> {
                var found: Set<String> = []
                for file in ["/proc/self/net/udp", "/proc/self/net/tcp"] {
                    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
                        let words = line.split(separator: " ")
                        // Number, local address, remote address, …; the tenth is the inode.
                        guard words.count > 9, let remote = words[2].split(separator: ":").last else { continue }
                        if Int(remote, radix: 16) == port { found.insert("socket:[\(words[9])]") }
                    }
                }
                return found
            }
        }

        private func expectNothing(_ traces: Traces) throws {
            let (descriptors, threads) = try traces.left()
            #expect(descriptors == [])
            #expect(threads == [])
        }

        @Test("is nothing, after a load balancer has run")
        func balancer() async throws {
            let server = try NameServer([RealDNS.domain: "_s._tcp SRV 0 1 80 a\na A 10.0.0.1"])
            let traces = Traces(server)
            for round in 1...5 {
                let discovery = try traces.discovery(.servers(service: "_s._tcp.example.test"))
                try await RealDNS.withBalancer(discovery) { balancer in
                    try await balancer.waitUntilReady()
                    #expect(try RealDNS.picked(balancer) == ["a.example.test:80"])
                    // The thread and both ends of its pipe; a socket only while something is asked.
                    let (descriptors, threads) = try traces.left()
                    #expect(descriptors.filter { $0.hasPrefix("pipe:") }.count == 2)
                    #expect(threads.count == 1)
                }
                try expectNothing(traces)
                #expect(traces.made.pipes == round)
            }
        }

        @Test("is nothing, and takes no answer's time, where it is cancelled with a question under way")
        func cancelledInFlight() async throws {
            let server = try NameServer([RealDNS.domain: "a A 10.0.0.1"])
            let traces = Traces(server)
            server.pause()
            defer { server.resume() }
            let wanted: [DNSMachine.Wanted] = [
                .addresses(name: "a.example.test", port: 80), .servers(service: "_s._tcp.example.test"),
            ]
            for wanted in wanted {
                let discovery = try traces.discovery(wanted)
                let task = Task {
                    for try await list in discovery.endpointLists() { Issue.record("a list: \(list)") }
                }
                // Its socket is there: it waits for an answer, for half a minute if need be.
                try await RealDNS.wait("a socket") {
                    try traces.left().descriptors.contains { $0.hasPrefix("socket:") }
                }
                let start = ContinuousClock.now
                task.cancel()
                try await task.value
                #expect(start.duration(to: .now) < .seconds(15))
                try expectNothing(traces)
            }
        }

        @Test("is nothing, where many run at once and are dropped in the middle")
        func many() async throws {
            let server = try NameServer([RealDNS.domain: "a A 10.0.0.1"])
            let traces = Traces(server)
            try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        let discovery = try traces.discovery(.addresses(name: "a.example.test", port: 80))
                        for try await list in discovery.endpointLists() {
                            #expect(list.map(\.id) == ["10.0.0.1:80"])
                            if number % 2 == 0 { break }
                            withUnsafeCurrentTask { $0?.cancel() }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(traces.made.pipes == 20)
            try expectNothing(traces)
        }
    }
#endif
