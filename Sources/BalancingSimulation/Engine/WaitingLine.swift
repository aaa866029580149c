/// Numbers that wait, first come, first served. O(1) amortised.
struct WaitingLine {
    private var numbers: [Int] = []
    private var first = 0

    var count: Int { numbers.count - first }

    mutating func append(_ number: Int) {
        numbers.append(number)
    }

    mutating func removeFirst() -> Int? {
        guard first < numbers.count else { return nil }
        defer {
            first += 1
            if first >= 1024, 2 * first >= numbers.count {
                numbers.removeSubrange(..<first)
                first = 0
            }
        }
        return numbers[first]
    }
}
