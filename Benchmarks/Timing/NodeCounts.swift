import ArgumentParser

/// The numbers of nodes that a command is given.
package enum NodeCounts {
    /// Reads numbers with commas between them; one that is given twice counts once.
    package static func parse(_ argument: String, allowed: ClosedRange<Int>) throws -> [Int] {
        var counts: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let count = Int(part), allowed.contains(count) else {
                throw ValidationError(
                    "“\(part)” is not a number of nodes: give numbers from \(allowed.lowerBound) to "
                        + "\(allowed.upperBound) with commas between them, such as 10,100,1000"
                )
            }
            if !counts.contains(count) { counts.append(count) }
        }
        return counts
    }
}
