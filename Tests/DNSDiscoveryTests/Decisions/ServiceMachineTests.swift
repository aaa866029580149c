#if DNSDiscovery
    import LoadBalancing
    import Testing

    @testable import DNSDiscovery

    @Suite("A service's servers as endpoints")
    struct ServiceMachineTests {
        private let service = "SRV _s._tcp.example"

        private func machine() -> MachineUnderTest { MachineUnderTest(.servers(service: "_s._tcp.example")) }

        private func records(_ records: [(priority: UInt16, weight: UInt16, target: String)], ttl: UInt32 = 60)
            -> Answer
        {
            let services = records.map {
                ServiceRecord(priority: $0.priority, weight: $0.weight, port: 80, target: $0.target)
            }
            return .records(.services(services), ttl: ttl)
        }

        private func addresses(_ addresses: String..., ttl: UInt32 = 60) -> Answer {
            .records(.addresses(addresses), ttl: ttl)
        }

        /// A service of two servers.
        private func twoServers() -> MachineUnderTest {
            var test = machine()
            test.answers = [
                service: records([(0, 1, "a.example"), (0, 3, "b.example")]),
                "A a.example": addresses("10.0.0.1"), "A b.example": addresses("10.0.0.2"),
            ]
            return test
        }

        @Test("are listed by target, with their weights, priority, and the target for TLS")
        func list() {
            var test = twoServers()
            let metadata = ["dns.priority": "0"]
            let expected = [
                Endpoint(
                    id: "a.example:80",
                    host: "10.0.0.1",
                    port: 80,
                    weight: 1,
                    tlsHostName: "a.example",
                    metadata: metadata
                ),
                Endpoint(
                    id: "b.example:80",
                    host: "10.0.0.2",
                    port: 80,
                    weight: 3,
                    tlsHostName: "b.example",
                    metadata: metadata
                ),
            ]
            #expect(test.settle() == [.list(expected)])
        }

        @Test("keep their ids when their addresses change, and their addresses while they have them")
        func addressChange() {
            var test = twoServers()
            _ = test.settle()
            test.answers["A a.example"] = addresses("10.0.0.0", "10.0.0.1", "10.0.0.9")
            #expect(test.advance(by: 60) == [])
            test.answers["A a.example"] = addresses("10.0.0.9", "10.0.0.7")
            #expect(
                test.advance(by: 60).map(\.words) == [["a.example:80@10.0.0.7:80*1", "b.example:80@10.0.0.2:80*3"]]
            )
        }

        @Test("have a time of their own, each")
        func ownTimes() {
            var test = twoServers()
            test.answers["A a.example"] = addresses("10.0.0.1", ttl: 10)
            _ = test.settle()
            #expect(test.nextEventIn == 10)
            test.asked = []
            _ = test.advance(by: 10)
            #expect(test.asked == ["A a.example"])
        }

        @Test("have levels in the order of their priorities, whatever these are")
        func priorities() {
            var test = twoServers()
            test.answers[service] = records([(65_535, 0, "c.example"), (10, 5, "a.example"), (20, 0, "b.example")])
            test.answers["A c.example"] = addresses("10.0.0.3")
            guard case .list(let list) = test.settle().first else {
                Issue.record("no list")
                return
            }
            #expect(list.map(\.id) == ["a.example:80", "b.example:80", "c.example:80"])
            #expect(list.map(\.priority) == [0, 1, 2])
            // The weights of one level say nothing of another's.
            #expect(list.map(\.weight) == [5, 1, 1])
            #expect(list.map { $0.metadata["dns.priority"] } == ["10", "20", "65535"])
        }

        @Test("are of the last level beyond as many as a load balancer knows")
        func manyPriorities() {
            let records = (0..<200).map { ServiceRecord(priority: $0 * 300, weight: 1, port: 80, target: "a.example") }
            #expect(ServiceList(records.reversed()).servers.map(\.level) == (0..<200).map { min($0, 127) })
        }

        @Test("have weights that follow the records', where 0 is rarely, and equal among zeros")
        func weights() {
            for (weights, expected) in [
                ([1, 1], [1, 1]), ([0, 0, 0], [1, 1, 1]), ([10, 0, 65_535], [10, 0.1, 65_535]), ([0], [1]),
                ([5, 0, 0], [5, 0.05, 0.05]),
            ] as [([UInt16], [Double])] {
                let records = weights.map { ServiceRecord(priority: 1, weight: $0, port: 80, target: "a.example") }
                #expect(ServiceList(records).servers.map(\.weight) == expected)
            }
        }

        @Test("are none where the only target is the root, and nothing is asked for it")
        func noService() {
            var test = machine()
            test.answers[service] = records([(0, 0, ".")])
            #expect(test.settle() == [.list([])])
            #expect(test.asked == [service])
            test.answers[service] = records([(0, 0, "."), (5, 1, "a.example")])
            test.answers["A a.example"] = addresses("10.0.0.1")
            #expect(test.advance(by: 60).map(\.words) == [["a.example:80@10.0.0.1:80*1"]])
        }

        @Test("come and go with the records; those that come are listed as soon as they have an address")
        func changes() {
            var test = twoServers()
            _ = test.settle()
            test.answers[service] = records([(0, 1, "b.example"), (0, 1, "c.example")])
            test.answers["A c.example"] = addresses("10.0.0.3")
            test.silent = ["A c.example"]
            #expect(test.advance(by: 60).map(\.words) == [["b.example:80@10.0.0.2:80*1"]])
            #expect(test.breakSilence().map(\.words) == [["b.example:80@10.0.0.2:80*1", "c.example:80@10.0.0.3:80*1"]])
        }

        @Test("are listed all at first, and never none only because it is early")
        func firstListIsWhole() {
            var test = twoServers()
            test.silent = ["A b.example"]
            #expect(test.settle() == [])
            #expect(test.breakSilence().count == 1)
            // All are replaced.
            test.answers[service] = records([(0, 1, "c.example")])
            test.answers["A c.example"] = addresses("10.0.0.3")
            test.silent = ["A c.example"]
            #expect(test.advance(by: 60) == [])
            #expect(test.breakSilence().map(\.words) == [["c.example:80@10.0.0.3:80*1"]])
        }

        @Test("without an address, or with no name, are handed on as unreadable; with a failing name server they stay")
        func unreadable() {
            var test = twoServers()
            test.answers[service] = records([(0, 1, "a.example"), (0, 1, "b.example"), (0, 1, "c\\032d.example")])
            test.answers["A b.example"] = .noRecords
            test.answers["AAAA b.example"] = .noRecords
            let first = test.settle().map(\.words)
            #expect(first.count == 1)
            #expect(first[0].count == 3)
            #expect(first[0][0] == "a.example:80@10.0.0.1:80*1")
            #expect(
                first[0][1].hasPrefix(
                    "SRV “_s._tcp.example”: the name “b.example” exists, but has no A or AAAA records"
                )
            )
            #expect(first[0][2].hasPrefix("SRV “_s._tcp.example”: the target “c\\032d.example” is no name to look up"))
            test.answers["A a.example"] = .failure(.timedOut)
            #expect(test.advance(by: 60) == [])
            test.answers["A b.example"] = addresses("10.0.0.2")
            #expect(
                test.advance(by: 5).map { $0.words.prefix(2) } == [
                    ["a.example:80@10.0.0.1:80*1", "b.example:80@10.0.0.2:80*1"]
                ]
            )
        }

        @Test("stay as they are while the service's own records can't be had")
        func serviceFails() {
            var test = twoServers()
            _ = test.settle()
            test.answers[service] = .failure(.serverFailed("SERVFAIL"))
            #expect(test.advance(by: 60) == [.failure(.serverFailed("_s._tcp.example", response: "SERVFAIL"))])
            test.machine.beginSequence(at: test.now * MachineUnderTest.second)
            test.answers["A a.example"] = .failure(.timedOut)
            test.answers[service] = records([(0, 1, "a.example"), (0, 3, "b.example")])
            #expect(
                test.advance(by: 61).map(\.words) == [["a.example:80@10.0.0.1:80*1", "b.example:80@10.0.0.2:80*3"]]
            )
        }

        @Test("are asked for at once, but not too many at a time")
        func manyServers() {
            var test = machine()
            let names = (0..<500).map { "host-\($0).example" }
            test.answers[service] = records(names.map { (0, 1, $0) })
            for name in names { test.answers["A \(name)"] = addresses("10.0.0.1") }
            test.silent = Set(names.map { "A \($0)" })
            #expect(test.settle() == [])
            #expect(test.unanswered.count == DNSMachine.mostQuestions)
            // Nothing to do but to wait for an answer.
            #expect(test.nextEventIn == nil)
            #expect(test.breakSilence().map { $0.words.count } == [500])
        }

        @Test("are all asked for sooner on request")
        func sooner() {
            var test = twoServers()
            _ = test.settle()
            test.machine.resolveAgain(at: MachineUnderTest.second)
            #expect(test.nextEventIn == 5)
            test.asked = []
            _ = test.advance(by: 5)
            #expect(test.asked == [service, "A a.example", "A b.example"])
        }
    }
#endif
