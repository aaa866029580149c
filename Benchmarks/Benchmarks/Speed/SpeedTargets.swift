import PlacementReports

/// What DESIGN.md asks for, in multiples of `floor`.
struct SpeedTargets {
    let nodes: Int

    /// For a key in, an index out.
    func lookup(_ placement: MeasuredPlacement) -> Double? {
        let bySize: [Int: Double] =
            switch placement {
            case .hashRing: [10: 1.25, 100: 1.6, 1000: 3]
            case .thinnedRing: [:]
            case .maglevTable, .incrementalMaglevTable: [10: 1.25, 100: 1.25, 1000: 1.75]
            case .rendezvousTable: [10: 1.25, 100: 1.5, 1000: 3]
            case .rendezvousHash: [10: 5, 100: 15, 1000: 100]
            case .plainRendezvousHash: [10: 5, 100: 45, 1000: 450]
            case .incrementalSlotHash: [:]
            }
        return bySize[nodes]
    }

    /// For what a question asked in another way may add.
    func added(by question: Question) -> Double? {
        switch question {
        case .chain, .cold, .threads: nil
        case .string: 3.5
        case .node: 3
        }
    }

    /// For a change.
    func change(_ change: TimedChange, of placement: MeasuredPlacement) -> Double? {
        switch (placement, change, nodes) {
        case (.hashRing, .insert, 1000): 200_000
        case (.maglevTable, .build, 1000): 1_000_000
        default: nil
        }
    }

    /// Whether a figure is within its target, as far as its interval tells.
    static func verdict(_ figure: MedianInterval, target: Double?) -> Verdict? {
        guard let target else { return nil }
        return figure.interval.upperBound <= target ? .met : figure.interval.lowerBound > target ? .missed : .unclear
    }
}

/// Whether a target is met.
enum Verdict: String {
    case met = "yes"
    case missed = "no"
    /// The target is within the interval.
    case unclear
}

/// What is measured, in the report's order.
enum MeasuredPlacement: String, CaseIterable {
    case hashRing = "HashRing"
    case thinnedRing = "ThinnedRing"
    case rendezvousTable = "RendezvousTable"
    case maglevTable = "MaglevTable"
    case incrementalMaglevTable = "IncrementalMaglevTable"
    case rendezvousHash = "RendezvousHash"
    /// Without vector instructions.
    case plainRendezvousHash = "plain RendezvousHash"
    case incrementalSlotHash = "IncrementalSlotHash"
}

/// Ways to ask for an owner, beside bytes in and an index out.
enum Question: String, CaseIterable {
    case chain = "chain"
    case string = "String key"
    case node = "node back"
    case cold = "cold keys"
    case threads = "two threads"
}

/// Ways in which a placement comes to be.
enum TimedChange: String, CaseIterable {
    case build = "build"
    case insert = "insert one"
    case remove = "remove one"
    case update = "update 1 %"
}
