#if Caches
    /// What came of a write.
    public enum WriteOutcome: String, Hashable, Sendable {
        /// All nodes that keep the key have done it.
        case done
        /// What it depended on was not so: there is a value, there is none, or it is another by now. Nothing has changed.
        case notDone
        /// The key's nodes are out; the gutter has done it, and keeps it for ``CacheConfiguration/gutterTimeToLive`` at most.
        case inGutter
        /// Not all nodes that keep the key have said that they did it, so an old value may still be there. What a node was sent it
        /// may yet do.
        case unconfirmed
    }
#endif
