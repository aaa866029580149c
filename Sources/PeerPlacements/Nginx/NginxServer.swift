#if Peers
    public import ConsistentHashing

    /// A `server` of an nginx `upstream`.
    public struct NginxServer: PlacementNode {
        /// The address as the configuration has it, a name not resolved: what nginx hashes. The node's id.
        public var name: String
        /// `weight=`, a whole number from 1 on.
        public var weight: Int
        /// `down`: it takes no keys, and stays on the ring.
        public var isDown: Bool

        public init(_ name: String, weight: Int = 1, isDown: Bool = false) {
            self.name = name
            self.weight = weight
            self.isDown = isDown
        }

        public var nodeID: String { name }

        var checksumRow: [String] { [name, String(weight), String(isDown)] }

        /// What the points' chain begins with: host, a zero byte, port. The zero is there without a port too.
        var pointText: [UInt8] {
            var text = name.utf8[...]
            if text.starts(with: "unix:".utf8) {
                return Array(text.dropFirst(5)) + [0]
            }
            if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
                let port = text[text.index(after: colon)...]
                if !port.isEmpty, port.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
                    text = text[..<colon]
                    return Array(text) + [0] + Array(port)
                }
            }
            return Array(text) + [0]
        }
    }
#endif
