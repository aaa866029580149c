/// A list that is seldom longer than one: its first element needs no memory of its own.
///
/// What a request keeps of its attempts is kept in these: most have but one. Cost: as an array's, less one allocation.
package struct ShortList<Element> {
    /// `nil` if the list is empty.
    private var first: Element?
    /// All but the first.
    private var others: [Element] = []

    package init() {}

    package init(_ element: Element) {
        first = element
    }

    package mutating func append(_ element: Element) {
        if first == nil { first = element } else { others.append(element) }
    }

    /// Takes the last element out; `nil` if there is none.
    package mutating func popLast() -> Element? {
        others.popLast() ?? first.take()
    }
}

extension ShortList: RandomAccessCollection, MutableCollection {
    package var startIndex: Int { 0 }
    package var indices: Range<Int> { 0..<endIndex }
    package var endIndex: Int { first == nil ? 0 : 1 + others.count }

    package subscript(index: Int) -> Element {
        get {
            guard index == 0, let first else { return others[index - 1] }
            return first
        }
        set {
            if index == 0, first != nil { first = newValue } else { others[index - 1] = newValue }
        }
    }
}

extension ShortList: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Element...) {
        first = elements.first
        others = Array(elements.dropFirst())
    }
}

extension ShortList: Equatable where Element: Equatable {}
extension ShortList: Hashable where Element: Hashable {}
extension ShortList: Sendable where Element: Sendable {}
