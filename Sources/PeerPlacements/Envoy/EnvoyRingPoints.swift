#if Peers
    import ConsistentHashing

    /// The points of Envoy's ring, and of gRPC's, which is the same.
    enum EnvoyRingPoints {
        /// - Parameters:
        ///   - hosts: with weights that add up to 1, in configuration order, which matters where counts are not whole.
        static func points(
            of hosts: [EnvoyHosts.Host],
            minimumSize: Int,
            maximumSize: Int,
            hash: (RawSpan) -> UInt64
        ) -> [PeerPoint] {
            guard let smallest = hosts.lazy.map(\.weight).min() else { return [] }
            // So many points that the lightest host has a whole number of them, unless that is too many.
            let scale = min((smallest * Double(minimumSize)).rounded(.up) / smallest, Double(maximumSize))
            var points: [PeerPoint] = []
            points.reserveCapacity(Int(scale.rounded(.up)))
            // Both run on over all hosts: a fraction left by one host is the next one's.
            var current = 0.0
            var target = 0.0
            for (rank, host) in hosts.enumerated() {
                target += scale * host.weight
                var label = NumberedLabel(host.label + "_")
                var number = 0
                while current < target {
                    let position = label.hash(number: number, by: hash)
                    points.append(PeerPoint(position: position, rank: rank, owner: host.index))
                    number += 1
                    current += 1
                }
            }
            return points
        }
    }
#endif
