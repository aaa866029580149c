/// Keys to measure a placement with: each distinct key once, with how many requests asked for it, and their order.
///
/// ```swift
/// var sample = KeySample()
/// for line in accessLog { sample.append(line.clientAddress) }
/// sample.count           // distinct addresses
/// sample.requestCount    // lines
/// ```
///
/// Keys are told apart by their bytes. Memory: the bytes of each distinct key, 24 to 40 more for each, and 4 for each
/// request. Appending is O(1) expected.
public struct KeySample: Sendable {
    /// The distinct keys, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each key begins, and where the last one ends.
    private var starts: [Int] = [0]
    /// For each key, how many requests asked for it.
    public private(set) var requests: [Int] = []
    /// For each request, in order, which key it asked for: a position in ``requests``.
    public private(set) var log: [UInt32] = []
    /// Open addressing: a key's position plus one, or 0 for a free place. A power of two of them, at most half in use.
    private var places: [UInt32] = Array(repeating: 0, count: 16)

    /// No keys yet.
    public init() {}

    /// The keys of some requests, in order.
    public init<Key: PlacementKey>(_ keys: some Sequence<Key>) {
        for key in keys {
            append(key)
        }
    }

    /// How many distinct keys there are.
    public var count: Int { requests.count }

    /// How many requests there are.
    public var requestCount: Int { log.count }

    /// Adds one request for a key. At most 2³² − 2 distinct keys.
    public mutating func append<Key: PlacementKey & ~Copyable & ~Escapable>(_ key: borrowing Key) {
        key.withKeyBytes { append(bytes: $0) }
    }

    /// Calls `body` with each distinct key, in the order in which they were first asked for.
    public func forEachKey(_ body: (RawSpan) -> Void) {
        for position in 0..<count {
            body(bytes.span.bytes.extracting(starts[position]..<starts[position + 1]))
        }
    }

    /// The index of each distinct key's owner, `nil` for all if the placement has no nodes.
    public func ownerIndices(in placement: some Placement) -> [Int?] {
        var owners: [Int?] = []
        owners.reserveCapacity(count)
        forEachKey { owners.append(placement.ownerIndex(of: $0)) }
        return owners
    }

    private mutating func append(bytes key: RawSpan) {
        let hash = HashFunction.xxh3.hash(bytes: key)
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] != 0 {
            let position = Int(places[place]) - 1
            if holds(key, at: position) {
                requests[position] += 1
                log.append(UInt32(position))
                return
            }
            place = (place + 1) & (places.count - 1)
        }
        key.withUnsafeBytes { bytes.append(contentsOf: $0) }
        starts.append(bytes.count)
        log.append(UInt32(count))
        requests.append(1)
        places[place] = UInt32(count)
        if 2 * count > places.count {
            growPlaces()
        }
    }

    private func holds(_ key: RawSpan, at position: Int) -> Bool {
        let held = bytes.span.bytes.extracting(starts[position]..<starts[position + 1])
        guard held.byteCount == key.byteCount else { return false }
        for offset in 0..<key.byteCount where held.byte(at: offset) != key.byte(at: offset) {
            return false
        }
        return true
    }

    private mutating func growPlaces() {
        places = Array(repeating: 0, count: places.count * 2)
        for position in 0..<count {
            let hash = HashFunction.xxh3.hash(bytes[starts[position]..<starts[position + 1]])
            var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
            while places[place] != 0 {
                place = (place + 1) & (places.count - 1)
            }
            places[place] = UInt32(position + 1)
        }
    }
}
