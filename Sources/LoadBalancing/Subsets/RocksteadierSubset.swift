public import ConsistentHashing

/// As many servers for each client, chosen so that few connections move when servers or clients come and go.
///
/// Servers and clients are dealt out in lots of *L*, in the order of their numbers. For each lot of clients, the servers of
/// each of their lots are shuffled, one to a row; a client has a row, and takes as many servers as it wants, from its row and,
/// if that is too short, from the rows behind it. So the clients of a lot have different servers for as long as there are enough:
///
///     clients 0–3         │ lot 0  lot 2  lot 1         clients 4–7         │ lot 1  lot 0  lot 2
///     row 0: client 0     │  s1      –     s6           row 0: client 4     │  s4     s2     s8
///     row 1: client 2     │  s2      –     s5           row 1: client 6     │  s5     s0     s9
///     row 2: client 1     │  s0     s9     s7           row 2: client 5     │  s6     s1      –
///     row 3: client 3     │  s3     s8     s4           row 3: client 7     │  s7     s3      –
///
/// (Ten servers in lots of four. At three servers each, client 0 has s1, s6 and, from the next row, s2.)
///
/// Where a lot of clients begins among the lots of servers, and which row a client has, follows van der Corput's sequence: the
/// numbers' bits in reverse, which go round a ring evenly however many there are.
///
/// A client has to know its own number, not how many there are: when another comes, nothing changes for it. Servers are
/// numbered by their ids, in which digits count as numbers: `web-2` is before `web-10`. One that comes at the end fills a gap or begins
/// a new lot; one that leaves from the middle moves those behind it up by one place, so that each lot loses its first and gains
/// another. Numbered servers (a stateful set's) suit it best: with 100 clients of 100 servers, 20 each, one more at the end moved
/// 19 connections of 2,000, which is the least there can be; one less in the middle moved 199.
///
/// Weights are not heeded in the choice.
///
/// Cost: O(n log n + size · *L* · log *L*).
///
/// Errors: ``SubsetError``.
///
/// Source: Ward, Wankadia and Guliani, "Reinventing Backend Subsetting at Google", ACM Queue 20(5), 2022: Rocksteadier subsetting.
/// There, a lot is shuffled by position. Here it is by ids: of all pairs of a server and a row, the one with the smallest hash
/// is matched first, and so on, so that where one server takes another's place in a lot, most of the others stay in their rows.
public struct RocksteadierSubset: ServerSubset, Hashable {
    /// Which client this is, from 0.
    public let client: Int
    /// How many servers it takes; all, if there are no more.
    public let size: Int
    /// How many servers, and how many clients, a lot has. 10, as the article has it: more make subsets differ more.
    public let lotSize: Int
    /// What lots are shuffled by.
    public let hashFunction: HashFunction

    public init(
        client: Int,
        size: Int,
        lotSize: Int = 10,
        hashFunction: HashFunction = .xxh3
    ) throws(SubsetError) {
        guard client >= 0 else { throw .negativeClient(client) }
        guard size >= 1 else { throw .invalidSize(name: "size", value: size) }
        guard lotSize >= 1 else { throw .invalidSize(name: "lotSize", value: lotSize) }
        self.client = client
        self.size = size
        self.lotSize = lotSize
        self.hashFunction = hashFunction
    }

    public var subsetName: String { "rocksteadier" }

    public func members(of servers: Membership<String>) -> [SubsetMember] {
        guard size < servers.count else { return servers.everyMember }
        let order = servers.indicesByNumber
        let clientLot = UInt64(client / lotSize)
        let firstRow = Self.rank(of: client % lotSize, among: lotSize)
        let lots = Self.lots((servers.count - 1) / lotSize + 1, from: clientLot.bitsReversed)
        var rows: [[Int?]?] = Array(repeating: nil, count: lots.count)
        var members: [SubsetMember] = []
        for step in 0..<lotSize {
            for lot in lots {
                let first = lot * lotSize
                let shuffled =
                    rows[lot]
                    ?? shuffled(order[first..<min(first + lotSize, order.count)], servers, clientLot: clientLot)
                rows[lot] = shuffled
                guard let server = shuffled[(firstRow + step) % lotSize] else { continue }
                members.append(SubsetMember(index: server))
                if members.count == size {
                    return members.sorted { $0.index < $1.index }
                }
            }
        }
        return members.sorted { $0.index < $1.index }
    }

    /// The lots of servers, clockwise from a place on the ring that they are on.
    private static func lots(_ count: Int, from place: UInt64) -> [Int] {
        (0..<count).sorted { UInt64($0).bitsReversed &- place < UInt64($1).bitsReversed &- place }
    }

    /// The place of a number among so many if they are put in the order of their bits in reverse.
    private static func rank(of number: Int, among count: Int) -> Int {
        let own = UInt64(number).bitsReversed
        return (0..<count).count { UInt64($0).bitsReversed < own }
    }

    /// A lot's servers row by row, `nil` for a row that has none.
    private func shuffled(_ lot: ArraySlice<Int>, _ servers: Membership<String>, clientLot: UInt64) -> [Int?] {
        struct Pair {
            let hash: UInt64
            let server: Int
            let row: Int
        }
        var pairs: [Pair] = []
        pairs.reserveCapacity(lot.count * lotSize)
        for server in lot {
            let hash = hashFunction.hash(servers[server].id) ^ PickLane.mixed(clientLot)
            for row in 0..<lotSize {
                let mixed = PickLane.mixed(hash &+ UInt64(row) &* PickLane.step)
                pairs.append(Pair(hash: mixed, server: server, row: row))
            }
        }
        // Of equal hashes, which two ids of one hash have, the one that was put in first: servers are in order.
        let order = pairs.indices.sorted {
            pairs[$0].hash == pairs[$1].hash ? $0 < $1 : pairs[$0].hash < pairs[$1].hash
        }
        var rows: [Int?] = Array(repeating: nil, count: lotSize)
        var placed: Set<Int> = []
        for pair in order.lazy.map({ pairs[$0] }) where rows[pair.row] == nil && !placed.contains(pair.server) {
            rows[pair.row] = pair.server
            placed.insert(pair.server)
            if placed.count == lot.count { break }
        }
        return rows
    }
}

extension UInt64 {
    /// The bits, first to last: as a part of 2⁶⁴, the numbers 0, 1, 2, 3, … are 0, 1/2, 1/4, 3/4, … (van der Corput's sequence).
    fileprivate var bitsReversed: UInt64 {
        var bits = self
        bits = (bits >> 1 & 0x5555_5555_5555_5555) | (bits & 0x5555_5555_5555_5555) << 1
        bits = (bits >> 2 & 0x3333_3333_3333_3333) | (bits & 0x3333_3333_3333_3333) << 2
        bits = (bits >> 4 & 0x0F0F_0F0F_0F0F_0F0F) | (bits & 0x0F0F_0F0F_0F0F_0F0F) << 4
        return bits.byteSwapped
    }
}
