import PlacementReports

/// What `Benchmarks speed` found.
struct SpeedResults {
    /// A row of the first table: key in, index out.
    struct Lookup {
        let nodes: Int
        let name: String
        var measured: Measured?
        /// What a loop in C over the same memory takes, in multiples of the floor.
        var inC: Double?
        var target: Double?
        var largestOverMean: Double?
        var bytesPerNode: Double?
        var allocations: Int?
        /// Why nothing was measured, or what was done otherwise.
        var note = ""
    }

    /// What batches of lookups took.
    struct Measured {
        /// In multiples of the floor.
        let floors: MedianInterval
        /// Nanoseconds a lookup: of the median batch, and of the 99th of 100.
        let p50, p99: Double
        /// Nanoseconds a hash of the floor's median batch in the same run.
        let floor: Double
    }

    /// A row of the second table: another way to ask.
    struct Asked {
        let nodes: Int
        let placement: MeasuredPlacement
        let question: Question
        let measured: Measured
        /// What a loop in C over the same memory takes for it, in floors.
        let inC: Double?
        let target: Double?
        let allocations: Int?
    }

    /// A row of the third table: what a change takes.
    struct Changed {
        let nodes: Int
        let placement: MeasuredPlacement
        let change: TimedChange
        let duration: Duration
        let floors: Double
        let target: Double?
    }

    /// A row of the fourth table: what a load balancer's pick takes.
    struct Picked {
        /// Who picks.
        enum Way: String {
            case picker
            case balancer
            case twoThreads = "two threads"
            case alone = ""
        }

        let endpoints: Int
        let policy: String
        let way: Way
        let measured: Measured
        let target: Double?
        let allocations: Int?
    }

    /// How many times as many picks two pickers on two threads make as one.
    struct Scaled {
        let endpoints: Int
        /// How often the list changed meanwhile.
        let changes: Int
        let ratio: MedianInterval

        static var target: Double { 1.6 }

        var verdict: Verdict {
            ratio.interval.lowerBound >= Self.target
                ? .met : ratio.interval.upperBound < Self.target ? .missed : .unclear
        }
    }

    var lookups: [Lookup] = []
    var asked: [Asked] = []
    var changes: [Changed] = []
    var picks: [Picked] = []
    var scaled: [Scaled] = []
}

extension SpeedResults {
    /// The verdicts on all figures that have a target, with their names.
    var verdicts: [(name: String, verdict: Verdict)] {
        func named(_ name: String, _ nodes: Int, _ verdict: Verdict?) -> (name: String, verdict: Verdict)? {
            verdict.map { ("\(name) at \(nodes) nodes", $0) }
        }
        return lookups.compactMap { row in
            row.measured.flatMap { named(row.name, row.nodes, SpeedTargets.verdict($0.floors, target: row.target)) }
        }
            + asked.compactMap { row in
                let verdict = SpeedTargets.verdict(row.measured.floors, target: row.target)
                return named("\(row.placement.rawValue), \(row.question.rawValue),", row.nodes, verdict)
            }
            + changes.compactMap { row in
                named("\(row.placement.rawValue), \(row.change.rawValue),", row.nodes, row.verdict)
            }
            + picks.compactMap { row in
                let verdict = SpeedTargets.verdict(row.measured.floors, target: row.target)
                return named("pick \(row.policy), \(row.way.rawValue),", row.endpoints, verdict)
            }
            + scaled.compactMap { named("two pickers", $0.endpoints, $0.verdict) }
    }
}

extension SpeedResults.Changed {
    var verdict: Verdict? { target.map { floors <= $0 ? .met : .missed } }
}
