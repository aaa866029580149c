/// The ways of assigning keys to nodes that an experiment compares.
public enum PlacementMethod: String, CaseIterable, Hashable, Sendable {
    /// `HashRing`, as it is unless told.
    case hashRing = "HashRing"
    /// `RendezvousHash`.
    case rendezvousHash = "RendezvousHash"
    /// `RendezvousTable`, as it is unless told.
    case rendezvousTable = "RendezvousTable"
    /// `MaglevTable`, as it is unless told.
    case maglevTable = "MaglevTable"
    /// `IncrementalMaglevTable`, as it is unless told.
    case incrementalMaglevTable = "IncrementalMaglevTable"
    /// The key's hash modulo the number of nodes is a place in the list of nodes.
    case hashModulo = "hash mod n"
    /// One node after the other; a key's owner is who served its latest request.
    case roundRobin = "round robin"
}
