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

/// Contenders, the preferred one on top. A binary heap: O(n) to make, O(log n) to add or take one.
struct ContenderHeap: Sendable {
    private var contenders: [Contender]

    init(_ contenders: [Contender] = []) {
        self.contenders = contenders
        for position in stride(from: contenders.count / 2 - 1, through: 0, by: -1) {
            siftDown(from: position)
        }
    }

    var first: Contender? { contenders.first }

    mutating func insert(_ contender: Contender) {
        contenders.append(contender)
        var position = contenders.count - 1
        while position > 0 {
            let parent = (position - 1) / 2
            guard contenders[position] < contenders[parent] else { return }
            contenders.swapAt(position, parent)
            position = parent
        }
    }

    mutating func popFirst() -> Contender? {
        guard let last = contenders.popLast() else { return nil }
        guard let first = contenders.first else { return last }
        contenders[0] = last
        siftDown(from: 0)
        return first
    }

    private mutating func siftDown(from start: Int) {
        var position = start
        while true {
            var child = 2 * position + 1
            guard child < contenders.count else { return }
            if child + 1 < contenders.count, contenders[child + 1] < contenders[child] {
                child += 1
            }
            guard contenders[child] < contenders[position] else { return }
            contenders.swapAt(position, child)
            position = child
        }
    }
}
