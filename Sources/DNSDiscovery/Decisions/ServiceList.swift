#if DNSDiscovery
    /// Which of a service's records are used, and by which weights (RFC 2782).
    struct ServiceList {
        /// Those of the lowest priority, without those that say that there is no service. As many as there are weights.
        let records: [ServiceRecord]
        let weights: [Double]
        /// How many others there are.
        let unusedCount: Int

        init(_ all: [ServiceRecord]) {
            let servers = all.filter { !$0.isNoService }
            let priority = servers.map(\.priority).min()
            let used = servers.filter { $0.priority == priority }
            records = used
            unusedCount = servers.count - used.count
            weights = Self.weights(used.map(\.weight))
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
