extension UInt64 {
    /// Another hash, made of this one: the two halves of its product with `multiplier`, one upon the other.
    ///
    /// One multiplication mixes as well here as the three steps of a classical finisher do: both halves depend on most of
    /// the bits, and they do so in opposite directions. `multiplier` is odd, with bits all over.
    @inlinable
    @inline(__always)
    func mixed(with multiplier: UInt64) -> UInt64 {
        let product = multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
    }

    /// A number below `bound`, as likely each, made of a uniform hash.
    @inlinable
    @inline(__always)
    func scaled(below bound: UInt64) -> UInt64 {
        multipliedFullWidth(by: bound).high
    }
}
