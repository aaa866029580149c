/// Lets so many at a time through, so many more wait for a while, and turns all others away at once.
public final class ConcurrencyLimit: Sendable {
    /// How many, and for how long.
    public struct Configuration: Hashable, Sendable {
        /// How many may be under way at a time. 1 or above.
        public var limit: Int

        /// How many may wait. 0, so that nobody does, unless given; 0 or above.
        public var queueLength: Int

        /// How long one may wait. 100 ms; ours. 0 or longer.
        public var queueWait: Duration

        public init(limit: Int, queueLength: Int = 0, queueWait: Duration = .milliseconds(100)) {
            self.limit = limit
            self.queueLength = queueLength
            self.queueWait = queueWait
        }

        func check() throws(ConfigurationError) {
            try limit.checkIsPositive("concurrencyLimit.limit")
            guard queueLength >= 0 else {
                throw .invalidCount(name: "concurrencyLimit.queueLength", value: queueLength, allowed: "0 or above")
            }
            guard queueWait >= .zero else {
                throw .invalidDuration(name: "concurrencyLimit.queueWait", value: queueWait, allowed: "0 or longer")
            }
        }
    }
}
