import ConsistentHashing

/// Nodes in a list, in the order in which they were added; one of weight 2 stands in it twice.
struct NodeList: Sendable {
    private(set) var members: [Member<String>]
    /// For each place of the list, the index of the node that stands there.
    private(set) var places: [Int] = []

    init(_ ids: [String]) {
        members = ids.map { Member($0) }
        fillPlaces()
    }

    mutating func take(_ step: PreparedChange.Step) {
        switch step {
        case .insert(let id): members.append(Member(id))
        case .remove(let id): members.removeAll { $0.id == id }
        case .setWeight(let weight, let id):
            members = members.map { $0.id == id ? Member(id, weight: weight) : $0 }
        case .update(let members): self.members = members
        }
        fillPlaces()
    }

    private mutating func fillPlaces() {
        places.removeAll(keepingCapacity: true)
        for (index, member) in members.enumerated() {
            for _ in 0..<Int(member.weight.rounded()) {
                places.append(index)
            }
        }
    }
}

/// What most people start with for keys: the hash modulo the number of nodes is a place in a list.
struct HashModulo: Assigner {
    private var list: NodeList

    init(_ ids: [String]) {
        list = NodeList(ids)
    }

    func assign(_ sample: KeySample) -> Assignment {
        let places = list.places
        var owners: [Int?] = []
        owners.reserveCapacity(sample.count)
        sample.forEachKey { key in
            let hash = HashFunction.xxh3.hash(bytes: key)
            owners.append(places.isEmpty ? nil : places[Int(hash % UInt64(places.count))])
        }
        return Assignment(owners: owners, of: sample, nodes: list.members.count)
    }

    mutating func take(_ step: PreparedChange.Step) {
        list.take(step)
    }

    func membership() throws(PlacementError) -> Membership<String> { try Membership(list.members) }

    /// A hash's remainder is as likely to be one as another, but for n · 2⁻⁶⁴.
    var exactShares: [Double]? {
        let places = list.places
        return list.members.indices.map { index in
            Double(places.count { $0 == index }) / Double(places.count)
        }
    }
}

/// What most people start with for requests: one node after the other. A key's owner is who served its latest request.
///
/// A run over the log begins at a random node, and so does the next one after a change, as `RoundRobin` does whenever its
/// list is replaced.
struct RoundRobinRun: Assigner {
    private var list: NodeList
    private var generator: SplitMix64
    private var start: Int

    init(_ ids: [String], seed: UInt64) {
        list = NodeList(ids)
        generator = SplitMix64(seed: seed)
        start = list.places.isEmpty ? 0 : Int.random(in: list.places.indices, using: &generator)
    }

    func assign(_ sample: KeySample) -> Assignment {
        let places = list.places
        var owners = [Int?](repeating: nil, count: sample.count)
        var requests = [Int](repeating: 0, count: list.members.count)
        guard !places.isEmpty else { return Assignment(owners: owners, requests: requests) }
        var place = start
        for key in sample.log {
            owners[Int(key)] = places[place]
            requests[places[place]] += 1
            place = place + 1 == places.count ? 0 : place + 1
        }
        return Assignment(owners: owners, requests: requests)
    }

    mutating func take(_ step: PreparedChange.Step) {
        list.take(step)
        start = list.places.isEmpty ? 0 : Int.random(in: list.places.indices, using: &generator)
    }

    func membership() throws(PlacementError) -> Membership<String> { try Membership(list.members) }

    /// No key has an owner before it is asked for.
    var exactShares: [Double]? { nil }
}
