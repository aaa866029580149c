import ConsistentHashing
import Floor
import Timing

/// A placement whose lookups can be written down in C, over the memory that it has.
///
/// The loop in C does the least that can be done with that memory on the processor at hand: what a lookup in Swift takes
/// more is the package's or the compiler's doing, what both take more than a target asks is the machine's.
protocol LookedUpInC {
    /// Looks every key up; `nil` if that is not written down for such a placement: one whose owners take 32 bits, or vectors.
    func sumInC(_ keys: SpeedKeys) -> UInt64?
}

extension TablePlacement {
    func sumInC(_ keys: SpeedKeys) -> UInt64? {
        guard !slots.owners.isWide else { return nil }
        if !slots.bytes.isEmpty {
            return slots.bytes.withUnsafeBufferPointer {
                floor_table_of_bytes(
                    keys.start,
                    keys.count,
                    keys.length,
                    hashFunction.seed,
                    $0.baseAddress,
                    UInt64($0.count)
                )
            }
        }
        return slots.owners.narrow.withUnsafeBufferPointer {
            floor_table(keys.start, keys.count, keys.length, hashFunction.seed, $0.baseAddress, UInt64($0.count))
        }
    }
}

extension RendezvousTable: LookedUpInC {}
extension MaglevTable: LookedUpInC {}
extension IncrementalMaglevTable: LookedUpInC {}

extension RendezvousHash: LookedUpInC {
    func sumInC(_ keys: SpeedKeys) -> UInt64? {
        plainSeeds?.withUnsafeBufferPointer {
            floor_rendezvous(keys.start, keys.count, keys.length, hashFunction.seed, $0.baseAddress, $0.count)
        }
    }
}

extension HashRing: LookedUpInC {
    func sumInC(_ keys: SpeedKeys) -> UInt64? {
        let (start, count, length, seed) = (keys.start, keys.count, keys.length, hashFunction.seed)
        let buckets = arcs.buckets
        guard buckets.count > 0 else { return nil }
        return buckets.vectors.withUnsafeBufferPointer { vectors in
            let lines = vectors.baseAddress.map { $0 + buckets.first }
            guard !arcs.slots.isEmpty else {
                return floor_ring_buckets(start, count, length, seed, lines, buckets.count)
            }
            return arcs.slots.withUnsafeBufferPointer { slots in
                floor_ring_slots(
                    start,
                    count,
                    length,
                    seed,
                    slots.baseAddress,
                    lines,
                    buckets.count
                )
            }
        }
    }
}

/// `floor` over keys that lie where the strings have them.
func floorSumOfStrings(_ keys: SpeedKeys) -> UInt64 {
    floor_scattered(keys.texts, keys.count, keys.length, 0)
}
