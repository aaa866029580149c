extension Candidates {
    /// Some of them alone, as those of one level of priority or one zone.
    ///
    /// - Parameters:
    ///   - indices: in order.
    ///   - loadShare: the part of all requests that they are to carry together.
    func group(at indices: [Int], loadShare: Double) -> Candidates {
        Candidates(
            states: indices.map { storage.states[$0] },
            elders: storage.elders.isEmpty ? [] : indices.map { storage.elders[$0] },
            weights: indices.map { weight($0) },
            availability: indices.map { isAvailable($0) },
            totals: storage.totals,
            loadShare: loadShare
        )
    }
}
