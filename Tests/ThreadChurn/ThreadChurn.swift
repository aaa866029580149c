import ConsistentHashing
import Foundation
import LoadBalancing
import Synchronization

/// Readers look keys up and take turns while a writer replaces what they read. Run under the thread sanitizer, it finds
/// what tests of one thread can't; it also fails, with a message, on any answer that mixes an old list with a new one.
@main
struct ThreadChurn {
    static let readers = 8
    static let replacements = 200
    static let lists = (2...9).map { size in (0..<size).map { "list-\(size)-node-\($0)" } }

    static func main() async throws {
        try churnRoundRobin()
        try churnPlacements()
        #if LoadBalancing
            try await churnLoadBalancer(.roundRobin)
            try await churnLoadBalancer(.leastRequest)
            try await churnLoadBalancer(.peakEWMA)
            try await churnLoadBalancer(.hashRing(loadBound: 1.25))
            try await churnRetrier()
        #endif
        print("ThreadChurn: \(readers) readers and one writer, \(replacements) replacements each: no race, no mixture")
    }

    /// Every pick is of the list it was taken from, and each use of a list spreads its picks to within one.
    static func churnRoundRobin() throws {
        let roundRobin = RoundRobin(lists[0])
        let picks = Locked<[String: Int]>([:])
        try churn(
            reader: { _ in
                var mine: [String: Int] = [:]
                for _ in 0..<50 {
                    guard let node = roundRobin.next() else {
                        throw Failure("an empty pick, from lists that are not empty")
                    }
                    mine[node, default: 0] += 1
                }
                picks.withLock { [mine] in $0.merge(mine, uniquingKeysWith: +) }
            },
            writer: { roundRobin.replace(with: lists[$0 % lists.count]) }
        )
        for list in lists {
            let counts = picks.withLock { picks in list.map { picks[$0] ?? 0 } }
            let spread = (counts.max() ?? 0) - (counts.min() ?? 0)
            guard spread <= replacements / lists.count + 1 else {
                throw Failure("the picks of one list differ by \(spread): \(counts)")
            }
        }
    }

    /// A reader's placement is a value: its answers are those of one list throughout, while the shared one changes.
    static func churnPlacements() throws {
        let shared = Locked(try Placements(lists[0]))
        try churn(
            reader: { round in
                let placements = shared.withLock { $0 }
                for key in 0..<20 {
                    try placements.check(UInt64(round * 20 + key))
                }
            },
            writer: { replacement in
                let next = try shared.withLock { $0 }.updated(to: lists[replacement % lists.count])
                shared.withLock { $0 = next }
            }
        )
    }

    /// Runs `reader` over and over on eight threads until `writer` has run on this one for every replacement.
    ///
    /// Threads, not tasks: tasks share as many threads as there are cores, and readers that never wait would keep them.
    static func churn(
        reader: @escaping @Sendable (_ round: Int) throws -> Void,
        writer: (_ replacement: Int) throws -> Void
    ) throws {
        let state = State()
        let group = DispatchGroup()
        for _ in 0..<readers {
            group.enter()
            Thread {
                var round = 0
                while !state.isDone.load(ordering: .acquiring) {
                    do {
                        try reader(round)
                    } catch {
                        state.failure.withLock { $0 = $0 ?? error }
                        break
                    }
                    round += 1
                    state.rounds.add(1, ordering: .relaxed)
                }
                group.leave()
            }.start()
        }
        for replacement in 1...replacements {
            // Wait until the readers have been at it since the last replacement, or have given up.
            let seen = state.rounds.load(ordering: .relaxed)
            while state.rounds.load(ordering: .relaxed) < seen + readers, state.failure.withLock({ $0 }) == nil {
                sched_yield()
            }
            try writer(replacement)
        }
        state.isDone.store(true, ordering: .releasing)
        group.wait()
        if let failure = state.failure.withLock({ $0 }) {
            throw failure
        }
    }

    /// What the threads share.
    final class State: Sendable {
        let isDone = Atomic(false)
        let rounds = Atomic(0)
        let failure = Locked<(any Error)?>(nil)
    }

    /// One of each kind, over the same nodes.
    struct Placements: Sendable {
        var size: Int
        var ring: HashRing<String>
        var rendezvous: RendezvousHash<String>
        var table: RendezvousTable<String>
        var maglev: MaglevTable<String>

        init(_ nodes: [String]) throws {
            size = nodes.count
            ring = try HashRing(nodes)
            rendezvous = try RendezvousHash(nodes)
            table = try RendezvousTable(nodes, slotCount: 1024)
            maglev = try MaglevTable(nodes, slotCount: 1021)
        }

        func updated(to nodes: [String]) throws -> Placements {
            var copy = self
            copy.size = nodes.count
            copy.ring = try ring.updated(to: nodes).placement
            copy.rendezvous = try rendezvous.updated(to: nodes).placement
            copy.table = try table.updated(to: nodes).placement
            copy.maglev = try maglev.updated(to: nodes).placement
            return copy
        }

        func check(_ key: UInt64) throws {
            let owners = [ring.owner(of: key), rendezvous.owner(of: key), table.owner(of: key), maglev.owner(of: key)]
            for owner in owners {
                guard let owner, owner.hasPrefix("list-\(size)-") else {
                    throw Failure("key \(key) of list \(size) is owned by \(owner ?? "nobody")")
                }
            }
            guard ring.replicas(of: key, count: size).count == size else {
                throw Failure("key \(key) of list \(size) has too few replicas")
            }
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
