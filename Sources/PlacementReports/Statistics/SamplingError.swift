/// How far a share found in a sample may be from the share of all keys there could be.
enum SamplingError {
    /// Half the width of the Wilson interval at 95 %.
    ///
    /// Unlike √(p(1 − p)/n) it is not 0 where nothing, or everything, moved: 0 of 100 keys is 0 ± 1.8 %.
    ///
    /// - Parameters:
    ///   - share: what was found, in [0, 1].
    ///   - count: the number of independent keys it was found in, which may be a fraction; 0 gives 1.
    /// - Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927.
    static func halfWidth(share: Double, count: Double) -> Double {
        guard count > 0 else { return 1 }
        // The normal distribution's 97.5th percentile, squared.
        let z2 = 1.959_963_985 * 1.959_963_985
        let variance = share * (1 - share) / count + z2 / (4 * count * count)
        return (z2 * variance).squareRoot() / (1 + z2 / count)
    }

    /// As how many independent keys a sample's requests count.
    ///
    /// The requests of one key move together, so it is not the number of requests: it is (Σ r)² / Σ r² over the keys'
    /// requests r (Kish's effective sample size), which one busy key makes small.
    static func effectiveCount(requests: [Int]) -> Double {
        let sum = requests.reduce(0.0) { $0 + Double($1) }
        let squares = requests.reduce(0.0) { $0 + Double($1) * Double($1) }
        return squares == 0 ? 0 : sum * sum / squares
    }
}
