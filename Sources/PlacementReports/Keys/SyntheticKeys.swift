public import ConsistentHashing

/// Keys that nobody asked for, to measure a placement without the accidents of a particular log.
public enum SyntheticKeys {
    /// `key:000000000000`, `key:000000000001` and so on: 16 bytes each, every one asked for once.
    public static func sample(count: Int) -> KeySample {
        var sample = KeySample()
        var key = Array("key:000000000000".utf8)
        for _ in 0..<count {
            sample.append(key)
            increment(&key)
        }
        return sample
    }

    /// Adds one to the digits at the end.
    private static func increment(_ key: inout [UInt8]) {
        var place = key.count - 1
        while key[place] == UInt8(ascii: "9") {
            key[place] = UInt8(ascii: "0")
            place -= 1
        }
        key[place] += 1
    }
}
