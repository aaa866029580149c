/// Whose turn it is and what chance says, for those who pick one after the other: one task, one event loop.
///
/// The random numbers are SplitMix64's (Steele, Lea and Flood, OOPSLA 2014): a counter, mixed, so that threads which share
/// one need only add to it.
package struct PickLane: Sendable {
    private var turn: UInt64
    private var position: UInt64
    private var random: UInt64

    /// Every seed gives another order.
    package init(seed: UInt64) {
        random = seed
        turn = 0
        position = 0
        turn = nextRandom()
        position = turn
    }

    mutating func nextTurn() -> UInt64 {
        defer { turn &+= 1 }
        return turn
    }

    /// Whose turn it is of so many, one after the other from a random one on.
    mutating func nextTurn(below count: UInt64) -> UInt64 {
        // Divided once, and whenever there are fewer than before: a division takes as long as the rest of a pick.
        let turn = position < count ? position : position == count ? 0 : position % max(1, count)
        position = turn &+ 1
        return turn
    }

    @inline(__always)
    mutating func nextRandom() -> UInt64 {
        random &+= Self.step
        return Self.mixed(random)
    }

    /// 2⁶⁴ over the golden ratio, made odd: added again and again, it passes through every number before it comes back.
    static var step: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
