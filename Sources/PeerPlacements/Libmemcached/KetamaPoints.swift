#if Peers
    import ConsistentHashing

    /// The points of weighted ketama: 4 from each MD5 digest, their number worked out in 32-bit floats.
    enum KetamaPoints {
        /// How a server's number of points is worked out.
        enum CountRule {
            /// libmemcached: every step rounded to 32 bits.
            case float
            /// twemproxy and spymemcached: 1e-10 is added in 64 bits, and the sum rounded to 32.
            case floatWithDoubleSum
            /// What a reader would expect, and no peer does. For tests.
            case exact
        }

        /// The number of digests of a server: a quarter of its points.
        ///
        /// The rounding is part of the rule: of 47 equal servers each gets 39 digests, not 40.
        static func digests(weight: Int, total: Int, servers: Int, rule: CountRule) -> Int {
            if rule == .exact { return 40 * weight * servers / total }
            let share = Float(weight) / Float(total)
            let product = share * 160 / 4 * Float(servers)
            return rule == .float ? Int(product + 1e-10) : Int(Float(Double(product) + 1e-10))
        }

        /// - Parameters:
        ///   - servers: label, weight and the owner's index, in the peer's order, which breaks ties.
        ///   - laterWins: whether of two points at the same place the later server's counts.
        static func weighted(
            _ servers: [(label: String, weight: Int, owner: Int)],
            rule: CountRule,
            laterWins: Bool = false
        ) -> [PeerPoint] {
            let total = servers.reduce(0) { $0 + $1.weight }
            return servers.enumerated().flatMap { place, server in
                points(
                    of: server.label,
                    digests: digests(weight: server.weight, total: total, servers: servers.count, rule: rule),
                    rank: laterWins ? -place : place,
                    owner: server.owner
                )
            }
        }

        /// 40 digests, so 160 points, for each server.
        static func equal(_ servers: [(label: String, owner: Int)], laterWins: Bool) -> [PeerPoint] {
            servers.enumerated().flatMap { place, server in
                points(of: server.label, digests: 40, rank: laterWins ? -place : place, owner: server.owner)
            }
        }

        private static func points(of label: String, digests: Int, rank: Int, owner: Int) -> [PeerPoint] {
            var label = NumberedLabel(label + "-")
            return (0..<digests).flatMap { number in
                let words = label.hash(number: number, by: MD5.words)
                return [words.0, words.1, words.2, words.3].map {
                    PeerPoint(position: UInt64($0), rank: rank, owner: owner)
                }
            }
        }
    }
#endif
