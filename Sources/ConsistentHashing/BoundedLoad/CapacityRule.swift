/// How many keys a node may hold: ⌈factor · weight share · total⌉.
///
/// In double precision, as it stands, from left to right; at least 1 where there is a key at all, so that a tiny share
/// does not vanish. For example, with factor 1.25:
///
/// | share | total 1 | 8 | 9 | 1000 |
/// | --- | --- | --- | --- | --- |
/// | 1/4 | 1 | 3 | 3 | 313 |
/// | 1/2 | 1 | 5 | 6 | 625 |
///
/// Rounded shares may add up to a little less than 1, but less than n · 2⁻⁵² of it, so that capacities add up to no less
/// than the total while nodes · total < 2⁵².
struct CapacityRule: Sendable {
    /// Nodes of the same weight, which have the same capacity.
    struct Class: Sendable {
        let quota: Double
        let nodes: [Int]
    }

    let classes: [Class]

    init<Node>(_ membership: Membership<Node>, factor: Double) {
        let shares = membership.shares
        let groups = Dictionary(grouping: membership.indices, by: { shares[$0] })
        classes = groups.sorted { $0.key < $1.key }.map { Class(quota: factor * $0.key, nodes: $0.value) }
    }

    static func capacity(quota: Double, total: Int) -> Int {
        guard total > 0 else { return 0 }
        let exact = quota * Double(total)
        guard exact < 0x1p62 else { return 1 << 62 }
        // Not `rounded(.up)`, which calls the C library's `ceil`, and this module links no library for mathematics.
        let whole = Int(exact)
        return max(1, Double(whole) < exact ? whole + 1 : whole)
    }

    /// The sum of all nodes' capacities, or `Int.max` if it is more.
    func totalCapacity(total: Int) -> Int {
        classes.reduce(0) { sum, group in
            let product = Self.capacity(quota: group.quota, total: total)
                .multipliedReportingOverflow(by: group.nodes.count)
            let added = sum.addingReportingOverflow(product.partialValue)
            return product.overflow || added.overflow ? .max : added.partialValue
        }
    }
}
