#if Caches
    import LoadBalancing
    import Metrics

    /// What a cache client has done so far. A key of many that are asked for at once counts as one.
    public struct CacheCounts: Hashable, Sendable {
        /// Reads that found a value, those of the gutter and of old owners among them.
        public var hits = 0
        /// Reads of which a node said that there is nothing.
        public var misses = 0
        /// Reads that no node answered: misses for whoever asked.
        public var unanswered = 0
        /// Hits of the gutter.
        public var gutterHits = 0
        /// Hits of the node that owned the key before, whose value was taken over.
        public var warmUpHits = 0
        /// Writes that were done, or were not because of what they depended on.
        public var writes = 0
        /// Writes that the gutter took.
        public var gutterWrites = 0
        /// Writes that not all nodes have confirmed.
        public var unconfirmedWrites = 0
        /// Values that were there, but not of the type asked for: misses for whoever asked.
        public var undecodable = 0
        /// Values that read-through loaded.
        public var loads = 0
    }

    /// Counts, for those who ask and for metrics: `cache.reads`, `cache.writes` and `cache.loads`, with the dimensions `lb.name` and
    /// `result`.
    final class CacheTotals: Sendable {
        enum Read: Int, CaseIterable {
            case hit, miss, unanswered, gutter, warmUp, undecodable

            var place: Int { rawValue }

            fileprivate var name: String {
                switch self {
                case .warmUp: "warm_up"
                default: "\(self)"
                }
            }
        }

        private let counts = Locked(CacheCounts())
        private let reads: [Counter]
        private let writes: [Counter]
        private let loads: Counter

        init(name: String, factory: any MetricsFactory) {
            func counter(_ label: String, _ result: String) -> Counter {
                Counter(label: label, dimensions: [("lb.name", name), ("result", result)], factory: factory)
            }
            reads = Read.allCases.map { counter("cache.reads", $0.name) }
            writes = ["done", "gutter", "unconfirmed"].map { counter("cache.writes", $0) }
            loads = Counter(label: "cache.loads", dimensions: [("lb.name", name)], factory: factory)
        }

        var current: CacheCounts { counts.withLock { $0 } }

        /// - Parameter times: how many keys it came to this for.
        func count(_ read: Read, times: Int = 1) {
            guard times > 0 else { return }
            reads[read.place].increment(by: times)
            counts.withLock { counts in
                switch read {
                case .hit: counts.hits += times
                case .miss: counts.misses += times
                case .unanswered: counts.unanswered += times
                case .undecodable: counts.undecodable += times
                case .gutter:
                    counts.hits += times
                    counts.gutterHits += times
                case .warmUp:
                    counts.hits += times
                    counts.warmUpHits += times
                }
            }
        }

        /// Reads of many keys, all at once.
        func count(_ reads: some Sequence<Read>) {
            var tally = [Int](repeating: 0, count: Read.allCases.count)
            for read in reads { tally[read.place] += 1 }
            for read in Read.allCases { count(read, times: tally[read.place]) }
        }

        func count(_ outcome: WriteOutcome) {
            switch outcome {
            case .done, .notDone:
                writes[0].increment()
                counts.withLock { $0.writes += 1 }
            case .inGutter:
                writes[1].increment()
                counts.withLock { $0.gutterWrites += 1 }
            case .unconfirmed:
                writes[2].increment()
                counts.withLock { $0.unconfirmedWrites += 1 }
            }
        }

        func countLoad() {
            loads.increment()
            counts.withLock { $0.loads += 1 }
        }

        func destroy() {
            for counter in reads + writes + [loads] { counter.destroy() }
        }
    }
#endif
