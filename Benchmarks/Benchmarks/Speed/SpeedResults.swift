import PlacementReports

/// What `Benchmarks speed` found.
struct SpeedResults {
    /// A row of the first table: key in, index out.
    struct Lookup {
        let nodes: Int
        let name: String
        var measured: Measured?
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

    var lookups: [Lookup] = []
    var asked: [Asked] = []
    var changes: [Changed] = []
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
    }
}

extension SpeedResults.Changed {
    var verdict: Verdict? { target.map { floors <= $0 ? .met : .missed } }
}
