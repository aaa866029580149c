import CommandLineSupport
import ConsistentHashing

/// Places keys and writes their owners to standard output.
struct KeyWriter<Placed: Placement> {
    private let placement: Placed
    private let replicas: Int
    private let format: PlaceFormat
    private let ids: [[UInt8]]
    private var output = StandardOutput()
    private var isFirst = true

    /// How much is written at once.
    private static var chunk: Int { 1 << 16 }

    init(_ placement: Placed, replicas: Int, format: PlaceFormat) {
        self.placement = placement
        self.replicas = replicas
        self.format = format
        ids = placement.membership.map { format.encoded(id: $0.id) }
        output.append(format.head(replicas: replicas))
    }

    mutating func place(_ key: ArraySlice<UInt8>) {
        if replicas == 1 {
            let owner = placement.ownerIndex(of: key)
            format.append(
                key: key,
                owners: CollectionOfOne(owner ?? 0).prefix(owner == nil ? 0 : 1),
                replicas: replicas,
                ids: ids,
                isFirst: isFirst,
                to: &output.buffer
            )
        } else {
            let owners = Array(placement.rankingIndices(of: key).prefix(replicas))
            format.append(
                key: key,
                owners: owners,
                replicas: replicas,
                ids: ids,
                isFirst: isFirst,
                to: &output.buffer
            )
        }
        isFirst = false
    }

    /// Writes what has come together, if it is much.
    mutating func flushIfFull() throws { try output.flush(atLeast: Self.chunk) }

    /// Writes all that is left.
    mutating func finish() throws {
        output.append(format.foot)
        try output.flush()
    }
}
