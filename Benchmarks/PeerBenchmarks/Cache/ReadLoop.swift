#if Peers && Caches
    import CommandLineSupport

    /// What one turn of a client is: what its readers read, and for how long.
    struct ReadPlan: Sendable {
        /// How long it takes.
        enum Length: Sendable {
            /// So many reads by each reader.
            case reads(Int)
            case time(Duration)
        }

        let client: String
        let keys: CacheKeys
        /// How many keys a read asks for at once.
        let batch: Int
        let length: Length
        /// Of the round, so that not every turn begins with the same keys.
        let round: Int
    }

    /// One reader's reads, one after the other: which keys are next, whether all were found, and how long each read took.
    struct ReadLoop {
        /// Of each read, in seconds.
        private(set) var times: [Double] = []
        private let plan: ReadPlan
        private let start: ContinuousClock.Instant
        private var last: ContinuousClock.Instant
        private var first: Int

        /// - Parameter reader: its number among those that read at the same time, who don't read the same keys.
        init(_ plan: ReadPlan, reader: Int) {
            self.plan = plan
            first = (plan.round * 131 + reader * 577) % (plan.keys.keys.count - plan.batch)
            times.reserveCapacity(50_000)
            start = ContinuousClock.now
            last = start
        }

        /// Since it began, in seconds.
        var seconds: Double { (last - start) / .seconds(1) }

        /// The keys of the next read; `nil` if there is none.
        var next: Range<Int>? {
            let isOver =
                switch plan.length {
                case .reads(let count): times.count >= count
                case .time(let length): last - start >= length
                }
            return isOver ? nil : first..<first + plan.batch
        }

        /// Takes in a read.
        ///
        /// - Parameter size: how many bytes it found.
        mutating func take(_ size: Int) throws(Failure) {
            let expected = plan.batch * plan.keys.value.count
            guard size == expected else {
                throw Failure(.dataError, "\(plan.client) found \(size) bytes where \(expected) are stored")
            }
            let now = ContinuousClock.now
            times.append((now - last) / .seconds(1))
            last = now
            first = (first + plan.batch * 7) % (plan.keys.keys.count - plan.batch)
        }
    }
#endif
