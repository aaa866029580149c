package import ConsistentHashing
import PlacementReports

/// The keys of a simulation's requests.
package struct RequestKeys: Sendable {
    /// Of each key, by the hash function that policies by key have unless told.
    let hashes: [UInt64]
    /// Which key each request asks for, over and over; `nil` if any, each as likely.
    private let order: [UInt32]?

    /// Distinct keys.
    package var count: Int { hashes.count }

    /// The keys of a log, in its order, and again from the start when it is used up.
    package init(_ sample: KeySample) {
        hashes = Self.hashes(of: sample)
        order = sample.log
    }

    /// So many keys, each request asking for any of them.
    package init(uniform count: Int) {
        hashes = Self.hashes(of: SyntheticKeys.sample(count: count))
        order = nil
    }

    private static func hashes(of sample: KeySample) -> [UInt64] {
        var hashes: [UInt64] = []
        hashes.reserveCapacity(sample.count)
        sample.forEachKey { hashes.append(HashFunction.xxh3.hash(bytes: $0)) }
        return hashes
    }

    /// The key of a request.
    func key(ofRequest number: Int, using generator: inout SplitMix64) -> Int {
        order.map { Int($0[number % $0.count]) } ?? generator.nextIndex(below: count)
    }
}
