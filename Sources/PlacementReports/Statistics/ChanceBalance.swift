/// How evenly keys and their requests are spread when each key is given to any node with equal probability: what no
/// placement can be expected to do better than, as long as it gives a key to a node and knows no other key.
///
/// Simulated: the mean over some rounds, in each of which every key is given a node by a random number.
public struct ChanceBalance: Hashable, Sendable {
    /// How many times the keys are given out unless told.
    public static let defaultRounds = 20

    /// Of distinct keys.
    public let keys: Balance
    /// Of requests.
    public let requests: Balance

    /// The balance over nodes of equal weight.
    ///
    /// - Parameters:
    ///   - requests: for each distinct key, how many requests ask for it.
    ///   - nodes: how many nodes there are.
    ///   - rounds: how many times all keys are given out.
    ///   - seed: what the random numbers follow from.
    public init(requests: some Collection<Int>, nodes: Int, rounds: Int = Self.defaultRounds, seed: UInt64) {
        let shares = [Double](repeating: 1 / Double(nodes), count: nodes)
        var generator = SplitMix64(seed: seed)
        var keyBalances: [Balance] = []
        var requestBalances: [Balance] = []
        for _ in 0..<rounds {
            var keyCounts = [Int](repeating: 0, count: nodes)
            var requestCounts = keyCounts
            for count in requests {
                let node = generator.nextIndex(below: nodes)
                keyCounts[node] += 1
                requestCounts[node] += count
            }
            keyBalances.append(Balance(counts: keyCounts, shares: shares))
            requestBalances.append(Balance(counts: requestCounts, shares: shares))
        }
        keys = .mean(of: keyBalances)
        self.requests = .mean(of: requestBalances)
    }
}
