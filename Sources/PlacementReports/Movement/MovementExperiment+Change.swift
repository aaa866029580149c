extension MovementExperiment {
    /// What can happen to a set of nodes.
    public enum Change: String, CaseIterable, Hashable, Sendable {
        /// A node joins.
        case oneAdded = "one added"
        /// A node leaves, any of them.
        case oneRemoved = "one removed at random"
        /// The node that was added last leaves.
        case lastRemoved = "the last removed"
        /// A tenth of the nodes leave at once, any of them; at least one.
        case tenthRemoved = "a tenth removed"
        /// A node gets twice the weight, any of them.
        case weightDoubled = "one weight doubled"
        /// A node joins, and leaves again: the nodes are those that were there before.
        case addedAndRemoved = "one added and removed again"
    }
}
