#if DNSDiscovery
    import LoadBalancing
    import ManualClocks
    import Testing

    @testable import DNSDiscovery

    @Suite("The lists of a DNS discovery", .timeLimit(.minutes(1)))
    struct SequenceTests {
        private let script = ScriptedAnswers()

        private func ids(_ list: [Endpoint]?) -> [String]? { list?.map(\.id.string) }

        /// Waits for the next list in a task of its own, until it sleeps.
        private func waiting(_ sequence: DNSSequence) async -> Task<[Endpoint]?, any Error> {
            let task = Task { try await sequence.next() }
            await script.clock.waitForSleepers(1)
            return task
        }

        @Test("come when an answer is no longer valid and the next is another")
        func followed() async throws {
            script.setAddresses("10.0.0.1")
            let discovery = try script.discovery()
            let sequence = DNSSequence(discovery)
            #expect(ids(try await sequence.next()) == ["10.0.0.1:80"])
            let next = await waiting(sequence)
            script.clock.advance(by: .seconds(60))
            // Asked again, and the same: it sleeps again.
            await script.clock.waitForSleepers(1)
            script.setAddresses("10.0.0.1", "10.0.0.2")
            script.clock.advance(by: .seconds(60))
            #expect(ids(try await next.value) == ["10.0.0.1:80", "10.0.0.2:80"])
            #expect(script.asked.count == 3)
            #expect(discovery.counts.questions == 3)
            #expect(discovery.counts.answers == 3)
        }

        @Test("end when their task is cancelled, with a question under way, and nothing is left")
        func cancelled() async throws {
            let sequence = DNSSequence(try script.discovery())
            let task = Task { try await sequence.next() }
            while script.asked.isEmpty { await Task.yield() }
            #expect(script.running == 1)
            task.cancel()
            #expect(try await task.value == nil)
            #expect(script.running == 0)
            #expect(script.clock.sleeperCount == 0)
            #expect(try await sequence.next() == nil)
        }

        @Test("never begin in a cancelled task")
        func cancelledBefore() async throws {
            let sequence = DNSSequence(try script.discovery())
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await sequence.next()
            }
            #expect(try await task.value == nil)
            #expect(script.running == 0)
            #expect(script.asked == [])
        }

        @Test("leave nothing when their iterator is dropped")
        func dropped() async throws {
            script.setAddresses("10.0.0.1")
            let discovery = try script.discovery()
            for try await list in discovery.endpointLists() {
                #expect(ids(list) == ["10.0.0.1:80"])
                #expect(script.running == 1)
                break
            }
            #expect(script.running == 0)
        }

        @Test("end with an error, and those of the next sequence wait for something new")
        func thrown() async throws {
            script.set("A a.example", .noSuchName)
            script.set("AAAA a.example", .noSuchName)
            let discovery = try script.discovery()
            let first = DNSSequence(discovery)
            await #expect(throws: DNSDiscoveryError.noSuchName("a.example")) { try await first.next() }
            #expect(script.running == 0)
            #expect(try await first.next() == nil)
            let next = await waiting(DNSSequence(discovery))
            #expect(script.running == 1)
            script.setAddresses("10.0.0.1")
            script.clock.advance(by: .seconds(5))
            #expect(ids(try await next.value) == ["10.0.0.1:80"])
        }

        @Test("end with the system's error where there is no thread, and begin once there is one")
        func noThread() async throws {
            script.setAddresses("10.0.0.1")
            script.refuse(.system(reason: "no more"))
            let discovery = try script.discovery()
            let sequence = DNSSequence(discovery)
            await #expect(throws: DNSDiscoveryError.system(reason: "no more")) { try await sequence.next() }
            #expect(try await sequence.next() == nil)
            script.refuse(nil)
            #expect(ids(try await DNSSequence(discovery).next()) == ["10.0.0.1:80"])
        }

        @Test("come sooner on request, five seconds after the last question at the soonest")
        func sooner() async throws {
            script.setAddresses("10.0.0.1")
            let discovery = try script.discovery()
            discovery.resolveAgain()
            let sequence = DNSSequence(discovery)
            _ = try await sequence.next()
            let next = await waiting(sequence)
            script.setAddresses("10.0.0.2")
            for _ in 0..<3 { discovery.resolveAgain() }
            let due = ManualClock.Instant(offset: .seconds(5))
            while script.clock.nextSleeperDeadline != due { await Task.yield() }
            #expect(script.asked.count == 1)
            script.clock.advance(by: .seconds(5))
            #expect(ids(try await next.value) == ["10.0.0.2:80"])
            #expect(script.asked.count == 2)
        }

        @Test("are each sequence's own where two run at once")
        func twoAtOnce() async throws {
            script.setAddresses("10.0.0.1")
            let discovery = try script.discovery()
            let (first, second) = (DNSSequence(discovery), DNSSequence(discovery))
            #expect(ids(try await first.next()) == ["10.0.0.1:80"])
            #expect(ids(try await second.next()) == ["10.0.0.1:80"])
            #expect(script.running == 2)
            #expect(discovery.counts.questions == 2)
        }

        @Test("reach a load balancer, which asks again when an endpoint is ejected")
        func balancer() async throws {
            script.setAddresses("10.0.0.1", "10.0.0.2", "10.0.0.3")
            let discovery = try script.discovery()
            let balancer = try LoadBalancer(
                discovery,
                configuration: LoadBalancerConfiguration(outliers: OutlierConfiguration(consecutiveFailures: 2)),
                clock: script.clock
            )
            let service = Task { try await balancer.run() }
            try await balancer.waitUntilReady()
            script.setAddresses("10.0.0.4", "10.0.0.2", "10.0.0.3")
            for _ in 0..<2 {
                try balancer.pick(excluding: ["10.0.0.2:80", "10.0.0.3:80"]).finish(.failure(.connectFailed))
            }
            // Its next question, which would be due after a minute.
            let due = ManualClock.Instant(offset: .seconds(5))
            while script.clock.nextSleeperDeadline != due { await Task.yield() }
            script.clock.advance(by: .seconds(5))
            while !balancer.status.endpoints.contains(where: { $0.id == "10.0.0.4:80" }) { await Task.yield() }
            #expect(balancer.status.endpoints.first { $0.id == "10.0.0.1:80" }?.state == .draining)
            service.cancel()
            try await service.value
            #expect(script.running == 0)
            #expect(script.clock.sleeperCount == 0)
        }
    }
#endif
