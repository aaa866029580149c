import Testing

@testable import LoadBalancing

@Suite("A concurrency limit's decisions")
struct ConcurrencyLimitMachineTests {
    private func machine(limit: Int, queueLength: Int, wait: Duration = .seconds(1)) -> ConcurrencyLimitMachine {
        ConcurrencyLimitMachine(
            ConcurrencyLimit.Configuration(limit: limit, queueLength: queueLength, queueWait: wait)
        )
    }

    @Test("So many enter, so many wait in order, all others are refused at once")
    func order() {
        var machine = machine(limit: 2, queueLength: 2)
        #expect(machine.enter(at: 0) == .entered)
        #expect(machine.enter(at: 0) == .entered)
        #expect(machine.enter(at: 1) == .queued(1))
        #expect(machine.enter(at: 2) == .queued(2))
        #expect(machine.enter(at: 3) == .refused)
        #expect(machine.leave(at: 4) == ConcurrencyLimitMachine.Change(entered: 1))
        #expect(machine.enter(at: 5) == .queued(3))
        #expect(machine.leave(at: 6) == ConcurrencyLimitMachine.Change(entered: 2))
        #expect(machine.leave(at: 6) == ConcurrencyLimitMachine.Change(entered: 3))
        #expect(machine.active == 2 && machine.queued == 0)
        _ = machine.leave(at: 7)
        #expect(machine.leave(at: 7) == ConcurrencyLimitMachine.Change())
        #expect(machine.active == 0)
    }

    @Test("Who would not wait enters only where there is a place; who leaves is unnoticed only where nobody waits")
    func atOnce() {
        var machine = machine(limit: 1, queueLength: 1)
        let first = machine.enterAtOnce()
        let second = machine.enterAtOnce()
        #expect(first && !second && machine.active == 1 && machine.queued == 0)
        #expect(machine.enter(at: 0) == .queued(1))
        let isUnnoticed = machine.leaveUnnoticed()
        #expect(!isUnnoticed && machine.active == 1)
        #expect(machine.leave(at: 1) == ConcurrencyLimitMachine.Change(entered: 1))
        let isLast = machine.leaveUnnoticed()
        #expect(isLast && machine.active == 0)
    }

    @Test("One whose time is up does not enter; one that was cancelled leaves its place in the queue to others")
    func waits() {
        var machine = machine(limit: 1, queueLength: 2)
        #expect(machine.enter(at: 0) == .entered)
        #expect(machine.enter(at: 10) == .queued(1))
        #expect(machine.enter(at: 20) == .queued(2))
        #expect(machine.nextEventAt == .seconds(1) + 10)
        #expect(machine.giveUp(at: .seconds(1) + 9) == [])
        #expect(machine.cancel(2) == true)
        #expect(machine.cancel(2) == false)
        #expect(machine.enter(at: 30) == .queued(3))
        #expect(machine.leave(at: .seconds(1) + 10) == ConcurrencyLimitMachine.Change(entered: 3, gaveUp: [1]))
        #expect(machine.cancel(1) == false && machine.cancel(3) == false)
        #expect(machine.nextEventAt == .max)
    }

    @Test("Nobody waits in no queue, or for no time")
    func noQueue() {
        for var machine in [machine(limit: 1, queueLength: 0), machine(limit: 1, queueLength: 5, wait: .zero)] {
            #expect(machine.enter(at: 0) == .entered)
            #expect(machine.enter(at: 0) == .refused)
        }
    }

    @Test(
        "Over random histories never more are active than may, and each of those who wait hears once, in order",
        arguments: 1...40
    )
    func histories(seed: UInt64) {
        var chance = Chance(seed: seed)
        let limit = Int.random(in: 1...4, using: &chance)
        let length = Int.random(in: 0...5, using: &chance)
        var machine = machine(limit: limit, queueLength: length, wait: .milliseconds(50))
        var active = 0
        var queue: [(number: UInt64, since: UInt64)] = []
        var now: UInt64 = 0
        var waited = 0
        for _ in 0..<500 {
            now += .random(in: 0...20_000_000, using: &chance)
            let late = queue.prefix { $0.since + 50_000_000 <= now }.map(\.number)
            switch Int.random(in: 0..<4, using: &chance) {
            case 0, 1:
                switch machine.enter(at: now) {
                case .entered:
                    #expect(active < limit && queue.isEmpty, "seed \(seed)")
                    active += 1
                case .queued(let number):
                    #expect(active == limit && queue.count < length, "seed \(seed)")
                    queue.append((number, now))
                    waited += 1
                case .refused: #expect(active == limit && queue.count == length, "seed \(seed)")
                }
            case 2 where active > 0:
                let change = machine.leave(at: now)
                #expect(change.gaveUp == late, "seed \(seed)")
                queue.removeFirst(late.count)
                #expect(change.entered == queue.first?.number, "seed \(seed)")
                if queue.isEmpty { active -= 1 } else { queue.removeFirst() }
            case 3 where chance.says(0.5):
                guard let one = queue.randomElement(using: &chance) else { break }
                #expect(machine.cancel(one.number) == true, "seed \(seed)")
                queue.removeAll { $0.number == one.number }
            default:
                #expect(machine.giveUp(at: now) == late, "seed \(seed)")
                queue.removeFirst(late.count)
            }
            #expect(machine.active == active && machine.queued == queue.count, "seed \(seed)")
        }
        #expect(length == 0 || waited > 10, "seed \(seed): a history in which nobody waits proves nothing")
    }
}
