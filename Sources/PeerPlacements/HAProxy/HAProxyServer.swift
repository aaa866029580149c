#if Peers
    public import ConsistentHashing

    /// A `server` of an HAProxy backend.
    public struct HAProxyServer: PlacementNode {
        /// What to call it: its name, or its address. The node's id; it plays no part in where keys go.
        public var name: String
        /// `weight`, from 0 to 256. With 0 it takes no keys and is no member.
        public var weight: Int
        /// `id`, from 1 on: what the ring's points are made of. `nil` for its place in the configuration, from 1.
        public var id: Int?
        /// `disabled`, or down.
        public var isDisabled: Bool

        public init(_ name: String, weight: Int = 1, id: Int? = nil, isDisabled: Bool = false) {
            self.name = name
            self.weight = weight
            self.id = id
            self.isDisabled = isDisabled
        }

        public var nodeID: String { name }
    }

    /// HAProxy's key hashes, the functions of `hash-type`.
    ///
    /// Checked with HAProxy 2.6.12. Bytes are unsigned.
    public enum HAProxyHash: String, Hashable, Sendable, CaseIterable {
        /// HAProxy's default. Without `avalanche` it barely spreads short keys; that is HAProxy's, and kept.
        case sdbm
        case djb2
        case wt6
        case crc32

        /// The hash of some bytes.
        ///
        /// - Parameters:
        ///   - bytes: the key's.
        ///   - avalanche: `avalanche`: the hash's bits are mixed once more.
        public func hash(bytes: RawSpan, avalanche: Bool = false) -> UInt32 {
            let hash =
                switch self {
                case .sdbm: HAProxyHashes.sdbm(bytes)
                case .djb2: HAProxyHashes.djb2(bytes)
                case .wt6: HAProxyHashes.wt6(bytes)
                case .crc32: CRC32.hash(bytes)
                }
            return avalanche ? HAProxyHashes.avalanche(hash) : hash
        }

        /// What `balance hdr(name)` hashes of a header's value: up to the first comma that is not within double quotes.
        public static func key(ofHeader value: String) -> Substring {
            var isQuoted = false
            for index in value.utf8.indices {
                switch value.utf8[index] {
                case UInt8(ascii: "\""): isQuoted.toggle()
                case UInt8(ascii: ",") where !isQuoted: return value[..<index]
                default: break
                }
            }
            return value[...]
        }
    }

    /// A backend's servers, checked, with their numeric ids.
    struct HAProxyServers {
        let nodes: PeerNodes<HAProxyServer>
        let ids: [Int]

        init(_ servers: some Sequence<HAProxyServer>) throws(PeerPlacementError) {
            let configured = Array(servers)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 0...256)
            nodes = try PeerNodes(configured) { Double($0.weight) }
            ids = configured.enumerated().map { $1.id ?? $0 + 1 }
            var names: [Int: String] = [:]
            for (server, id) in zip(configured, ids) {
                guard (1...Int(Int32.max)).contains(id) else {
                    throw .invalidOption("the id of server \(server.name)", value: id, allowed: 1...Int(Int32.max))
                }
                if let other = names.updateValue(server.name, forKey: id) {
                    throw .duplicateServerID(id, nodes: [other, server.name])
                }
            }
        }

        /// The places of those that take keys.
        var usable: [Int] {
            nodes.configured.indices.filter { !nodes.configured[$0].isDisabled && nodes.configured[$0].weight > 0 }
        }

        var checksumRows: [[String]] {
            zip(nodes.configured, ids).map { [$0.name, String($1), String($0.weight), String($0.isDisabled)] }
        }
    }
#endif
