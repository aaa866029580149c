import Testing

@testable import LoadBalancing

@Suite("Least request")
struct LeastRequestTests {
    @Test("Every pair of two different numbers, in either order, is as likely", arguments: [2, 3, 5, 8] as [UInt64])
    func pairs(count: UInt64) {
        let candidates = Fleet(count: 1).candidates()
        var counts: [[Int]] = Array(repeating: Array(repeating: 0, count: Int(count)), count: Int(count))
        candidates.withRequest(seed: count) { request in
            for _ in 0..<50_000 {
                let (first, second) = request.nextRandomPair(below: count)
                counts[Int(first)][Int(second)] += 1
            }
        }
        var observed: [Int] = []
        for first in counts.indices {
            #expect(counts[first][first] == 0, "never the same one twice")
            observed += counts.indices.filter { $0 != first }.map { counts[first][$0] }
        }
        #expect(ChiSquared.fits(observed, shares: observed.map { _ in 1 }), "\(counts)")
    }

    @Test(
        "Of equally busy endpoints each is as likely, with or without exclusions",
        arguments: [[], [2], [0, 4]] as [Set<Int>]
    )
    func ties(excluded: Set<Int>) {
        let fleet = Fleet(count: 6)
        let candidates = fleet.candidates(out: [5])
        let selection = LeastRequestPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 21)
        let counts = fleet.picks(40_000, by: selection, over: candidates, excluding: excluded, lane: &lane).counts(6)
        let allowed = (0..<5).filter { !excluded.contains($0) }
        #expect(allowed.map { counts[$0] }.reduce(0, +) == 40_000)
        #expect(ChiSquared.fits(allowed.map { counts[$0] }, shares: allowed.map { _ in 1 }), "\(counts)")
    }

    @Test(
        "The busiest endpoint is never taken, the next in one pair of all, and so on",
        arguments: [[], [1]] as [Set<Int>]
    )
    func ranks(excluded: Set<Int>) {
        let fleet = Fleet(count: 5)
        for index in 0..<5 {
            for _ in 0..<index { fleet.start(index) }
        }
        let candidates = fleet.candidates()
        let selection = LeastRequestPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 22)
        let counts = fleet.picks(40_000, by: selection, over: candidates, excluding: excluded, lane: &lane).counts(5)
        let allowed = (0..<5).filter { !excluded.contains($0) }
        #expect(counts[4] == 0, "two different ones are compared")
        // Whoever is the r-th least busy of k is in k − r pairs with a busier one.
        let shares = allowed.indices.dropLast().map { Double(allowed.count - 1 - $0) }
        #expect(ChiSquared.fits(allowed.dropLast().map { counts[$0] }, shares: shares), "\(counts)")
    }

    @Test("What is compared is (requests in flight + 1) / weight")
    func formula() {
        // 4/2 against 2/1 is a tie; one more or less decides.
        for (heavy, light, expected) in [(3, 1, [0, 1]), (4, 1, [1]), (3, 2, [0]), (0, 0, [0])]
            as [(Int, Int, Set<Int>)]
        {
            let fleet = Fleet(weights: [2, 1])
            for _ in 0..<heavy { fleet.start(0) }
            for _ in 0..<light { fleet.start(1) }
            let candidates = fleet.candidates()
            let selection = LeastRequestPolicy().makeSelection(over: candidates, replacing: nil)
            var lane = PickLane(seed: 23)
            let picks = fleet.picks(100, by: selection, over: candidates, lane: &lane)
            #expect(Set(picks.compactMap { $0 }) == expected, "\(heavy) and \(light) in flight")
        }
    }

    @Test("Requests in flight settle in proportion to weights")
    func proportion() {
        let fleet = Fleet(weights: [1, 2, 4, 1])
        let candidates = fleet.candidates()
        let selection = LeastRequestPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 24)
        for _ in 0..<8000 {
            if let index = fleet.pick(by: selection, over: candidates, lane: &lane) { fleet.start(index) }
        }
        let inFlight = (0..<4).map { candidates.requestsInFlight($0) }
        // Two choices can't give the heaviest more than the half of all pairs it is in, which it needs here.
        for (count, share) in zip(inFlight, [1000, 2000, 4000, 1000]) {
            #expect(abs(count - share) < 100, "\(inFlight)")
        }
    }

    @Test("The fullest of 1000 endpoints has far less than with one choice")
    func balance() {
        func fullest(_ makeSelection: (Candidates) -> some EndpointSelection) -> Int {
            let fleet = Fleet(count: 1000)
            let candidates = fleet.candidates()
            let selection = makeSelection(candidates)
            var lane = PickLane(seed: 25)
            for _ in 0..<1000 {
                if let index = fleet.pick(by: selection, over: candidates, lane: &lane) { fleet.start(index) }
            }
            return (0..<1000).map { candidates.requestsInFlight($0) }.max() ?? 0
        }
        #expect(fullest { RandomPolicy().makeSelection(over: $0, replacing: nil) } >= 5)
        #expect(fullest { LeastRequestPolicy().makeSelection(over: $0, replacing: nil) } <= 3)
    }
}
