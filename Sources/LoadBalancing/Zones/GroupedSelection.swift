/// What a policy chooses by where endpoints are of several groups: first a group by its share, then one of its endpoints by the
/// policy, which sees that group alone.
///
/// A request without a key goes to the group whose turn it is; one with a key to the group that the key's hash, mixed once more,
/// falls to. Those of the first group are the lowest, so that while it loses load, keys leave it and none come.
///
/// If the group has nobody who is allowed, those behind it are asked in turn, and the ones before it last.
///
/// Cost: O(1) beside the policy's own, nothing allocated, retained or locked; O(groups) where nobody of the group is allowed.
struct GroupedSelection: EndpointSelection {
    /// One policy's selection over one group's candidates.
    struct Part: Sendable {
        let group: EndpointGroup
        let candidates: Candidates
        let selection: AnySelection
    }

    fileprivate struct Entry: Sendable {
        let selection: Unmanaged<AnySelection>
        let candidates: Unmanaged<Candidates.Storage>
        /// Among all candidates.
        let indices: FixedBuffer<Int>
        /// The last mixed hash that is this group's; `nil` if none is.
        let lastHash: UInt64?
    }

    final class Storage: Sendable {
        let parts: [Part]
        fileprivate let entries: FixedBuffer<Entry>
        let turns: GroupTurns

        fileprivate init(parts: [Part]) {
            self.parts = parts
            let shares = parts.map(\.group.share)
            turns = GroupTurns(shares: shares)
            let ends = Self.lastHashes(shares)
            entries = FixedBuffer(
                parts.indices.map { position in
                    Entry(
                        // Unretained: `parts` holds them.
                        selection: .passUnretained(parts[position].selection),
                        candidates: .passUnretained(parts[position].candidates.storage),
                        indices: FixedBuffer(parts[position].group.members),
                        lastHash: ends[position]
                    )
                }
            )
        }

        deinit {
            for position in 0..<entries.count {
                entries[position].indices.deallocate()
            }
            entries.deallocate()
            turns.deallocate()
        }

        /// Shares as intervals of all 2⁶⁴ hashes, one after the other.
        private static func lastHashes(_ shares: [Double]) -> [UInt64?] {
            var sum = 0.0
            var ends: [UInt64?] = shares.map { share in
                guard share > 0 else { return nil }
                sum += share
                return sum < 1 ? UInt64(sum * 0x1p64) &- 1 : .max
            }
            if let last = shares.lastIndex(where: { $0 > 0 }) {
                ends[last] = .max
            }
            return ends
        }
    }

    let storage: Storage
    private let entries: FixedBuffer<Entry>
    private let turns: GroupTurns
    private let takesKeys: Bool

    /// - Parameters:
    ///   - groups: at least one, with a share above 0.
    ///   - previous: the selection that this one takes the place of.
    ///   - make: the policy's selection over a group's candidates.
    init(
        over candidates: Candidates,
        groups: [EndpointGroup],
        replacing previous: GroupedSelection?,
        takesKeys: Bool,
        make: (Candidates, (any EndpointSelection)?) throws -> AnySelection
    ) rethrows {
        var parts: [Part] = []
        for group in groups where group.members.contains(where: { candidates.isAvailable($0) }) {
            let members = candidates.group(at: group.members, loadShare: group.share)
            let old = previous?.storage.parts.first { $0.group.level == group.level && $0.group.zone == group.zone }
            parts.append(
                Part(group: group, candidates: members, selection: try make(members, old?.selection.base))
            )
        }
        storage = Storage(parts: parts)
        entries = storage.entries
        turns = storage.turns
        self.takesKeys = takesKeys
    }

    func select(_ request: inout SelectionRequest) -> Int? {
        let first: Int
        let number: UInt64
        if takesKeys, let hash = request.keyHash {
            (first, number) = (group(ofHash: PickLane.mixed(hash)), 0)
        } else {
            (first, number) = turns.turn(request.nextTurn())
        }
        if let index = select(in: first, turn: number, &request) { return index }
        guard request.hasExclusions || entries.count > 1 else { return nil }
        for offset in 1..<max(1, entries.count) {
            if let index = select(in: (first + offset) % entries.count, turn: number, &request) { return index }
        }
        return nil
    }

    @inline(__always)
    private func group(ofHash hash: UInt64) -> Int {
        for position in 0..<entries.count {
            if let last = entries[position].lastHash, hash <= last { return position }
        }
        return 0
    }

    @inline(__always)
    private func select(in position: Int, turn: UInt64, _ request: inout SelectionRequest) -> Int? {
        let entry = entries[position]
        let all = request.enter(entry.candidates, turn: turn)
        defer { request.leave(to: all) }
        // A policy may be an app's own, and may be wrong.
        guard
            let index = entry.selection._withUnsafeGuaranteedRef({ $0.select(&request) }),
            index >= 0, index < entry.indices.count
        else { return nil }
        return entry.indices[index]
    }
}
