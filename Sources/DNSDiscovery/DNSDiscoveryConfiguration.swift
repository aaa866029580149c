#if DNSDiscovery
    import LoadBalancing

    /// Whom a ``DNSDiscovery`` asks, for which addresses, and how often.
    public struct DNSDiscoveryConfiguration: Hashable, Sendable {
        /// Which kind of addresses is taken, so that a server that has both counts once.
        public enum Family: Hashable, Sendable, CaseIterable {
            /// IPv4 alone: A records.
            case ipv4
            /// IPv6 alone: AAAA records.
            case ipv6
            /// IPv4; of a name that has none, IPv6.
            case ipv4First
            /// IPv6; of a name that has none, IPv4.
            case ipv6First
        }

        /// Which kind of addresses is taken; IPv4 first unless given.
        public var family: Family

        /// The name servers' addresses, such as `10.0.0.53`, `10.0.0.53:5353` or `[fd00::53]:5353`, in the order in which they
        /// are tried.
        ///
        /// Empty, as by default, it is those of `/etc/resolv.conf`, followed as that file changes, and its search domains are
        /// tried for a name that does not end in a dot. With servers given here, every name is taken as it stands.
        public var nameServers: [String]

        /// An answer is taken as valid for this long at least, whatever its time to live. 5 s; ours.
        public var minimumTTL: Duration

        /// An answer is taken as valid for this long at most. 5 min; ours.
        public var maximumTTL: Duration

        /// By how much of itself, at most, the wait for the next question is shortened at random, so that the processes of a
        /// fleet don't all ask at once. Never below ``minimumTTL``. 0.1; ours; in `0..<1`.
        public var jitter: Double

        /// How long a name server has for its first try at an answer; each further try has twice the time of the one
        /// before. 1 s; ours.
        public var timeout: Duration

        /// How often each name server is tried. 3, as c-ares had it for long; in `1...10`.
        public var attempts: Int

        /// How long to wait after a question that failed: this long the first time, then 1.6 times as long each time, up to the
        /// maximum; each wait is shortened at random by up to a fifth. 1 s and 30 s; ours.
        ///
        /// That a name does not exist, or has no records, is no failure but an answer, valid for ``minimumTTL``.
        public var backoff: Duration
        public var maximumBackoff: Duration

        /// Where the system's name servers stand, and the port on which they are asked, if not 53.
        var resolverFile = "/etc/resolv.conf"
        var systemPort: UInt16?

        public init(
            family: Family = .ipv4First,
            nameServers: [String] = [],
            minimumTTL: Duration = .seconds(5),
            maximumTTL: Duration = .seconds(300),
            jitter: Double = 0.1,
            timeout: Duration = .seconds(1),
            attempts: Int = 3,
            backoff: Duration = .seconds(1),
            maximumBackoff: Duration = .seconds(30)
        ) {
            self.family = family
            self.nameServers = nameServers
            self.minimumTTL = minimumTTL
            self.maximumTTL = maximumTTL
            self.jitter = jitter
            self.timeout = timeout
            self.attempts = attempts
            self.backoff = backoff
            self.maximumBackoff = maximumBackoff
        }
    }

    extension DNSDiscoveryConfiguration {
        /// Throws ``DNSDiscoveryError/invalidSetting(_:)`` for the first value that is not allowed.
        func check() throws(DNSDiscoveryError) {
            do throws(ConfigurationError) {
                try minimumTTL.checkIsMillisecondOrLonger("minimumTTL")
                guard maximumTTL >= minimumTTL else {
                    throw .invalidDuration(
                        name: "maximumTTL",
                        value: maximumTTL,
                        allowed: "as long as minimumTTL (\(minimumTTL)) or longer"
                    )
                }
                guard jitter >= 0, jitter < 1 else {
                    throw .invalidNumber(name: "jitter", value: jitter, allowed: "0 or above, and below 1")
                }
                guard timeout >= .milliseconds(1), timeout <= .seconds(3600) else {
                    throw .invalidDuration(name: "timeout", value: timeout, allowed: "from 1 millisecond to 1 hour")
                }
                guard (1...10).contains(attempts) else {
                    throw .invalidCount(name: "attempts", value: attempts, allowed: "from 1 to 10")
                }
                try backoff.checkIsMillisecondOrLonger("backoff")
                try maximumBackoff.checkIsMillisecondOrLonger("maximumBackoff")
            } catch {
                throw .invalidSetting(error)
            }
        }
    }
#endif
