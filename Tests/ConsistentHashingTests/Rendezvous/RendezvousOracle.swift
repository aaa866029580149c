import ConsistentHashing

/// Rendezvous hashing's definition, carried out node by node and exactly.
struct RendezvousOracle {
    private let seeds: [UInt64]
    private let weights: [Double]

    init(_ members: [Member<String>], hashFunction: HashFunction = .xxh3) {
        let members = sortedByID(members)
        seeds = members.map { nodeHash($0.id, 0, hashFunction) }
        weights = members.map(\.weight)
    }

    static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    private struct Score {
        let rawHash: UInt64
        let quotient: ExactQuotient
    }

    /// Node indices, the best first.
    func ranking(ofHash hash: UInt64) -> [Int] {
        let isWeighted = Set(weights).count > 1
        let scores = zip(seeds, weights).map { seed, weight in
            let rawHash = (hash ^ seed) &* Self.multiplier
            let logarithm = isWeighted ? Self.negatedLogarithm(rawHash) : 0
            return Score(rawHash: rawHash, quotient: ExactQuotient(distance: logarithm, weight: weight))
        }
        return scores.indices.sorted { first, second in
            let order = scores[first].quotient.compare(to: scores[second].quotient)
            if order != 0 { return order < 0 }
            let (firstHash, secondHash) = (scores[first].rawHash, scores[second].rawHash)
            return firstHash != secondHash ? firstHash > secondHash : first < second
        }
    }

    /// −log₂((2v + 1) / 2⁴⁹) · 2⁵⁶, `v` being the top 48 bits: digit by digit, with a mantissa in [1, 2) of 63
    /// fractional bits that is squared and truncated to as many.
    static func negatedLogarithm(_ hash: UInt64) -> UInt64 {
        var mantissa = UInt128(hash >> 16) * 2 + 1
        var exponent: UInt64 = 49
        let one: UInt128 = 1 << 63
        mantissa <<= 63
        while mantissa >= 2 * one {
            mantissa >>= 1
            exponent -= 1
        }
        var fraction: UInt64 = 0
        for _ in 0..<56 {
            mantissa = (mantissa * mantissa) >> 63
            fraction *= 2
            if mantissa >= 2 * one {
                fraction += 1
                mantissa >>= 1
            }
        }
        return exponent << 56 - fraction
    }
}
