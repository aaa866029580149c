#if Peers
    public import ConsistentHashing

    /// A backend of a Varnish director.
    public struct VarnishBackend: PlacementNode {
        /// What to call it: its address, say. The node's id; it plays no part in where keys go.
        public var address: String
        /// The backend's name in VCL, hashed if there is no ``ident``.
        public var name: String
        /// The argument `ident=` of `add_backend`.
        public var ident: String?
        /// `weight=`: from 1 on in the shard director, above 0 in the hash director; it need not be whole.
        public var weight: Double
        /// False for a sick backend.
        public var isHealthy: Bool

        public init(
            _ address: String,
            name: String,
            ident: String? = nil,
            weight: Double = 1,
            isHealthy: Bool = true
        ) {
            self.address = address
            self.name = name
            self.ident = ident
            self.weight = weight
            self.isHealthy = isHealthy
        }

        public var nodeID: String { address }

        var label: String { ident ?? name }

        var checksumRow: [String] { [address, label, String(weight.bitPattern), String(isHealthy)] }
    }
#endif
