#if NetworkProbes
    import Dispatch
    import LoadBalancing
    import NIOCore
    import NIOPosix
    import Synchronization
    import Testing

    @testable import NetworkProbes

    @Suite("Looking up names for probes", .timeLimit(.minutes(1)))
    struct NameLookupTests {
        /// A name server that answers when it is told to.
        private final class SlowNames: Sendable {
            private let answer = DispatchSemaphore(value: 0)
            let asked = Atomic<Int>(0)

            var lookups: NameLookups {
                NameLookups { [self] host, port in
                    guard host == "slow" else { return .failure(NameLookupError(reason: "no such name")) }
                    asked.wrappingAdd(1, ordering: .relaxed)
                    answer.wait()
                    return .failure(NameLookupError(reason: "at last"))
                }
            }

            func finish() { answer.signal() }

            func waitUntilAsked() async {
                while asked.load(ordering: .relaxed) == 0 {
                    await Task.yield()
                }
            }
        }

        private let slow = Endpoint(host: "slow", port: 80)

        private func probe(_ names: NameLookups, timeout: Duration = .seconds(86_400)) -> TCPConnectProbe {
            TCPConnectProbe(group: .singletonMultiThreadedEventLoopGroup, connectTimeout: timeout, lookups: names)
        }

        @Test("is not waited for once the probe is cancelled")
        func cancelled() async throws {
            let names = SlowNames()
            defer { names.finish() }
            let probe = probe(names.lookups)
            let task = Task { try await probe.probe(slow) }
            await names.waitUntilAsked()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }

        @Test("is not waited for once the probe's time is up")
        func timesOut() async throws {
            let names = SlowNames()
            defer { names.finish() }
            let probe = probe(names.lookups, timeout: .milliseconds(50))
            await #expect(throws: ProbeError.timedOut(slow.address, after: .milliseconds(50))) {
                try await probe.probe(slow)
            }
        }

        @Test("holds up no other name, and runs once for all probes of one")
        func shared() async throws {
            let names = SlowNames()
            let probe = probe(names.lookups)
            let tasks = (0..<50).map { _ in Task { try await probe.probe(slow) } }
            await names.waitUntilAsked()
            // All event loops have one that waits.
            for _ in 0..<50 {
                let endpoint = Endpoint(host: "absent", port: 80)
                await #expect(throws: ProbeError.unresolvable(endpoint.address, reason: "no such name")) {
                    try await probe.probe(endpoint)
                }
            }
            for task in tasks.dropFirst() { task.cancel() }
            for task in tasks.dropFirst() {
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            #expect(names.asked.load(ordering: .relaxed) == 1)
            names.finish()
            let error = await #expect(throws: ProbeError.self) { try await tasks[0].value }
            #expect(error == .unresolvable(slow.address, reason: "at last"))
            #expect(error?.description.contains("the name of “slow:80” was not found (at last)") == true)
        }

        @Test("asks again for a name that was looked up before")
        func again() async throws {
            let asked = Mutex(0)
            let probe = probe(
                NameLookups { _, _ in
                    asked.withLock { $0 += 1 }
                    return .success([])
                }
            )
            let endpoint = Endpoint(host: "empty", port: 80)
            for _ in 0..<3 {
                await #expect(throws: ProbeError.unresolvable(endpoint.address, reason: "it has no address")) {
                    try await probe.probe(endpoint)
                }
            }
            #expect(asked.withLock { $0 } == 3)
        }

        @Test("goes on to the next address of a name where one refuses")
        func manyAddresses() async throws {
            try await Loopback.withServer(at: SocketAddress(ipAddress: "127.0.0.1", port: 0)) { bound in
                let port = try #require(bound.port)
                let addresses = try ["127.0.0.2", "127.0.0.1"].map { try SocketAddress(ipAddress: $0, port: port) }
                let probe = probe(NameLookups { _, _ in .success(addresses) })
                try await probe.probe(Endpoint(host: "two", port: port))
                #expect(try OpenSockets.states(toPort: port) == [:])
            }
        }

        @Test("says of each address what was wrong, where it was not the same")
        func differentFailures() async throws {
            try await Loopback.withSilentSocket(backlog: nil) { port, _ in
                // The kernel itself refuses the first: a link-local address without a link is none.
                let addresses = try ["fe80::1", "127.0.0.1"].map { try SocketAddress(ipAddress: $0, port: port) }
                let probe = probe(NameLookups { _, _ in .success(addresses) })
                let endpoint = Endpoint(host: "two", port: port)
                let error = await #expect(throws: ProbeError.self) { try await probe.probe(endpoint) }
                let reasons = "[IPv6]fe80::1:\(port): Invalid argument; [IPv4]127.0.0.1:\(port): Connection refused"
                #expect(error == .failed(endpoint.address, reason: reasons))
                #expect(error?.description == "no connection to “two:\(port)”: \(reasons)")
            }
        }

        @Test("refuses a name that can't be one, in the system's words")
        func system() {
            // No label of a name has more than 63 bytes, so nobody is asked for this one.
            let found = NameLookups.systemAddresses(host: String(repeating: "x", count: 64), port: 80)
            guard case .failure(let error) = found else {
                Issue.record("found: \(found)")
                return
            }
            #expect(!error.reason.isEmpty)
        }
    }
#endif
