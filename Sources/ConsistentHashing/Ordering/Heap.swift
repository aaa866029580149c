/// A binary heap, the smallest element on top: O(n) to make, O(log n) to add or take one.
struct Heap<Element: Comparable> {
    private(set) var elements: [Element]

    init(_ elements: [Element] = []) {
        self.elements = elements
        for position in stride(from: elements.count / 2 - 1, through: 0, by: -1) {
            siftDown(from: position)
        }
    }

    var count: Int { elements.count }

    var first: Element? { elements.first }

    mutating func insert(_ element: Element) {
        elements.append(element)
        var position = elements.count - 1
        while position > 0 {
            let parent = (position - 1) / 2
            guard elements[position] < elements[parent] else { return }
            elements.swapAt(position, parent)
            position = parent
        }
    }

    @discardableResult
    mutating func popFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements[0] = last
        siftDown(from: 0)
        return first
    }

    private mutating func siftDown(from start: Int) {
        var position = start
        while true {
            var child = 2 * position + 1
            guard child < elements.count else { return }
            if child + 1 < elements.count, elements[child + 1] < elements[child] {
                child += 1
            }
            guard elements[child] < elements[position] else { return }
            elements.swapAt(position, child)
            position = child
        }
    }
}

extension Heap: Sendable where Element: Sendable {}
