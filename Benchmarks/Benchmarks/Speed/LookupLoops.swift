import ConsistentHashing
import Floor
import Timing

// Loops that are timed, with those of Timing/PlainLoops.swift. They are compiled into this module, which is a client of
// `ConsistentHashing` like any other, and are never inlined, so that each can be found in the machine code:
//
//     objdump --disassemble --demangle .build/release/Benchmarks | less
//
// Each gives the sum of what it looked up, so that nothing is optimised away.

/// Looks some keys up by their bytes.
@inline(never)
func sumOfSomeIndices<P: Placement>(_ placement: P, _ keys: SpeedKeys, _ range: Range<Int>) -> UInt64 {
    var sum = 0
    for number in range {
        sum &+= placement.ownerIndex(of: keys.bytes(number)) ?? 0
    }
    return UInt64(sum)
}

/// Looks keys up one after the other: which of the next two it is depends on the answer before.
@inline(never)
func chainOfIndices<P: Placement>(_ placement: P, _ keys: SpeedKeys) -> UInt64 {
    var sum = 0
    var choice = 0
    for number in 0..<keys.count {
        let index = placement.ownerIndex(of: keys.bytes(number &+ choice)) ?? 0
        choice = index & 1
        sum &+= index
    }
    return UInt64(sum)
}

/// Looks every key up as a string.
@inline(never)
func sumOfIndicesOfStrings<P: Placement>(_ placement: P, _ keys: SpeedKeys) -> UInt64 {
    let strings = keys.lent.span
    var sum = 0
    for number in 0..<keys.count {
        sum &+= placement.ownerIndex(of: strings[unchecked: number]) ?? 0
    }
    return UInt64(sum)
}

/// Looks up keys that are in no cache.
@inline(never)
func sumOfColdIndices<P: Placement>(_ placement: P, _ keys: ColdKeys, first: Int, count: Int) -> UInt64 {
    var sum = 0
    for number in first..<first &+ count {
        sum &+= placement.ownerIndex(of: keys.bytes(number)) ?? 0
    }
    return UInt64(sum)
}

/// Looks every key up and takes the node.
@inline(never)
func sumOfNodes<P: Placement>(_ placement: P, _ keys: SpeedKeys) -> UInt64 where P.Node == String {
    var sum = 0
    for key in keys {
        if let node = placement.owner(of: key) {
            sum &+= node.utf8.count
        }
    }
    return UInt64(sum)
}

/// Asks for the shard of every key.
@inline(never)
func sumOfShards<Function: ShardFunction>(_ function: Function, _ keys: SpeedKeys) -> UInt64 {
    var sum = 0
    for key in keys { sum &+= function.shard(of: key) }
    return UInt64(sum)
}

/// Hashes keys one after the other, in Swift.
@inline(never)
func chainOfHashes(_ function: HashFunction, _ keys: SpeedKeys) -> UInt64 {
    var sum: UInt64 = 0
    var choice = 0
    for number in 0..<keys.count {
        let hash = function.hash(keys.bytes(number &+ choice))
        choice = Int(truncatingIfNeeded: hash & 1)
        sum &+= hash
    }
    return sum
}

/// `floor` as a chain.
func floorChain(_ keys: SpeedKeys, seed: UInt64 = 0) -> UInt64 {
    floor_chain(keys.start, keys.count, keys.length, seed)
}
