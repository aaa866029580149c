#if Peers
    import ConsistentHashing

    extension RecordedPeer {
        static let envoy = RecordedPeer(names: ["envoy"]) { policy, fields throws(PeerRecordingError) in
            switch policy {
            case "ring_hash": try ringHash(&fields)
            case "maglev": try maglev(&fields)
            default: throw unknown(policy, of: "envoy", known: ["ring_hash", "maglev"])
            }
        }

        private static func ringHash(_ fields: inout RecordedFields) throws(PeerRecordingError) -> Read {
            try placements(&fields, node: envoyHost) { config, hosts throws(PeerRecordingError) in
                let minimum = try config.integer("minimum_ring_size") ?? 1024
                let maximum = try config.integer("maximum_ring_size") ?? 8_388_608
                let hashes = EnvoyRingHash.PointHash.allCases.map { ($0.rawValue, $0) }
                let hash = try config.choice("hash_function", of: hashes) ?? .xxHash
                let usesHostname = try config.bool("use_hostname_for_hashing") ?? false
                let localityWeights = try localityWeights(&config)
                let form = try keyForm(&config)
                let ring = try built { () throws(PeerPlacementError) in
                    try EnvoyRingHash(
                        hosts,
                        minimumRingSize: minimum,
                        maximumRingSize: maximum,
                        hashFunction: hash,
                        usesHostname: usesHostname,
                        localityWeights: localityWeights
                    )
                }
                return Owning(ring) { key in form.hash(key).flatMap { ring.owner(ofHash: $0)?.nodeID } }
            }
        }

        private static func maglev(_ fields: inout RecordedFields) throws(PeerRecordingError) -> Read {
            try placements(&fields, node: envoyHost) { config, hosts throws(PeerRecordingError) in
                let size = try config.integer("table_size") ?? 65_537
                let usesHostname = try config.bool("use_hostname_for_hashing") ?? false
                let localityWeights = try localityWeights(&config)
                let form = try keyForm(&config)
                let table = try built { () throws(PeerPlacementError) in
                    try EnvoyMaglev(
                        hosts,
                        tableSize: size,
                        usesHostname: usesHostname,
                        localityWeights: localityWeights
                    )
                }
                return Owning(table) { key in form.hash(key).flatMap { table.owner(ofHash: $0)?.nodeID } }
            }
        }

        private static func envoyHost(
            _ fields: inout RecordedFields,
            id: String
        ) throws(PeerRecordingError) -> EnvoyHost {
            EnvoyHost(
                id,
                weight: try fields.integer("weight") ?? 1,
                hashKey: try fields.string("hash_key"),
                hostname: try fields.string("hostname"),
                locality: try fields.string("locality"),
                isHealthy: try fields.bool("healthy") ?? true
            )
        }

        private static func localityWeights(
            _ config: inout RecordedFields
        ) throws(PeerRecordingError) -> [String: Int] {
            guard let json = config.take("locality_weights") else { return [:] }
            var fields = try RecordedFields(json, at: config.path("locality_weights"))
            var weights: [String: Int] = [:]
            for (name, value) in fields.takeAll() {
                weights[name] = try RecordedFields.integer(value, at: fields.path(name))
            }
            return weights
        }

        /// How a file's keys become requests: `hash_policy`.
        private enum KeyForm {
            /// `header NAME`, or nothing: the key is the header's value.
            case oneHeader
            /// `header NAME, repeated`: the key is the header's values with a TAB between them.
            case repeatedHeader
            /// `header NAME, then header NAME`: the key is the headers' values with a TAB between; behind a TAB with
            /// nothing after it, the header is absent.
            case policies

            func hash(_ key: String) -> UInt64? {
                switch self {
                case .oneHeader:
                    return EnvoyRequestHash.header(key)
                case .repeatedHeader:
                    return EnvoyRequestHash.header(values: key.split(separator: "\t").map(String.init))
                case .policies:
                    var hash = EnvoyRequestHash()
                    for value in key.split(separator: "\t", omittingEmptySubsequences: false) {
                        hash.add(value.isEmpty ? nil : EnvoyRequestHash.header(value))
                    }
                    return hash.value
                }
            }
        }

        private static func keyForm(_ config: inout RecordedFields) throws(PeerRecordingError) -> KeyForm {
            guard let text = try config.string("hash_policy") else { return .oneHeader }
            let policies = text.split(separator: ", then ", omittingEmptySubsequences: false)
            let isKnown = policies.allSatisfy { policy in
                let words = policy.split(separator: " ", omittingEmptySubsequences: false)
                return words.count == 2 && words[0] == "header" && !words[1].isEmpty && !words[1].hasSuffix(",")
            }
            if isKnown { return policies.count == 1 ? .oneHeader : .policies }
            if policies.count == 1, text.hasPrefix("header "), text.hasSuffix(", repeated") { return .repeatedHeader }
            throw config.error(
                .invalidValue(
                    text,
                    expected: "“header NAME”, “header NAME, repeated” or “header NAME, then header NAME”"
                ),
                "hash_policy"
            )
        }
    }
#endif
