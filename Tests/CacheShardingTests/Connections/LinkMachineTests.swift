#if Caches
    import TestSupport
    import Testing

    @testable import CacheSharding

    /// A request that is nothing but what the machine has to know.
    private final class TestRequest: LinkRequest {
        let deadline: UInt64
        let replyCount: Int
        let byteCount: Int
        var isOver = false

        init(deadline: UInt64 = 100, replies: Int = 1, bytes: Int = 10) {
            self.deadline = deadline
            replyCount = replies
            byteCount = bytes
        }
    }

    @Suite("What a connection decides")
    struct LinkMachineTests {
        private typealias Machine = LinkMachine<TestRequest>

        private static let limits = LinkLimits(
            replies: 4,
            bytes: 1000,
            unanswered: 500,
            backoff: 50,
            maximumBackoff: 300
        )

        private func readyMachine() -> Machine {
            var machine = Machine(limits: Self.limits)
            let first = TestRequest()
            #expect(machine.admit(first) == .hold(connect: true))
            first.isOver = true
            #expect(machine.connected().isEmpty)
            return machine
        }

        @Test("The first request has the connection made; those that come meanwhile are written in their order")
        func firstRequest() {
            var machine = Machine(limits: Self.limits)
            let requests = (0..<3).map { _ in TestRequest() }
            #expect(machine.admit(requests[0]) == .hold(connect: true))
            #expect(machine.admit(requests[1]) == .hold(connect: false))
            #expect(machine.admit(requests[2]) == .hold(connect: false))
            requests[1].isOver = true
            let written = machine.connected()
            #expect(written.map(ObjectIdentifier.init) == [requests[0], requests[2]].map(ObjectIdentifier.init))
            #expect(machine.admit(TestRequest()) == .write)
        }

        @Test("A reply that comes after its request's time goes to that request, not to the next")
        func lateReply() {
            var machine = readyMachine()
            let (late, next) = (TestRequest(deadline: 100), TestRequest(deadline: 250))
            #expect(machine.place(late, number: 0, bytes: 1, at: 0) == 0)
            let (due, time) = machine.advance(to: 100)
            guard case .expired(let expired) = due.first else {
                Issue.record("the first has to have expired")
                return
            }
            #expect(expired.map(ObjectIdentifier.init) == [ObjectIdentifier(late)])
            #expect(time == 500)
            late.isOver = true
            #expect(machine.place(next, number: 0, bytes: 1, at: 150) == 1)
            #expect(machine.reply(at: 200)?.request === late)
            #expect(machine.reply(at: 201)?.request === next)
            #expect(machine.reply(at: 202) == nil)
        }

        @Test("More than a connection may wait for is refused at once, by number and by bytes")
        func bounds() {
            var machine = readyMachine()
            #expect(machine.admit(TestRequest(replies: 5)) == .refuse(.busy))
            let four = TestRequest(replies: 4)
            #expect(machine.admit(four) == .write)
            for number in 0..<4 { _ = machine.place(four, number: number, bytes: 10, at: 0) }
            #expect(machine.admit(TestRequest()) == .refuse(.busy))
            #expect(machine.reply(at: 1) != nil)
            #expect(machine.admit(TestRequest()) == .write)
            #expect(machine.admit(TestRequest(bytes: 971)) == .refuse(.busy))
            #expect(machine.admit(TestRequest(bytes: 970)) == .write)
            while machine.reply(at: 2) != nil {}
            // Alone, one may be larger than that.
            #expect(machine.admit(TestRequest(bytes: 2000)) == .write)
        }

        @Test(
            "Nothing waits for a node that could not be connected to; each attempt waits longer than the last, with full jitter"
        )
        func backoff() {
            var machine = Machine(limits: Self.limits)
            let held = TestRequest()
            #expect(machine.admit(held) == .hold(connect: true))
            #expect(machine.failedToConnect(at: 10, random: 0.5).first === held)
            // 50 · 2¹ at most, half of it by the random number.
            #expect(machine.phase == .resting(until: 60))
            #expect(machine.admit(TestRequest()) == .refuse(.out))
            #expect(machine.advance(to: 59).next == 60)
            guard case .connect = machine.advance(to: 60).due.first else {
                Issue.record("it is time to connect")
                return
            }
            #expect(machine.admit(TestRequest()) == .refuse(.out))
            for (attempt, longest) in [(2, 200), (3, 300), (4, 300), (60, 300)] {
                while machine.failures < attempt {
                    _ = machine.failedToConnect(at: 1000, random: 0.999_999)
                    guard machine.failures < attempt else { break }
                    _ = machine.advance(to: 1300)
                }
                guard case .resting(let until) = machine.phase else {
                    Issue.record("it has to rest")
                    return
                }
                #expect(abs(Int(until) - 1000 - longest) <= 1)
                _ = machine.advance(to: 1300)
            }
            #expect(machine.connected().isEmpty)
            #expect(machine.failures == 0)
            #expect(machine.admit(TestRequest()) == .write)
        }

        @Test("A connection that is lost fails what was sent, and is made again; requests wait for it once")
        func lost() {
            var machine = readyMachine()
            let sent = TestRequest(replies: 2)
            for number in 0..<2 { _ = machine.place(sent, number: number, bytes: 1, at: 0) }
            let places = machine.lost(at: 20, random: 0.5)
            #expect(places.map(\.number) == [0, 1])
            #expect(machine.phase == .resting(until: 45))
            #expect(machine.outstanding == 0)
            #expect(machine.admit(TestRequest()) == .hold(connect: false))
        }

        @Test("A connection on which nothing is answered for too long is given up, but not an idle one")
        func silence() {
            var machine = readyMachine()
            #expect(machine.advance(to: 100_000).due.isEmpty)
            #expect(machine.advance(to: 100_000).next == nil)
            let silent = TestRequest(deadline: 200_000)
            _ = machine.place(silent, number: 0, bytes: 1, at: 100_000)
            _ = machine.place(silent, number: 1, bytes: 1, at: 100_000)
            #expect(machine.advance(to: 100_499).due.isEmpty)
            _ = machine.reply(at: 100_499)
            #expect(machine.advance(to: 100_500).due.isEmpty)
            #expect(machine.advance(to: 100_500).next == 100_999)
            guard case .giveUp = machine.advance(to: 100_999).due.first else {
                Issue.record("it has to be given up")
                return
            }
        }

        @Test("Whatever happens, replies go to the requests in the order in which these were sent, each once")
        func model() {
            let seed: UInt64 = 0x5EED_0010
            print("seed: \(String(seed, radix: 16))")
            var random = SeededNumbers(seed: seed)
            for _ in 0..<200 {
                var machine = Machine(limits: Self.limits)
                // What was sent on this connection and is not answered, as the other side sees it.
                var wire: [(request: ObjectIdentifier, opaque: UInt32)] = []
                var kept: [TestRequest] = []
                var now: UInt64 = 0
                func write(_ request: TestRequest) {
                    for number in 0..<request.replyCount {
                        let opaque = machine.place(request, number: number, bytes: request.byteCount, at: now)
                        wire.append((ObjectIdentifier(request), opaque))
                    }
                }
                for _ in 0..<100 {
                    now += .random(in: 0...40, using: &random)
                    switch Int.random(in: 0..<8, using: &random) {
                    case 0...2:
                        let request = TestRequest(deadline: now + 60, replies: .random(in: 1...2, using: &random))
                        kept.append(request)
                        switch machine.admit(request) {
                        case .write:
                            #expect(machine.phase == .ready)
                            write(request)
                        case .hold: #expect(machine.phase != .ready && machine.failures == 0)
                        case .refuse(.busy):
                            #expect(machine.outstanding + request.replyCount > 4 || machine.failures > 0)
                        case .refuse(let failure): #expect(failure == .out && machine.failures > 0)
                        }
                    case 3, 4:
                        guard !wire.isEmpty, machine.phase == .ready else { break }
                        let expected = wire.removeFirst()
                        let place = machine.reply(at: now)
                        #expect(place.map { ObjectIdentifier($0.request) } == expected.request)
                        #expect(place?.opaque == expected.opaque)
                    case 5: for request in machine.connected() { write(request) }
                    case 6:
                        if Bool.random(using: &random) {
                            for request in machine.failedToConnect(at: now, random: 0.5) { request.isOver = true }
                        } else {
                            let isReady = machine.phase == .ready
                            #expect(machine.lost(at: now, random: 0.5).count == (isReady ? wire.count : 0))
                            if isReady { wire = [] }
                        }
                    default:
                        for case .expired(let requests) in machine.advance(to: now).due {
                            for request in requests {
                                #expect(request.deadline <= now && !request.isOver)
                                request.isOver = true
                            }
                        }
                    }
                    #expect(machine.outstanding <= 4)
                    #expect(machine.places.count == wire.count)
                }
            }
        }
    }
#endif
