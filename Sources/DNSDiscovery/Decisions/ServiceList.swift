#if DNSDiscovery
    /// Which of a service's records are used, at which levels of priority, and by which weights (RFC 2782).
    struct ServiceList {
        struct Server: Hashable {
            let record: ServiceRecord
            /// 0 for the lowest priority of the records, 1 for the next one, and so on; no more than a load balancer takes.
            let level: Int
            /// Its share, beside those of the same level.
            let weight: Double
        }

        /// All but those that say that there is no service.
        let servers: [Server]

        private static let lastLevel = 127

        init(_ records: [ServiceRecord]) {
            let levels = Dictionary(grouping: records.filter { !$0.isNoService }, by: \.priority)
            servers = levels.sorted { $0.key < $1.key }.enumerated().flatMap { level, records in
                zip(records.value, Self.weights(records.value.map(\.weight))).map {
                    Server(record: $0, level: min(level, Self.lastLevel), weight: $1)
                }
            }
        }

        /// Weights as a load balancer takes them: shares follow them exactly, where RFC 2782's own way to choose gives two
        /// records of weight 1 two thirds and one third.
        ///
        /// A weight of 0 means "rarely", and to a load balancer never: it becomes a hundredth of the smallest other. Where
        /// all are 0, all are equal.
        private static func weights(_ weights: [UInt16]) -> [Double] {
            guard let smallest = weights.filter({ $0 > 0 }).min() else { return weights.map { _ in 1 } }
            return weights.map { $0 > 0 ? Double($0) : Double(smallest) / 100 }
        }
    }
#endif
