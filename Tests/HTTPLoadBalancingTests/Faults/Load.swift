#if HTTP
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import Testing

    /// 500 requests a second, at most 50 of them in flight: fifty senders, each of which sends ten a second while it can.
    final class Load: Sendable {
        struct Totals: Sendable {
            var requests = 0
            var failures: [String] = []
            /// How long each took.
            var times: [Duration] = []
            /// By which server a key was answered last.
            var answers: [Int: String] = [:]
            /// By which servers.
            var servers: [Int: Set<String>] = [:]
        }

        /// How many requests are under way, and how many of them are older than a moment.
        private struct UnderWay: Sendable {
            var begun = 0
            var numbers: Set<Int> = []
            var old: Set<Int> = []
        }

        static let senders = 50
        static let keys = 300

        static func name(of key: Int) -> String { "key-\(key)" }

        private let test: ClientUnderTest
        private let totals = Locked(Totals())
        private let underWay = Locked(UnderWay())

        init(_ test: ClientUnderTest) {
            self.test = test
        }

        /// What there has been since this was asked last; answers by key stay.
        func take() -> Totals {
            totals.withLock { totals in
                defer { totals = Totals(answers: totals.answers) }
                return totals
            }
        }

        /// How many requests there have been since they were taken last, and how many keys have been answered.
        var requests: Int { totals.withLock { $0.requests } }
        var keysAnswered: Int { totals.withLock { $0.servers.count } }

        /// Waits until all requests that are under way now have ended.
        func waitForThoseUnderWay() async throws {
            underWay.withLock { $0.old = $0.numbers }
            try await eventually("the requests under way have ended") { underWay.withLock { $0.old.isEmpty } }
        }

        /// Sends until the task is cancelled.
        func run() async {
            await withDiscardingTaskGroup { group in
                for sender in 0..<Self.senders {
                    group.addTask { await self.send(sender) }
                }
            }
        }

        private func send(_ sender: Int) async {
            var at = ContinuousClock.now + .milliseconds(2 * sender)
            var key = sender
            while !Task.isCancelled {
                do { try await Task.sleep(until: at, clock: .continuous) } catch { return }
                at = max(at + .milliseconds(100), .now)
                await send(key: key)
                key = (key + Self.senders) % Self.keys
            }
        }

        private func send(key: Int) async {
            let start = ContinuousClock.now
            let number = underWay.withLock { underWay in
                underWay.begun += 1
                underWay.numbers.insert(underWay.begun)
                return underWay.begun
            }
            defer {
                underWay.withLock { underWay in
                    underWay.numbers.remove(number)
                    underWay.old.remove(number)
                }
            }
            do {
                let (status, answer) = try await test.text("/", key: .value(Self.name(of: key)))
                let time = ContinuousClock.now - start
                totals.withLock { totals in
                    totals.requests += 1
                    totals.times.append(time)
                    guard status == 200 else { return totals.failures.append("\(status)") }
                    totals.answers[key] = answer
                    totals.servers[key, default: []].insert(answer)
                }
            } catch {
                if Task.isCancelled { return }
                totals.withLock { totals in
                    totals.requests += 1
                    totals.failures.append("\(error)")
                }
            }
        }
    }
#endif
