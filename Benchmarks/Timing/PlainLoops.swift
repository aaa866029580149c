public import ConsistentHashing
import Floor

// The loops that every report times. Each program that calls one has its own copy, made for what it looks up in, and
// never inlined, so that it can be found in the program's machine code. Each gives the sum of what it looked up, so that
// nothing is optimised away.

/// Looks every key up by its bytes.
@inlinable
@inline(never)
public func sumOfIndices<P: Placement>(_ placement: P, _ keys: SpeedKeys) -> UInt64 {
    var sum = 0
    for key in keys { sum &+= placement.ownerIndex(of: key) ?? 0 }
    return UInt64(sum)
}

/// Hashes every key, and no more: the least that a lookup in Swift can take.
@inlinable
@inline(never)
public func sumOfHashes(_ function: HashFunction, _ keys: SpeedKeys) -> UInt64 {
    var sum: UInt64 = 0
    for key in keys { sum &+= function.hash(key) }
    return sum
}

/// `floor`.
package func floorSum(_ keys: SpeedKeys, seed: UInt64 = 0) -> UInt64 {
    floor_sum(keys.start, keys.count, keys.length, seed)
}
