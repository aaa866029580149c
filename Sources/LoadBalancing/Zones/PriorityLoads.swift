/// How requests are divided between levels of priority.
///
/// A level's **health** is min(1, *f* · the part of it that is well), *f* being how much more than its load it can carry: 1.4, so
/// that a level is whole as long as 71.4 % of it is. Level 0 carries its health, level 1 what is left up to its own, and so on. If
/// all healths together are below 1, each level carries its health over their sum.
///
/// | well of level 0 | of 1 | of 2 | carried by 0 | by 1 | by 2 | panic |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | 100 % | 100 % | | 100 % | 0 % | | |
/// | 72 % | 72 % | | 100 % | 0 % | | |
/// | 71 % | 71 % | | 99.4 % | 0.6 % | | |
/// | 50 % | 60 % | | 70 % | 30 % | | |
/// | 0 % | 100 % | | 0 % | 100 % | | |
/// | 25 % | 25 % | | 50 % | 50 % | | 0, 1 |
/// | 5 % | 65 % | | 7.1 % | 92.9 % | | 0 |
/// | 25 % | 25 % | 100 % | 35 % | 35 % | 30 % | |
/// | 25 % | 25 % | 20 % | 35.7 % | 35.7 % | 28.6 % | 0, 1, 2 |
///
/// A level **panics**, and has all its endpoints in service, if the levels together can't carry the load and less than the
/// threshold of its own endpoints are well. If all levels panic, each carries in proportion to how many endpoints it has. Where
/// there is one level only, nobody else can carry its load, and the threshold alone decides.
///
/// Health is by weight, panic by number. Each level should be able to carry everything: how large it is beside the others plays no
/// part.
///
/// Cost: O(levels).
///
/// Source: Envoy's priority levels and panic threshold, but for two things: it rounds down to whole per cents, which this does
/// not (the third line is 99 % and 1 % there), and it counts endpoints where this adds up their weights.
public struct PriorityLoads: Hashable, Sendable {
    /// The endpoints of one level.
    public struct Level: Hashable, Sendable {
        /// How many there are.
        public var count: Int
        /// How many of them are well.
        public var wellCount: Int
        /// How much of their weight is of those that are well, in `0...1`.
        public var wellShare: Double

        public init(count: Int, wellCount: Int, wellShare: Double) {
            self.count = count
            self.wellCount = wellCount
            self.wellShare = wellShare
        }

        /// So many endpoints of equal weight.
        public init(well: Int, of count: Int) {
            self.init(count: count, wellCount: well, wellShare: count > 0 ? Double(well) / Double(count) : 0)
        }
    }

    /// What each level carries, a part of 1; all 0 only if there is no endpoint.
    public let shares: [Double]

    /// Whether each level has all its endpoints in service, well or not.
    public let panics: [Bool]

    /// - Parameters:
    ///   - levels: the first is preferred.
    ///   - overprovisioning: *f*: finite, 1 or above.
    ///   - panicThreshold: the part of its endpoints that must be well for a level not to panic, in `0...1`.
    public init(levels: [Level], overprovisioning: Double = 1.4, panicThreshold: Double = 0.5) {
        let healths = levels.map { level in
            level.wellCount > 0 ? Self.whole(overprovisioning * level.wellShare) : 0
        }
        let sum = healths.reduce(0, +)
        let isEnough = Self.whole(sum) == 1 && levels.count > 1
        panics = levels.map { level in
            guard !isEnough, level.count > 0 else { return false }
            return sum == 0 || Double(level.wellCount) / Double(level.count) < panicThreshold
        }
        let endpoints = levels.reduce(0) { $0 + $1.count }
        if zip(levels, panics).allSatisfy({ $1 || $0.count == 0 }) {
            shares = levels.map { endpoints > 0 ? Double($0.count) / Double(endpoints) : 0 }
            return
        }
        var left = 1.0
        var shares = healths.map { health in
            let share = min(left, sum < 1 ? health / sum : health)
            left -= share
            return share
        }
        // What rounding has left over.
        if let last = shares.lastIndex(where: { $0 > 0 }) {
            shares[last] += left
        }
        self.shares = shares
    }

    /// The number, but 1 for all above 1 and for 1 less an error of rounding: 1.4 · 5/7 is to be 1.
    private static func whole(_ number: Double) -> Double {
        number < 1 - 0x1p-40 ? number : 1
    }
}
