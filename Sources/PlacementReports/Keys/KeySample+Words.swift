package import ConsistentHashing

extension KeySample {
    /// How many keys and requests there are, in words.
    package var counts: String {
        let keys = Digits.counted(count, "key")
        return requestCount == count
            ? keys + ", each asked for once" : keys + " in \(Digits.grouped(requestCount)) requests"
    }

    /// What one key asks for can't be shared out by any placement of keys: a sentence on what that alone makes of the
    /// busiest node, if it is more than the mean.
    package func busiestKeySentence(nodes: Int) -> String? {
        let share = Double(requests.max() ?? 0) / Double(max(1, requestCount))
        let floor = share * Double(nodes)
        guard floor > 1 else { return nil }
        return "The busiest key alone makes \(Digits.percent(share)) of the requests, so its owner has at least "
            + "\(Digits.fixed(floor, digits: 2)) times the mean of \(Digits.grouped(nodes)) nodes, whoever it is."
    }
}
