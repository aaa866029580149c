import Foundation
import Testing

@testable import LoadBalancing

@Suite("Peak EWMA")
struct PeakEWMATests {
    private static let second: UInt64 = 1_000_000_000

    @Test("The table of its documentation: it rises at once, falls by 1/e in τ, and decays without samples")
    func documented() {
        var average = PeakEWMA(PeakEWMA.Configuration(), now: 0)
        average.record(10e6, at: 0)
        #expect(average.value(at: 0) == 10e6)
        average.record(50e6, at: 3 * Self.second)
        #expect(average.value(at: 3 * Self.second) == 50e6)
        #expect(abs(average.value(at: 13 * Self.second) / 1e6 - 18.4) < 0.05)
        average.record(10e6, at: 13 * Self.second)
        #expect(abs(average.value(at: 13 * Self.second) / 1e6 - 24.7) < 0.05)
        #expect(abs(average.value(at: 13 * Self.second) - (10e6 + 40e6 * exp(-1))) < 1)
    }

    @Test("τ is 10 s unless given, and nothing is assumed before the first sample")
    func defaults() {
        let configuration = PeakEWMA.Configuration()
        #expect(configuration.decayTime == .seconds(10))
        #expect(configuration.initialLatency == .zero)
        #expect(PeakEWMA(configuration, now: 5).value(at: 5) == 0)
    }

    @Test("A sample that comes late counts as of the last one's time")
    func late() {
        var average = PeakEWMA(PeakEWMA.Configuration(), now: 0)
        average.record(50e6, at: 10 * Self.second)
        average.record(10e6, at: 5 * Self.second)
        #expect(average.value(at: 10 * Self.second) == 50e6, "no time has passed: it moves no part of the way")
        #expect(average.stamp == 10 * Self.second)
    }

    @Test("Times and latencies that make no sense give numbers that do")
    func nonsense() {
        for decayTime in [Duration.zero, .seconds(-1), .nanoseconds(1), .seconds(Int64.max)] {
            let configuration = PeakEWMA.Configuration(decayTime: decayTime, initialLatency: .seconds(-1))
            var average = PeakEWMA(configuration, now: 7)
            #expect(average.value(at: 7) == 0)
            average.record(-3, at: 8)
            average.record(5, at: 8)
            #expect(average.value(at: 0) == 5)
            let later = average.value(at: .max)
            #expect(later >= 0 && later <= 5)
        }
    }

    @Test("What is assumed at first decays from when the endpoint was listed")
    func initialLatency() {
        let configuration = PeakEWMA.Configuration(initialLatency: .milliseconds(50))
        let estimate = LatencyEstimate(configuration, now: 3600 * Self.second)
        #expect(estimate.value(at: 3600 * Self.second) == 50e6)
        #expect(abs(estimate.value(at: 3610 * Self.second) - 50e6 * exp(-1)) < 1)
    }

    @Test("Failures and cancellations raise an estimate, and never lower it")
    func failures() {
        let estimate = LatencyEstimate(PeakEWMA.Configuration(), now: 0)
        estimate.record(.success, startedAt: 0, now: 10_000_000)
        for outcome in [Outcome.failure(.serverError), .cancelled] {
            estimate.record(outcome, startedAt: 9_999_999, now: 10_000_000)
            #expect(estimate.value(at: 10_000_000) == 10e6)
        }
        estimate.record(.failure(.timedOut), startedAt: 0, now: 30_000_000)
        #expect(estimate.value(at: 30_000_000) == 30e6)
        estimate.record(.cancelled, startedAt: 0, now: 40_000_000)
        #expect(estimate.value(at: 40_000_000) == 40e6)
    }

    @Test("An answer within the clock's resolution is a sample")
    func instant() {
        let estimate = LatencyEstimate(PeakEWMA.Configuration(), now: 0)
        estimate.record(.success, startedAt: 5, now: 5)
        #expect(estimate.value(at: 5) == 1)
    }

    @Test("Four threads feed an estimate while four read it: no reading is above what was fed, or below 0")
    func threads() {
        let estimate = LatencyEstimate(PeakEWMA.Configuration(), now: 0)
        let highest = Locked(0.0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for step in 1...5000 {
                let now = UInt64(step) * 1_000_000
                if thread % 2 == 0 {
                    estimate.record(.success, startedAt: now - UInt64(step % 100 + 1), now: now)
                } else {
                    let value = estimate.value(at: now)
                    #expect(value >= 0 && value <= 100)
                    highest.withLock { $0 = max($0, value) }
                }
            }
        }
        #expect(estimate.value(at: 5_000_000_000) > 0)
        #expect(highest.withLock { $0 } <= 100)
    }
}
