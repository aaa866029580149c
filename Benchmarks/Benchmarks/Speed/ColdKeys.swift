import Floor
import Timing

/// Keys in so much memory, read in such an order, that each is read from memory and not from a cache.
///
/// The buffer is never freed: a run has one.
struct ColdKeys {
    static let defaultCount = 1 << 22

    private let start: UnsafeRawPointer
    private let mask: UInt64
    private let length = 16

    /// - Parameter count: a power of two.
    init(count: Int) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count * length, alignment: 64)
        for number in 0..<count {
            var rest = number
            for (place, byte) in "key:000000000000".utf8.enumerated() {
                buffer[number * length + place] = byte
            }
            for place in stride(from: length - 1, to: 3, by: -1) where rest > 0 {
                buffer[number * length + place] += UInt8(rest % 10)
                rest /= 10
            }
        }
        start = UnsafeRawPointer(buffer.baseAddress!)  // It holds at least one key.
        mask = UInt64(count - 1)
    }

    /// The bytes of the key that is read as the `number`-th, going round at the end.
    @inline(__always)
    func bytes(_ number: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + floor_cold_key(number, mask) &* length, count: length)
    }

    /// `floor`.
    func floorSum(first: Int, count: Int) -> UInt64 {
        floor_cold(start, first, count, length, mask, 0)
    }
}
