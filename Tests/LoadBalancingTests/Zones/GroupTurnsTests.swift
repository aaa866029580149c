import Testing

@testable import LoadBalancing

@Suite("Turns of groups")
struct GroupTurnsTests {
    @Test("The documentation's table")
    func documented() {
        let turns = GroupTurns(shares: [0.75, 0.25])
        defer { turns.deallocate() }
        #expect((0..<8).map { turns.turn($0).group } == [0, 0, 1, 0, 0, 0, 1, 0])
        #expect((0..<8).map { turns.turn($0).number } == [0, 1, 0, 2, 3, 4, 1, 5])
    }

    @Test("Each group's turns are numbered without a gap, from any turn on", arguments: 1...10)
    func numbers(seed: UInt64) {
        var chance = Chance(seed: seed)
        let numbers =
            (0..<Int.random(in: 1...6, using: &chance)).map { _ in
                chance.says(0.2) ? 0 : Double.random(in: 0...1, using: &chance)
            } + [0.5]
        let shares = numbers.map { $0 / numbers.reduce(0, +) }
        let turns = GroupTurns(shares: shares)
        defer { turns.deallocate() }
        let first = UInt64.random(in: 0...1 << 50, using: &chance)
        var next: [Int: UInt64] = [:]
        var counts = [Int](repeating: 0, count: shares.count)
        for turn in first..<first + 20_000 {
            let (group, number) = turns.turn(turn)
            #expect(next[group] == nil || next[group] == number, "seed \(seed)")
            next[group] = number + 1
            counts[group] += 1
        }
        for (count, share) in zip(counts, shares) {
            // Right to half of 1/10,000, and at most a turn or two early or late.
            #expect(abs(Double(count) - share * 20_000) <= 4, "seed \(seed)")
        }
    }
}
