/// A node in the running for a key. The smallest is preferred: by weighted distance, then by raw hash (the larger
/// one first), then by index, which is the order of the ids.
struct Contender: Comparable, Sendable {
    var distance: WeightedDistance
    var rawHash: UInt64 = 0
    var index: Int

    static func < (first: Contender, second: Contender) -> Bool {
        let order = first.distance.compare(to: second.distance)
        if order != 0 { return order < 0 }
        if first.rawHash != second.rawHash { return first.rawHash > second.rawHash }
        return first.index < second.index
    }

    static func == (first: Contender, second: Contender) -> Bool {
        !(first < second) && !(second < first)
    }
}

/// Contenders, the preferred one on top.
typealias ContenderHeap = Heap<Contender>
