import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Rocksteadier subsets", .serialized)
struct RocksteadierSubsetTests {
    private func subsets(_ clients: Int, _ servers: Membership<String>, size: Int) throws -> [Set<String>] {
        try (0..<clients).map { try RocksteadierSubset(client: $0, size: size).ids(of: servers) }
    }

    @Test("Every client has exactly as many servers as asked for, or all", arguments: [1, 7, 10, 11, 56, 100])
    func size(count: Int) throws {
        let servers = try Membership<String>.numbered(count)
        for size in [1, 9, 11, 55, 100, 200] {
            for lotSize in [1, 10, 32] {
                for client in [0, 9, 1_000_003] {
                    let subset = try RocksteadierSubset(client: client, size: size, lotSize: lotSize)
                    let members = subset.members(of: servers)
                    #expect(members.count == min(size, count))
                    #expect(members.map(\.index) == Set(members.map(\.index)).sorted())
                    #expect(members.allSatisfy { $0.fraction == 1 })
                }
            }
        }
    }

    @Test("The clients of a lot share no server while there are enough", arguments: [1, 3, 5, 10])
    func diversity(size: Int) throws {
        let servers = try Membership<String>.numbered(100)
        let all = try subsets(10, servers, size: size)
        #expect(Set(all.joined()).count == 10 * size)
    }

    @Test("Where lots are full, servers have the same number of clients", arguments: [10, 20, 30, 50])
    func even(size: Int) throws {
        let servers = try Membership<String>.numbered(100)
        let connections = try subsets(40, servers, size: size).joined().reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(connections.count == 100)
        #expect(connections.values.allSatisfy { $0 == 40 * size / 100 })
    }

    @Test(
        "Where they are not, the fullest server has a quarter more than the mean at most",
        arguments: [57, 250]
    )
    func nearlyEven(count: Int) throws {
        let servers = try Membership<String>.numbered(count)
        let connections = try subsets(200, servers, size: 20).joined().reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let mean = 200 * 20 / Double(count)
        #expect(connections.values.allSatisfy { Double($0) < 1.25 * mean && Double($0) > 0.7 * mean }, "\(connections)")
    }

    @Test("A client that comes changes nothing for the others")
    func clients() throws {
        let servers = try Membership<String>.numbered(57)
        #expect(Array(try subsets(41, servers, size: 8).prefix(40)) == (try subsets(40, servers, size: 8)))
    }

    @Test(
        "A server that comes at the end, or leaves there, moves few of the connections",
        arguments: [1, 4, 7, 9, 10, 13, 20, 29]
    )
    func serverMoves(offset: Int) throws {
        let count = 60 + offset
        let before = try subsets(50, Membership<String>.numbered(count), size: 12)
        let after = try subsets(50, Membership<String>.numbered(count + 1), size: 12)
        let moved = moves(before, after)
        // At the least, the newcomer takes its part of the 600.
        #expect(moved.opened <= 50 * 12 / 10, "\(moved)")
        #expect(moved.opened == moved.closed)
        let joined = after.count { $0.contains("s-\(count)") }
        #expect(moved.opened >= joined && joined > 0)
    }

    @Test("A server that takes another's place in a lot leaves most in their rows")
    func replacement() throws {
        let servers = try Membership<String>.numbered(100)
        let other = try Membership(servers.filter { $0.id != "s-37" } + [Member("s-37b", weight: 1)])
        let before = try subsets(100, servers, size: 10)
        let moved = moves(before, try subsets(100, other, size: 10))
        let had = before.count { $0.contains("s-37") }
        // The minimum is what the lost one had; what else moves, moves by chains through its lot's rows.
        #expect(moved.closed >= had && moved.closed <= 6 * had, "\(moved), \(had)")
    }

    @Test("Digits in ids count as numbers")
    func order() {
        let ids = [
            "web-2", "web-10", "web-1", "10.0.0.10:80", "10.0.0.9:80", "a-01", "a-1", "a", "b007c2", "b7c10", "",
        ]
        let sorted = ids.sorted(by: NumberedOrder.precedes)
        #expect(
            sorted == [
                "", "10.0.0.9:80", "10.0.0.10:80", "a", "a-01", "a-1", "b007c2", "b7c10", "web-1", "web-2", "web-10",
            ]
        )
        #expect(!NumberedOrder.precedes("a", "a"))
        let long = "x" + String(repeating: "9", count: 60)
        #expect(NumberedOrder.precedes("x8", long) && !NumberedOrder.precedes(long, "x8"))
    }

    @Test("What is not allowed is named")
    func errors() {
        #expect(throws: SubsetError.negativeClient(-1)) { try RocksteadierSubset(client: -1, size: 1) }
        #expect(throws: SubsetError.invalidSize(name: "size", value: 0)) { try RocksteadierSubset(client: 0, size: 0) }
        #expect(throws: SubsetError.invalidSize(name: "lotSize", value: 0)) {
            try RocksteadierSubset(client: 0, size: 1, lotSize: 0)
        }
    }
}
