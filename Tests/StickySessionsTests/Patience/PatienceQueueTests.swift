#if StickySessions
    import Testing

    @testable import StickySessions

    @Suite("Whose patience ends when")
    struct PatienceQueueTests {
        @Test("One timer is set for all; who has left is not told, and with nobody left no timer is set")
        func order() {
            var queue = PatienceQueue<String>()
            let a = queue.enter("a", until: 10)
            #expect(a.timer == 10)
            let b = queue.enter("b", until: 11)
            let c = queue.enter("c", until: 12)
            #expect(b.timer == nil && c.timer == nil)
            queue.leave(b.place)
            let first = queue.timePassed(at: 10)
            #expect(first.due == ["a"] && first.timer == 12)
            queue.leave(a.place)
            let second = queue.timePassed(at: 12)
            #expect(second.due == ["c"] && second.timer == nil)
            queue.leave(c.place)
            let d = queue.enter("d", until: 20)
            #expect(d.timer == 20)
            queue.leave(d.place)
            // Its timer has still to go off.
            #expect(queue.enter("e", until: 22).timer == nil)
            let third = queue.timePassed(at: 20)
            #expect(third.due.isEmpty && third.timer == 22)
        }

        @Test("Whatever comes and goes, all are told that wait at their time, and nobody else", arguments: 1...20)
        func everything(seed: Int) {
            var random = TokenRandom(state: UInt64(seed))
            var queue = PatienceQueue<Int>()
            // The oracle: who waits until when, and by which place.
            var waiting: [Int: (end: UInt64, place: Int)] = [:]
            var timer: UInt64?
            var now: UInt64 = 0
            for number in 0..<2000 {
                now += random.next() % 3
                if let time = timer, time <= now {
                    let (due, next) = queue.timePassed(at: now)
                    let expected = waiting.filter { $0.value.end <= now }.keys.sorted()
                    #expect(due == expected, "seed \(seed)")
                    for number in due { waiting[number] = nil }
                    timer = next
                    #expect((waiting.isEmpty ? 0 : 1) <= (next == nil ? 0 : 1), "seed \(seed)")
                }
                if random.next() % 2 == 0, let leaving = waiting.keys.randomElement(using: &random) {
                    queue.leave(waiting[leaving]?.place ?? 0)
                    waiting[leaving] = nil
                }
                let (place, next) = queue.enter(number, until: now + 10)
                waiting[number] = (now + 10, place)
                if let next {
                    #expect(timer == nil)
                    timer = next
                }
                #expect(timer != nil)
            }
        }
    }
#endif
