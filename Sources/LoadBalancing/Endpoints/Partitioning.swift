extension RandomAccessCollection where Index == Int {
    /// The first position whose element satisfies `belongsInSecondPart`, where all after it do and none before it does.
    /// O(log n).
    func partitioningIndex(_ belongsInSecondPart: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecondPart(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
