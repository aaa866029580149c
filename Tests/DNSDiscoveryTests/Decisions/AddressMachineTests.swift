#if DNSDiscovery
    import LoadBalancing
    import Testing

    @testable import DNSDiscovery

    @Suite("A name's addresses as endpoints")
    struct AddressMachineTests {
        private func machine(_ configuration: DNSDiscoveryConfiguration = .init(jitter: 0)) -> MachineUnderTest {
            MachineUnderTest(.addresses(name: "a.example", port: 80), configuration)
        }

        private func addresses(_ addresses: [String], ttl: UInt32 = 60) -> Answer {
            .records(.addresses(addresses), ttl: ttl)
        }

        @Test("are listed in order, each once, under their address and port, with the name for TLS")
        func list() {
            var test = machine()
            test.answers["A a.example"] = addresses(["10.0.0.2", "10.0.0.1", "10.0.0.2"])
            let expected = ["10.0.0.1", "10.0.0.2"].map { Endpoint(host: $0, port: 80, tlsHostName: "a.example") }
            #expect(test.settle() == [.list(expected)])
            #expect(expected.map(\.id) == ["10.0.0.1:80", "10.0.0.2:80"])
            #expect(test.nextEventIn == 60)
            // In another order it is the same list.
            test.answers["A a.example"] = addresses(["10.0.0.1", "10.0.0.2"])
            #expect(test.advance(by: 60) == [])
            test.answers["A a.example"] = addresses(["10.0.0.1"])
            #expect(test.advance(by: 60).map(\.words) == [["10.0.0.1:80@10.0.0.1:80*1"]])
            #expect(test.machine.counts.questions == 3)
            #expect(test.machine.counts.answers == 3)
        }

        @Test(
            "are of the family that is asked for",
            arguments: [
                (.ipv4, ["10.0.0.1:80"], ["A a.example"]), (.ipv6, ["[fd00::1]:80"], ["AAAA a.example"]),
                (.ipv4First, ["10.0.0.1:80"], ["A a.example"]), (.ipv6First, ["[fd00::1]:80"], ["AAAA a.example"]),
            ] as [(DNSDiscoveryConfiguration.Family, [EndpointID], [String])]
        )
        func family(family: DNSDiscoveryConfiguration.Family, ids: [EndpointID], asked: [String]) {
            var test = machine(.init(family: family))
            test.answers["A a.example"] = addresses(["10.0.0.1"])
            test.answers["AAAA a.example"] = addresses(["fd00::1"])
            guard case .list(let list) = test.settle().first else {
                Issue.record("no list")
                return
            }
            #expect(list.map(\.id) == ids)
            #expect(test.asked == asked)
        }

        @Test("are the other family's where there are none of the first")
        func onlyIPv6() {
            var test = machine()
            test.answers["A a.example"] = .noRecords
            test.answers["AAAA a.example"] = addresses(["fd00::1"])
            #expect(test.settle().map(\.words) == [["[fd00::1]:80@[fd00::1]:80*1"]])
            #expect(test.asked == ["A a.example", "AAAA a.example"])
            var onlyIPv4 = machine(.init(family: .ipv4))
            onlyIPv4.answers = test.answers
            #expect(onlyIPv4.settle() == [.failure(.noRecords("a.example", type: "A"))])
        }

        @Test(
            "that are not there: a name that does not exist, one without any, and a server that fails, are told apart"
        )
        func failures() {
            for (answer, error) in [
                (.noSuchName, .noSuchName("a.example")), (.noRecords, .noRecords("a.example", type: "A or AAAA")),
                (.failure(.timedOut), .timedOut("a.example")), (.failure(.unreachable), .unreachable("a.example")),
                (.failure(.serverFailed("SERVFAIL")), .serverFailed("a.example", response: "SERVFAIL")),
                (.failure(.malformed("x")), .malformedAnswer("a.example", problem: "x")),
                (.failure(.system("x")), .system(reason: "x")),
            ] as [(Answer, DNSDiscoveryError)] {
                var test = machine()
                test.answers = ["A a.example": answer, "AAAA a.example": answer]
                #expect(test.settle() == [.failure(error)])
                let isMalformed = answer == .failure(.malformed("x"))
                #expect(test.machine.counts.malformedAnswers == (isMalformed ? 2 : 0))
            }
        }

        @Test("are kept through failures, which are said once for each kind, and said again when they are back")
        func lastGood() {
            var test = machine()
            test.answers["A a.example"] = addresses(["10.0.0.1"])
            #expect(test.settle().count == 1)
            test.answers["A a.example"] = .failure(.timedOut)
            #expect(test.advance(by: 60) == [.failure(.timedOut("a.example"))])
            // The sequence is over; the next one knows, and is patient.
            test.machine.beginSequence(at: test.now * MachineUnderTest.second)
            #expect(test.settle() == [])
            #expect(test.nextEventIn == 1)
            test.answers["A a.example"] = .failure(.unreachable)
            #expect(test.advance(by: 1) == [])
            #expect(test.nextEventIn == 2)
            test.answers["A a.example"] = .noSuchName
            #expect(test.advance(by: 2) == [.failure(.noSuchName("a.example"))])
            test.machine.beginSequence(at: test.now * MachineUnderTest.second)
            #expect(test.advance(by: 5) == [])
            test.answers["A a.example"] = addresses(["10.0.0.1"])
            #expect(test.advance(by: 5).map(\.words) == [["10.0.0.1:80@10.0.0.1:80*1"]])
            test.answers["A a.example"] = .failure(.timedOut)
            #expect(test.advance(by: 60) == [.failure(.timedOut("a.example"))])
        }

        @Test("are not said by a new sequence before they are up to date")
        func staleSequence() {
            var test = machine()
            test.answers["A a.example"] = addresses(["10.0.0.1"])
            _ = test.settle()
            // Still valid: said at once, without a question.
            test.asked = []
            test.machine.beginSequence(at: test.now * MachineUnderTest.second)
            #expect(test.settle().map(\.words) == [["10.0.0.1:80@10.0.0.1:80*1"]])
            #expect(test.asked == [])
            test.silent = ["A a.example"]
            #expect(test.advance(by: 1000) == [])
            test.machine.beginSequence(at: test.now * MachineUnderTest.second)
            test.answers["A a.example"] = addresses(["10.0.0.2"])
            #expect(test.settle() == [])
            #expect(test.breakSilence().map(\.words) == [["10.0.0.2:80@10.0.0.2:80*1"]])
        }

        @Test("are searched for only where the system's name servers are asked for a name without a last dot")
        func searches() {
            let cases: [(String, [String], Bool)] = [("a", [], true), ("a.", [], false), ("a", ["10.0.0.1"], false)]
            for (name, servers, searches) in cases {
                var machine = DNSMachine(.addresses(name: name, port: 80), .init(nameServers: servers), now: 0)
                #expect(machine.takeQuestions(at: 0) == [Question(name: "a", type: .a, searches: searches)])
            }
        }
    }
#endif
