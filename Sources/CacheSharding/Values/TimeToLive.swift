#if Caches
    import LoadBalancing

    /// How long a value is kept, checked.
    struct TimeToLive: Hashable, Sendable {
        /// `nil` for as long as the server likes.
        let duration: Duration?

        static var forever: TimeToLive { TimeToLive(unchecked: nil) }

        private init(unchecked duration: Duration?) {
            self.duration = duration
        }

        /// - Throws: ``CacheError/invalidTimeToLive(_:)`` unless it is above 0 and at most a hundred years: servers take other
        ///   numbers for "at once", "never" or a date.
        init(_ duration: Duration?) throws(CacheError) {
            if let duration {
                guard duration > .zero, duration <= Self.longest else { throw .invalidTimeToLive(duration) }
            }
            self.duration = duration
        }

        /// A hundred years.
        static var longest: Duration { .seconds(100 * 365 * 86_400) }

        /// The shorter of the two.
        func atMost(_ limit: Duration) -> TimeToLive {
            TimeToLive(unchecked: duration.map { min($0, limit) } ?? limit)
        }

        /// Longer by this, as far as is allowed.
        func extended(by more: Duration) -> TimeToLive {
            TimeToLive(unchecked: duration.map { min($0 + more, Self.longest) })
        }

        /// memcached's: whole seconds, rounded up; from 30 days on it is a date, in seconds since 1970; 0 for no end.
        func memcached(now: Int64) -> Int64 {
            guard let duration else { return 0 }
            let seconds = duration.wholeSecondsRoundedUp
            return seconds > 30 * 86_400 ? now + seconds : seconds
        }

        /// Redis': milliseconds, rounded up.
        var milliseconds: Int64? {
            guard let duration else { return nil }
            let (seconds, attoseconds) = duration.components
            return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        }
    }

    extension Duration {
        fileprivate var wholeSecondsRoundedUp: Int64 {
            let (seconds, attoseconds) = components
            return attoseconds > 0 ? seconds + 1 : seconds
        }
    }
#endif
