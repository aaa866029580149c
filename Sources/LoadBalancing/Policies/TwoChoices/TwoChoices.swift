/// Two different endpoints, every pair as likely as any other, of which the one with less to do is taken.
///
/// Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001.
struct TwoChoices: Sendable {
    let available: [Int]

    /// - Parameter load: what an endpoint has to do. Of equals, either is as likely.
    @inline(__always)
    func select(_ request: inout SelectionRequest, load: (Int) -> Double) -> Int? {
        guard available.count > 1 else { return request.allows(available[0]) ? available[0] : nil }
        guard let (first, second) = choose(&request) else { return nil }
        // The same two come as often in one order as in the other: taking the first of equals is a fair coin.
        return load(second) < load(first) ? second : first
    }

    /// Two that are allowed; the same one twice if no other is, `nil` if none is.
    private func choose(_ request: inout SelectionRequest) -> (Int, Int)? {
        let (first, second) = request.nextRandomPair(below: UInt64(available.count))
        let pair = (available[Int(first)], available[Int(second)])
        guard request.hasExclusions, !(request.allows(pair.0) && request.allows(pair.1)) else { return pair }
        return chooseAllowed(&request)
    }

    /// Chosen anew, among the allowed alone. Whether the first pair was allowed says nothing of this one.
    private func chooseAllowed(_ request: inout SelectionRequest) -> (Int, Int)? {
        var allowed: UInt64 = 0
        for index in available where request.allows(index) {
            allowed += 1
        }
        guard allowed > 0 else { return nil }
        let (first, second) = allowed > 1 ? request.nextRandomPair(below: allowed) : (0, 0)
        var pair = (0, 0)
        var rank: UInt64 = 0
        for index in available where request.allows(index) {
            if rank == first { pair.0 = index }
            if rank == second { pair.1 = index }
            rank += 1
        }
        return pair
    }
}

extension SelectionRequest {
    /// Two different numbers below `count`, in an order that is random too: each of the count · (count − 1) ordered pairs is as
    /// likely as any other.
    ///
    /// The first is uniform below `count`, the second below `count − 1`; raised by one from the first on, it passes over the
    /// first and reaches all others, each from one number. So an ordered pair comes from one pair of numbers.
    ///
    /// Both are taken from one random word *r*: the first is the whole part of *r* · count / 2⁶⁴, the second that of what is left
    /// over times count − 1. Together they are the whole part of *r* · count · (count − 1) / 2⁶⁴, written with two digits, and
    /// what is left over in the end tells which words to refuse, as for one number: Brackett-Rozinsky and Lemire, "Batched
    /// Ranged Random Integer Generation", 2024.
    ///
    /// - Parameter count: from 2 to 2³².
    mutating func nextRandomPair(below count: UInt64) -> (UInt64, UInt64) {
        let pairs = count &* (count &- 1)
        while true {
            let first = nextRandom().multipliedFullWidth(by: count)
            let second = first.low.multipliedFullWidth(by: count &- 1)
            if second.low >= pairs || second.low >= (0 &- pairs) % pairs {
                return (first.high, second.high < first.high ? second.high : second.high &+ 1)
            }
        }
    }
}
