import ConsistentHashing
import Foundation
import LoadBalancing
import Testing

@Suite("Round robin")
struct RoundRobinTests {
    /// A generator whose numbers are known: a linear congruence, of which the upper half is good enough here.
    struct KnownGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 32 | state << 32
        }
    }

    @Test("Every full turn gives each node exactly one pick, in the order of the list", arguments: 1...12)
    func fullTurns(count: Int) throws {
        let nodes = (0..<count).map { "node-\($0)" }
        let roundRobin = RoundRobin(nodes)
        let turn = (0..<count).compactMap { _ in roundRobin.next() }
        #expect(turn.sorted() == nodes.sorted())
        let start = try #require(nodes.firstIndex(of: turn[0]))
        #expect(turn == Array(nodes[start...] + nodes[..<start]))
        for _ in 0..<5 {
            #expect((0..<count).map { _ in roundRobin.next() } == turn)
        }
    }

    @Test("Any sequence of picks, wherever it begins, is even to within one")
    func evenness() {
        let roundRobin = RoundRobin(0..<7)
        for length in 0..<50 {
            var counts = [Int](repeating: 0, count: 7)
            for _ in 0..<length { counts[roundRobin.next() ?? 0] += 1 }
            #expect(counts.allSatisfy { $0 == length / 7 || $0 == (length + 6) / 7 })
        }
    }

    @Test("Without nodes there is nothing to pick, until there are some")
    func empty() {
        let roundRobin = RoundRobin([String]())
        #expect(roundRobin.next() == nil)
        #expect(roundRobin.next() == nil)
        #expect(roundRobin.nodes.isEmpty)
        roundRobin.replace(with: ["a"])
        #expect(roundRobin.next() == "a")
        roundRobin.replace(with: [])
        #expect(roundRobin.next() == nil)
    }

    @Test("It starts at a random node, taken from the generator that is given")
    func randomStart() {
        var starts: [Int: Int] = [:]
        for seed in UInt64(0)..<400 {
            var generator = KnownGenerator(state: seed)
            var same = generator
            let first = RoundRobin(0..<5, using: &generator).next()
            #expect(RoundRobin(0..<5, using: &same).next() == first, "seed \(seed)")
            #expect(generator.state == same.state && generator.state != seed)
            starts[first ?? -1, default: 0] += 1
        }
        // 80 each are expected, with a standard deviation of 8: six of them, a chance below 1e-6.
        #expect(starts.keys.sorted() == [0, 1, 2, 3, 4])
        #expect(starts.values.allSatisfy { abs($0 - 80) < 48 }, "\(starts)")
    }

    @Test("A fleet's processes do not all start at the same node")
    func unseededStart() {
        // All alike by chance: once in 1000⁹ runs.
        let starts = (0..<10).map { _ in RoundRobin(0..<1000).next() }
        #expect(Set(starts).count > 1)
        let roundRobin = RoundRobin(0..<1000)
        let restarts = (0..<10).map { _ in
            roundRobin.replace(with: 0..<1000)
            return roundRobin.next()
        }
        #expect(Set(restarts).count > 1)
    }

    @Test("A list that is replaced begins a turn of its own, at the start its generator gives")
    func replace() {
        let roundRobin = RoundRobin(["old-1", "old-2"])
        _ = roundRobin.next()
        var generator = KnownGenerator(state: 9)
        var same = generator
        let expected = RoundRobin(["a", "b", "c"], using: &same)
        roundRobin.replace(with: ["a", "b", "c"], using: &generator)
        #expect(roundRobin.nodes == ["a", "b", "c"])
        #expect((0..<9).map { _ in roundRobin.next() } == (0..<9).map { _ in expected.next() })
    }

    @Test("A node that is listed twice gets two picks a turn")
    func repeated() {
        let roundRobin = RoundRobin(["a", "b", "a"])
        let turn = (0..<6).compactMap { _ in roundRobin.next() }
        #expect(turn.count { $0 == "a" } == 4)
        #expect(turn.count { $0 == "b" } == 2)
    }

    /// A node that says which list it came with.
    struct Listed: Hashable {
        var list: Int
        var index: Int
    }

    private static func list(_ number: Int) -> [Listed] {
        (0..<(number % 6 + 1)).map { Listed(list: number, index: $0) }
    }

    @Test("Eight threads share every list exactly, while a ninth replaces it")
    func threads() {
        let roundRobin = RoundRobin(Self.list(0))
        let counts = Locked([Listed: Int]())
        let isDone = Locked(false)
        let lists = 400

        /// Picks until `isLast` says so, at least once, and adds up who was picked.
        @Sendable func pick(until isLast: (_ picks: Int) -> Bool) {
            var mine: [Listed: Int] = [:]
            var picks = 0
            repeat {
                if let node = roundRobin.next() { mine[node, default: 0] += 1 }
                picks += 1
            } while !isLast(picks)
            let picked = mine
            #expect(picked.values.reduce(0, +) == picks, "no list is empty, so every pick is a node")
            counts.withLock { $0.merge(picked, uniquingKeysWith: +) }
        }

        let threads = DispatchGroup()
        func onThread(_ body: @escaping @Sendable () -> Void) {
            threads.enter()
            Thread {
                body()
                threads.leave()
            }
            .start()
        }

        for _ in 0..<8 {
            // They go on until the last list is there, so that each replacement meets picks under way.
            onThread { pick { $0 >= 5000 && isDone.withLock { $0 } } }
        }
        onThread {
            for number in 1..<lists {
                roundRobin.replace(with: Self.list(number))
                // A few picks of its own, so that every list has some.
                pick { $0 == 20 }
            }
            isDone.withLock { $0 = true }
        }
        threads.wait()

        let total = counts.withLock { $0 }
        for number in 1..<lists {
            let each = Self.list(number).map { total[$0] ?? 0 }
            let sum = each.reduce(0, +)
            #expect(sum >= 20)
            // Full turns give all the same; what is left is one more for those from the random start on.
            let more = each.map { $0 - sum / each.count }
            #expect(more.allSatisfy { $0 == 0 || $0 == 1 }, "list \(number): \(each)")
            let changes = more.indices.count { more[$0] != more[($0 + 1) % more.count] }
            #expect(changes <= 2, "those with one more stand side by side: \(each)")
        }
        #expect(total.keys.allSatisfy { (0..<lists).contains($0.list) })
        #expect(roundRobin.nodes == Self.list(lists - 1))
    }

    @Test("It stands in for the ring where a request has no key, as its documentation shows")
    func fallback() throws {
        let nodes = ["app-1", "app-2", "app-3"]
        let ring = try HashRing(nodes)
        let fallback = RoundRobin(nodes)

        func node(forSession session: String?) -> String? {
            session.flatMap { ring.owner(of: $0) } ?? fallback.next()
        }

        for _ in 0..<5 {
            #expect(node(forSession: "session-7") == ring.owner(of: "session-7"))
            #expect(Set((0..<3).map { _ in node(forSession: nil) }) == Set(nodes), "a full turn, whatever the keys do")
        }
    }

    /// A node whose last copy, when it goes, asks for another node.
    private final class Curious: Sendable {
        let askNext: @Sendable () -> Void

        init(askNext: @escaping @Sendable () -> Void) {
            self.askNext = askNext
        }

        deinit { askNext() }
    }

    @Test("A node that picks while it is let go waits for nobody")
    func picksInDeinit() {
        let wasAsked = Locked(false)
        let holder = Locked<RoundRobin<Curious>?>(nil)
        let askNext: @Sendable () -> Void = {
            #expect(holder.withLock { $0 }?.next() == nil, "the list is already the empty one")
            wasAsked.withLock { $0 = true }
        }
        holder.withLock { $0 = RoundRobin([Curious(askNext: askNext)]) }
        holder.withLock { $0 }?.replace(with: [])
        #expect(wasAsked.withLock { $0 })
        holder.withLock { $0 = nil }
    }
}
