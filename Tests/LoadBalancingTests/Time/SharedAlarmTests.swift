import ManualClocks
import Testing

@testable import LoadBalancing

@Suite("One sleeper wakes all who wait for a time", .timeLimit(.minutes(1)))
struct SharedAlarmTests {
    private let clock = ManualClock()

    private func wait(_ waiter: SharedAlarm.Waiter, _ alarm: SharedAlarm) -> Task<SharedAlarm.Cause, Never> {
        Task { await alarm.wait(waiter) }
    }

    /// Returns once one sleeps, until then.
    private func sleeper(until time: Int) async {
        while clock.sleeperCount != 1 || clock.nextSleeperDeadline?.offset != .milliseconds(time) {
            await Task.yield()
        }
    }

    @Test("at their times, in whatever order they came, and whether or not they wait already")
    func times() async {
        let alarm = SharedAlarm(BalancerClock(clock))
        let late = wait(alarm.add(at: 30_000_000), alarm)
        await clock.waitForSleepers(1)
        // It comes later, and wakes sooner: the sleeper is another one now.
        let soon = wait(alarm.add(at: 10_000_000), alarm)
        let between = alarm.add(at: 20_000_000)
        await sleeper(until: 10)
        clock.advance(by: .milliseconds(10))
        #expect(await soon.value == .time)
        await sleeper(until: 20)
        clock.advance(by: .milliseconds(20))
        #expect(await late.value == .time)
        #expect(await alarm.wait(between) == .time)
        // Nobody sleeps while nobody waits.
        while clock.sleeperCount > 0 { await Task.yield() }
    }

    @Test("unless they are done before: then they wake at once, and once")
    func done() async {
        let alarm = SharedAlarm(BalancerClock(clock))
        let waiter = alarm.add(at: 10_000_000)
        let timeless = alarm.add(at: nil)
        let task = wait(waiter, alarm)
        alarm.wake(waiter, because: .done)
        alarm.wake(waiter, because: .time)
        #expect(await task.value == .done)
        alarm.wake(timeless, because: .done)
        #expect(await alarm.wait(timeless) == .done)
        await clock.waitForSleepers(1)
        // Those who are done do not pile up, nor keep others from waking.
        let last = alarm.add(at: 20_000_000)
        for _ in 0..<1000 { alarm.wake(alarm.add(at: 15_000_000), because: .done) }
        #expect(alarm.entryCount <= 70)
        await sleeper(until: 10)
        clock.advance(by: .milliseconds(10))
        await sleeper(until: 20)
        clock.advance(by: .milliseconds(10))
        #expect(await alarm.wait(last) == .time)
    }

    @Test("Its sleeper goes with it")
    func released() async {
        var alarm: SharedAlarm? = SharedAlarm(BalancerClock(clock))
        _ = alarm?.add(at: 10_000_000)
        await clock.waitForSleepers(1)
        alarm = nil
        while clock.sleeperCount > 0 { await Task.yield() }
    }
}
