/// nginx's smooth weighted round robin, one whole cycle of it, worked out ahead.
///
/// Each turn, every node's current weight rises by its weight; the node with the highest is taken, the first of equals, and
/// its current weight falls by the sum of all weights. After as many turns as that sum, all are back at 0:
///
/// | turn | a: 5 | b: 1 | c: 1 | taken | then |
/// | --- | --- | --- | --- | --- | --- |
/// | 1 | 5 | 1 | 1 | a | −2, 1, 1 |
/// | 2 | 3 | 2 | 2 | a | −4, 2, 2 |
/// | 3 | 1 | 3 | 3 | b | 1, −4, 3 |
/// | 4 | 6 | −3 | 4 | a | −1, −3, 4 |
/// | 5 | 4 | −2 | 5 | c | 4, −2, −2 |
/// | 6 | 9 | −1 | −1 | a | 2, −1, −1 |
/// | 7 | 7 | 0 | 0 | a | 0, 0, 0 |
///
/// Source: nginx, `ngx_http_upstream_round_robin.c`.
struct SmoothCycle: Sendable {
    /// The nodes' positions, turn by turn.
    let turns: [UInt32]

    /// Nodes of one weight. They take their turns one after the other, so only the next of them need be looked at: of nodes of
    /// one weight, those taken less often have the higher current weight, and the first of them is taken first.
    private struct Class {
        let weight: Int
        let positions: [UInt32]
        /// Which of them is next, and its current weight.
        var next = 0
        var current = 0
    }

    /// - Parameter weights: above 0. Cost: O(sum · distinct weights), and there are no more than √(2 · sum) of these.
    init(weights: [Int]) {
        let total = weights.reduce(0, +)
        var classes = Dictionary(grouping: weights.indices, by: { weights[$0] })
            .map { Class(weight: $0.key, positions: $0.value.map { UInt32($0) }) }
        var turns: [UInt32] = []
        turns.reserveCapacity(total)
        for _ in 0..<total {
            var taken = 0
            for index in classes.indices {
                classes[index].current += classes[index].weight
                let (candidate, best) = (classes[index], classes[taken])
                if candidate.current > best.current
                    || candidate.current == best.current
                        && candidate.positions[candidate.next] < best.positions[best.next]
                {
                    taken = index
                }
            }
            turns.append(classes[taken].positions[classes[taken].next])
            classes[taken].next += 1
            if classes[taken].next == classes[taken].positions.count {
                // Whoever is next was taken as often as the one before it until now, and once more than that one's next.
                classes[taken].next = 0
                classes[taken].current -= total
            }
        }
        self.turns = turns
    }
}
