import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Deterministic aperture", .serialized)
struct DeterministicApertureTests {
    /// What clients send each server together, each client sending 1, by fraction of an aperture.
    private func loads(clients: Int, servers: Membership<String>, size: Int) throws -> [Double] {
        var loads = [Double](repeating: 0, count: servers.count)
        for client in 0..<clients {
            let members = try DeterministicAperture(client: client, of: clients, size: size).members(of: servers)
            let sum = members.reduce(0) { $0 + $1.fraction * servers[$1.index].weight }
            for member in members {
                loads[member.index] += member.fraction * servers[member.index].weight / sum
            }
        }
        return loads
    }

    @Test("For all numbers of clients and servers up to 40, every server gets exactly the same load", arguments: 1...40)
    func even(clients: Int) throws {
        for count in 1...40 {
            for size in [1, 3, 12] where size < count {
                // What of a server a client has, in parts of 1 / clients, adds up to the same whole number for all.
                var parts = [Int](repeating: 0, count: count)
                var widths: Set<Int> = []
                for client in 0..<clients {
                    let aperture = try DeterministicAperture(client: client, of: clients, size: size)
                    let members = aperture.members(
                        order: Array(0..<count),
                        weights: Array(repeating: 1, count: count)
                    )
                    let own = members.map { Int(($0.fraction * Double(clients)).rounded()) }
                    for (member, part) in zip(members, own) { parts[member.index] += part }
                    widths.insert(own.reduce(0, +))
                }
                #expect(Set(parts).count == 1, "\(count) servers, size \(size)")
                #expect(widths.count == 1, "\(count) servers, size \(size)")
            }
        }
    }

    @Test("With weights, every server gets its share", arguments: 1...20)
    func weights(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 1...30, using: &chance)
        let whole = chance.says(0.5)
        let weights = (0..<count).map { _ in
            whole ? Double.random(in: 1...9, using: &chance).rounded() : Double.random(in: 0.1...9, using: &chance)
        }
        let servers = try Membership<String>.numbered(count, weights: weights)
        let clients = Int.random(in: 1...30, using: &chance)
        let loads = try loads(clients: clients, servers: servers, size: Int.random(in: 1...count, using: &chance))
        for (load, share) in zip(loads, servers.shares) {
            // Weights that are no whole numbers are taken to 2⁻²⁰ of the largest.
            let error = whole ? 1e-9 : 1e-3
            #expect(abs(load - share * Double(clients)) < error * share * Double(clients), "seed \(seed)")
        }
    }

    @Test("The documentation's table")
    func documented() throws {
        struct Counted: Equatable {
            let width: Double
            let least: Int
            let most: Int
        }
        func connections(_ clients: Int, _ servers: Int, _ size: Int) throws -> Counted {
            let servers = try Membership<String>.numbered(servers)
            var counts = [Int](repeating: 0, count: servers.count)
            var width = 0.0
            for client in 0..<clients {
                let members = try DeterministicAperture(client: client, of: clients, size: size).members(of: servers)
                width = members.reduce(0) { $0 + $1.fraction }
                for member in members { counts[member.index] += 1 }
            }
            return Counted(width: width, least: counts.min() ?? 0, most: counts.max() ?? 0)
        }
        #expect(try connections(10, 100, 10) == Counted(width: 10, least: 1, most: 1))
        let few = try connections(3, 100, 10)
        #expect(abs(few.width - 100.0 / 3) < 1e-9 && few.least == 1 && few.most == 2)
        let many = try connections(100, 10, 3)
        #expect(abs(many.width - 3) < 1e-9 && many.least == 39 && many.most == 39)
        let odd = try connections(7, 10, 4)
        #expect(abs(odd.width - 30.0 / 7) < 1e-9 && odd.least == 3 && odd.most == 4)
    }

    @Test("It is as wide as asked for, and narrower than by one client's part more", arguments: 1...40)
    func width(clients: Int) throws {
        for count in [3, 10, 40, 100] {
            let servers = try Membership<String>.numbered(count)
            for size in 1..<count {
                let members = try DeterministicAperture(client: 0, of: clients, size: size).members(of: servers)
                let width = members.reduce(0) { $0 + $1.fraction }
                #expect(width > Double(size) - 1e-9)
                #expect(width < min(Double(count), Double(size) + Double(count) / Double(clients)) + 1e-9)
                #expect(members.allSatisfy { $0.fraction > 0 && $0.fraction <= 1 })
                #expect(members.map(\.index) == Set(members.map(\.index)).sorted())
            }
        }
    }

    @Test("A server that comes or goes moves no more than the edges of each client's aperture", arguments: 1...20)
    func serverMoves(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 20...80, using: &chance)
        let clients = count * Int.random(in: 1...4, using: &chance)
        let size = Int.random(in: 5...15, using: &chance)
        let before = try Membership<String>.named(0..<count)
        let after = try Membership<String>.named(0..<count + 1)
        for client in 0..<clients {
            let aperture = try DeterministicAperture(client: client, of: clients, size: size)
            let (old, new) = (aperture.ids(of: before), aperture.ids(of: after))
            #expect(old.subtracting(new).count <= 3, "seed \(seed)")
            #expect(new.subtracting(old).count <= 3, "seed \(seed)")
        }
    }

    @Test("A client that comes moves the others' apertures by no more than their own place shifts", arguments: 1...20)
    func clientMoves(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 20...60, using: &chance)
        let servers = try Membership<String>.named(0..<count)
        let clients = Int.random(in: count...3 * count, using: &chance)
        for client in 0..<clients {
            let old = try DeterministicAperture(client: client, of: clients, size: 10).ids(of: servers)
            let new = try DeterministicAperture(client: client, of: clients + 1, size: 10).ids(of: servers)
            // Its beginning moves by less than a client's part of the ring, a server at most; so does its end, and its width by
            // one client's part.
            #expect(old.subtracting(new).count <= 3, "seed \(seed)")
            #expect(new.subtracting(old).count <= 3, "seed \(seed)")
        }
    }

    @Test("What is not allowed is named")
    func errors() {
        #expect(throws: SubsetError.invalidClientCount(0)) { try DeterministicAperture(client: 0, of: 0, size: 1) }
        #expect(throws: SubsetError.invalidClientCount(1 << 21)) {
            try DeterministicAperture(client: 0, of: 1 << 21, size: 1)
        }
        #expect(throws: SubsetError.invalidClient(3, of: 3)) { try DeterministicAperture(client: 3, of: 3, size: 1) }
        #expect(throws: SubsetError.invalidClient(-1, of: 3)) { try DeterministicAperture(client: -1, of: 3, size: 1) }
        #expect(throws: SubsetError.invalidSize(name: "size", value: 0)) {
            try DeterministicAperture(client: 0, of: 3, size: 0)
        }
        #expect(
            SubsetError.invalidClient(3, of: 3).description
                == "the client's number 3 is not allowed among 3 clients: they are numbered from 0 to 2"
        )
    }
}
