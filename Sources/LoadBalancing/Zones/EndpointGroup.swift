/// Endpoints of one level, of one zone or of all, and how much of the load they carry together.
package struct EndpointGroup: Hashable, Sendable {
    /// Whose endpoints a group has.
    package enum Zone: Hashable, Sendable {
        /// All of the level's: zones are not asked for, or there are too few endpoints, or the level panics.
        case all
        case named(EndpointID)
        /// Those without a zone.
        case unnamed

        init(_ name: String?) {
            self = name.map { .named(EndpointID($0)) } ?? .unnamed
        }
    }

    /// ``Endpoint/priority``.
    package let level: Int
    package let zone: Zone
    /// Their indices among all candidates, in order.
    package let members: [Int]
    /// A part of 1.
    package let share: Double
    /// Whether the level panics.
    package let isPanicking: Bool
}

/// What groups are made from.
package struct GroupCandidate: Hashable, Sendable {
    package let level: Int
    package let zone: String?
    /// Its own one, above 0.
    package let weight: Double
    package let isWell: Bool

    package init(level: Int, zone: String?, weight: Double, isWell: Bool) {
        self.level = level
        self.zone = zone
        self.weight = weight
        self.isWell = isWell
    }
}

/// The division of candidates into groups: by level of priority, and within a level by zone.
///
/// A pure function of the candidates, so that every process with the same list and health has the same levels, and every process in
/// one zone the same groups.
package struct EndpointGrouping: Sendable {
    /// The levels that have candidates, the preferred first.
    package let levels: [Int]
    package let loads: PriorityLoads
    private let candidates: [GroupCandidate]
    private let members: [Int: [Int]]
    private let configuration: LoadBalancerConfiguration

    /// O(n).
    package init(_ candidates: [GroupCandidate], configuration: LoadBalancerConfiguration) {
        var members: [Int: [Int]] = [:]
        for (index, candidate) in candidates.enumerated() {
            members[candidate.level, default: []].append(index)
        }
        let levels = members.keys.sorted()
        self.levels = levels
        self.members = members
        self.candidates = candidates
        self.configuration = configuration
        loads = PriorityLoads(
            levels: levels.map { Self.level(of: members[$0, default: []].map { candidates[$0] }) },
            overprovisioning: configuration.overprovisioning,
            panicThreshold: configuration.panicThreshold
        )
    }

    /// By level; the client's own zone first, then by name. O(n), and O(zones · log zones) where zones matter.
    package var groups: [EndpointGroup] {
        levels.indices.flatMap { position in
            let level = EndpointGroup(
                level: levels[position],
                zone: .all,
                members: members[levels[position], default: []],
                share: loads.shares[position],
                isPanicking: loads.panics[position]
            )
            guard let zones = configuration.zones, !level.isPanicking else { return [level] }
            return divided(level, zones)
        }
    }

    private static func level(of candidates: [GroupCandidate]) -> PriorityLoads.Level {
        let weights = scaled(candidates)
        let well = zip(candidates, weights).reduce(0.0) { $1.0.isWell ? $0 + $1.1 : $0 }
        return PriorityLoads.Level(
            count: candidates.count,
            wellCount: candidates.count(where: \.isWell),
            wellShare: well / weights.reduce(0, +)
        )
    }

    /// Weights over the largest: a sum of huge ones must not become infinite.
    private static func scaled(_ candidates: [GroupCandidate]) -> [Double] {
        let largest = candidates.map(\.weight).max() ?? 1
        return candidates.map { $0.weight / largest }
    }

    private func divided(_ level: EndpointGroup, _ zones: ZoneConfiguration) -> [EndpointGroup] {
        let inService = level.members.count { candidates[$0].isWell }
        guard inService >= zones.minimumEndpoints else { return [level] }
        let members = Dictionary(grouping: level.members) { EndpointGroup.Zone(candidates[$0].zone) }
        let local = EndpointGroup.Zone(zones.local)
        let names = members.keys.sorted { Self.precedes($0, $1, local: local) }
        let weights = Self.scaled(level.members.map { candidates[$0] })
        let weightOf = Dictionary(uniqueKeysWithValues: zip(level.members, weights))
        let clients = zones.clients.map { clients in
            let sum = clients.values.reduce(0, +)
            return Dictionary(clients.map { (EndpointGroup.Zone($0.key), $0.value / sum) }) { $0 + $1 }
        }
        let shares = ZoneLoads.shares(
            of: names.map { name in
                let members = members[name, default: []]
                return ZoneLoads.Zone(
                    weight: members.reduce(0) { $0 + weightOf[$1, default: 0] },
                    weightInService: members.reduce(0) { candidates[$1].isWell ? $0 + weightOf[$1, default: 0] : $0 },
                    clientShare: clients.map { $0[name] ?? 0 }
                )
            },
            local: names.firstIndex(of: local),
            overprovisioning: configuration.overprovisioning
        )
        return zip(names, shares).map { name, share in
            EndpointGroup(
                level: level.level,
                zone: name,
                members: members[name, default: []],
                share: level.share * share,
                isPanicking: false
            )
        }
    }

    /// The client's own zone first, that without a name last.
    private static func precedes(
        _ first: EndpointGroup.Zone,
        _ second: EndpointGroup.Zone,
        local: EndpointGroup.Zone
    ) -> Bool {
        if first == local || second == local { return first == local && second != local }
        switch (first, second) {
        case (.named(let first), .named(let second)): return first < second
        case (.named, _): return true
        default: return false
        }
    }
}
