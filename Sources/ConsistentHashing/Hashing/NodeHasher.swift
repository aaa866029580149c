/// The hashes that belong to a node: of its id with a number behind it, as four little-endian bytes.
///
/// A ring's points are the numbers 0, 1, 2, …; rendezvous takes 0, a Maglev table's offset and skip are 1 and 2.
/// The id alone is not hashed: a key may well be a node's id.
struct NodeHasher {
    private let hashFunction: HashFunction
    private var bytes: [UInt8]
    private let idLength: Int

    init(id: String, hashFunction: HashFunction) {
        self.hashFunction = hashFunction
        bytes = Array(id.utf8)
        idLength = bytes.count
        bytes.append(contentsOf: [0, 0, 0, 0])
    }

    mutating func hash(number: UInt32) -> UInt64 {
        bytes[idLength] = UInt8(truncatingIfNeeded: number)
        bytes[idLength + 1] = UInt8(truncatingIfNeeded: number >> 8)
        bytes[idLength + 2] = UInt8(truncatingIfNeeded: number >> 16)
        bytes[idLength + 3] = UInt8(truncatingIfNeeded: number >> 24)
        return hashFunction.hash(bytes)
    }
}
