import ConsistentHashing

/// The hash of a node's id with a number behind it, from the definition: id bytes, then four little-endian bytes.
func nodeHash(_ id: String, _ number: UInt32, _ hashFunction: HashFunction) -> UInt64 {
    var bytes = Array(id.utf8)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(number >> shift & 255))
    }
    return hashFunction.hash(bytes)
}

/// Members in the order of their ids' bytes, which is the order of their indices.
func sortedByID(_ members: [Member<String>]) -> [Member<String>] {
    members.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
}
