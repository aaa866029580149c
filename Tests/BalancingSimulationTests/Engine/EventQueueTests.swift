import PlacementReports
import Testing

@testable import BalancingSimulation

@Suite("Event queue")
struct EventQueueTests {
    @Test(
        "gives the earliest first, and of two at one time the one that was scheduled first",
        arguments: [1, 2, 3] as [UInt64]
    )
    func order(seed: UInt64) {
        var chance = Chance.generator(seed: seed, stream: .work)
        var queue = EventQueue<Int>()
        var left: [(time: UInt64, number: Int)] = []
        var number = 0
        for _ in 0..<5000 {
            if chance.nextIndex(below: 3) > 0 || left.isEmpty {
                let time = UInt64(chance.nextIndex(below: 50))
                queue.schedule(number, at: time)
                left.append((time, number))
                number += 1
            } else {
                let expected = left.indices.min { left[$0] < left[$1] } ?? 0
                let next = queue.next()
                #expect(next?.time == left[expected].time && next?.event == left[expected].number, "seed \(seed)")
                left.remove(at: expected)
            }
        }
        let rest = left.sorted { $0 < $1 }.map(\.number)
        var taken: [Int] = []
        while let next = queue.next() { taken.append(next.event) }
        #expect(taken == rest, "seed \(seed)")
        #expect(queue.isEmpty)
    }
}
