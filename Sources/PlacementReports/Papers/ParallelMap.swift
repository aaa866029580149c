/// The results of some work, done on all cores, in the order of its numbers.
func parallelMap<Result: Sendable>(
    _ numbers: Range<Int>,
    _ body: @escaping @Sendable (Int) throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for number in numbers {
            group.addTask { (number, try body(number)) }
        }
        var results: [(Int, Result)] = []
        for try await result in group {
            results.append(result)
        }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
