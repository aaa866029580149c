import ConsistentHashing

/// The ways of assigning keys to nodes that an experiment compares.
public enum PlacementMethod: String, CaseIterable, Hashable, Sendable {
    /// `HashRing`, as it is unless told.
    case hashRing = "HashRing"
    /// `ThinnedRing`, as it is unless told.
    case thinnedRing = "ThinnedRing"
    /// `RendezvousHash`.
    case rendezvousHash = "RendezvousHash"
    /// `RendezvousTable`, as it is unless told.
    case rendezvousTable = "RendezvousTable"
    /// `MaglevTable`, as it is unless told.
    case maglevTable = "MaglevTable"
    /// `IncrementalMaglevTable`, as it is unless told.
    case incrementalMaglevTable = "IncrementalMaglevTable"
    /// `IncrementalSlotHash`, as it is unless told.
    case incrementalSlotHash = "IncrementalSlotHash"
    /// The key's hash modulo the number of nodes is a place in the list of nodes.
    case hashModulo = "hash mod n"
    /// One node after the other; a key's owner is who served its latest request.
    case roundRobin = "round robin"
}

extension PlacementMethod {
    /// The placement of these nodes, all of weight 1; `nil` for what is none.
    func placement(_ ids: [String]) throws(PlacementError) -> (any ComparedPlacement)? {
        switch self {
        case .hashRing: try HashRing(ids)
        case .thinnedRing: try ThinnedRing(ids)
        case .rendezvousHash: try RendezvousHash(ids)
        case .rendezvousTable: try RendezvousTable(ids)
        case .maglevTable: try MaglevTable(ids)
        case .incrementalMaglevTable: try IncrementalMaglevTable(ids)
        case .incrementalSlotHash: try IncrementalSlotHash(ids)
        case .hashModulo, .roundRobin: nil
        }
    }

    /// What assigns requests to these nodes, all of weight 1.
    ///
    /// - Parameter seed: what round robin's beginning follows from.
    func assigner(_ ids: [String], seed: UInt64) throws(PlacementError) -> any Assigner {
        if let placement = try placement(ids) { return Self.assigner(placement) }
        return self == .hashModulo ? HashModulo(ids) : RoundRobinRun(ids, seed: seed)
    }

    private static func assigner(_ placement: some ComparedPlacement) -> any Assigner {
        PlacementAssigner(placement)
    }
}

/// A placement that an experiment can change, and ask by hash.
protocol ComparedPlacement: HashPlacement, UpdatablePlacement where Node == String {}

extension HashRing: ComparedPlacement where Node == String {}
extension ThinnedRing: ComparedPlacement where Node == String {}
extension RendezvousHash: ComparedPlacement where Node == String {}
extension RendezvousTable: ComparedPlacement where Node == String {}
extension MaglevTable: ComparedPlacement where Node == String {}
extension IncrementalMaglevTable: ComparedPlacement where Node == String {}
extension IncrementalSlotHash: ComparedPlacement where Node == String {}
