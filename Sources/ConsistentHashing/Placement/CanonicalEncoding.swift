/// The bytes whose XXH3-64 is a placement's checksum.
///
/// In this order, integers little-endian:
///
/// | what | bytes |
/// | --- | --- |
/// | the algorithm's name, length first | 8 + n |
/// | the algorithm's version | 8 |
/// | hash function (1 XXH3-64, 2 XXH64) and seed | 8 + 8 |
/// | number of parameters, then each | 8 + 8 · n |
/// | number of members | 8 |
/// | a member, by ascending id: its id, length first, and its weight's IEEE 754 bits | 8 + n + 8 |
/// | history: the number of slots, and each slot's owner's index, 2⁶⁴ − 1 for a vacant slot | 8 + 8 · n |
struct CanonicalEncoding {
    private var bytes: [UInt8] = []

    init<Node>(
        _ algorithm: String,
        version: UInt64 = 1,
        hashFunction: HashFunction,
        parameters: [Int] = [],
        membership: Membership<Node>
    ) {
        append(algorithm)
        append(version)
        append(UInt64(hashFunction.algorithm.rawValue))
        append(hashFunction.seed)
        append(UInt64(parameters.count))
        for parameter in parameters {
            append(UInt64(parameter))
        }
        append(UInt64(membership.count))
        for (id, weight) in zip(membership.ids, membership.weights) {
            append(id)
            append(weight.bitPattern)
        }
    }

    /// History, of a placement that carries one.
    mutating func append(_ slots: some Collection<Int?>) {
        append(UInt64(slots.count))
        for owner in slots {
            append(owner.map { UInt64($0) } ?? .max)
        }
    }

    var checksum: UInt64 { HashFunction.xxh3.hash(bytes) }

    private mutating func append(_ text: String) {
        append(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ integer: UInt64) {
        withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
