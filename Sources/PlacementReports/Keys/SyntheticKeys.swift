public import ConsistentHashing

/// Keys that nobody asked for, to measure a placement without the accidents of a particular log.
public enum SyntheticKeys {
    /// `key:000000000000`, `key:000000000001` and so on: 16 bytes each, every one asked for once.
    public static func sample(count: Int) -> KeySample {
        sample(count: count, prefix: "")
    }

    /// The same keys behind the same words, as paths and qualified names are: keys that differ only at their ends.
    public static func sample(count: Int, prefix: String) -> KeySample {
        var sample = KeySample()
        var key = Array((prefix + "key:000000000000").utf8)
        for _ in 0..<count {
            sample.append(key)
            increment(&key)
        }
        return sample
    }

    /// 16 random bytes each, every one asked for once.
    public static func random(count: Int, seed: UInt64) -> KeySample {
        var generator = SplitMix64(seed: seed)
        var sample = KeySample()
        for _ in 0..<count {
            var (low, high) = (generator.next(), generator.next())
            var key: [UInt8] = []
            key.reserveCapacity(16)
            for _ in 0..<8 {
                key.append(UInt8(truncatingIfNeeded: low))
                key.append(UInt8(truncatingIfNeeded: high))
                (low, high) = (low >> 8, high >> 8)
            }
            sample.append(key)
        }
        return sample
    }

    /// Requests by Zipf's law: the *k*-th of the keys of ``sample(count:)`` is asked for in proportion to
    /// *1 / k^exponent*. Those that nobody asks for are not in the sample.
    ///
    /// - Source: Breslau et al., "Web Caching and Zipf-like Distributions: Evidence and Implications", INFOCOM 1999, who
    ///   found exponents of 0.64 to 0.83 at web proxies; 1 is Zipf's own.
    public static func zipf(keys: Int, requests: Int, exponent: Double, seed: UInt64) -> KeySample {
        var bounds: [Double] = []
        bounds.reserveCapacity(keys)
        var sum = 0.0
        for rank in 1...keys {
            sum += Elementary.exp(-exponent * Elementary.log(Double(rank)))
            bounds.append(sum)
        }
        var generator = SplitMix64(seed: seed)
        var sample = KeySample()
        for _ in 0..<requests {
            let rank = firstIndex(in: bounds, above: generator.nextFraction() * sum)
            sample.append(key(rank))
        }
        return sample
    }

    private static func key(_ number: Int) -> [UInt8] {
        var key = Array("key:000000000000".utf8)
        var (place, rest) = (key.count - 1, number)
        while rest > 0 {
            key[place] += UInt8(rest % 10)
            (place, rest) = (place - 1, rest / 10)
        }
        return key
    }

    /// The first index whose bound is above a value that the last one is above.
    private static func firstIndex(in bounds: [Double], above value: Double) -> Int {
        var (low, high) = (0, bounds.count - 1)
        while low < high {
            let middle = low + (high - low) / 2
            (low, high) = bounds[middle] > value ? (low, middle) : (middle + 1, high)
        }
        return low
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
