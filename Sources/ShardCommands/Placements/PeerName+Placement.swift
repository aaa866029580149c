#if Peers
    import CommandLineSupport
    import ConsistentHashing
    import DocumentText
    import JSONText
    import PeerPlacements
    import PlacementReports

    extension PeerName {
        /// The placement of some nodes: that of a recording which has them, and no keys yet.
        func peerPlacement(of nodes: NodeSet, options: [PlacementOption]) throws -> any Placement {
            let recording = JSON.object([
                ("peer", .string(peer)),
                ("policy", .string(try policy(options))),
                ("config", .object(isHAProxy ? [] : options.map { ($0.name, $0.value.json) })),
                ("nodes", .array(nodes.entries.map(Self.json))),
                ("placements", .object([])),
            ])
            do {
                let placement = try PeerRecording(data: recording.text().utf8).placement
                guard let placement else { throw nodes.origin.failure("\(rawValue) has no nodes to place keys on") }
                return placement
            } catch let error as PeerRecordingError {
                throw failure(error, nodes, options)
            }
        }

        /// The peer, as recordings name it.
        private var peer: String {
            switch self {
            case .envoyRingHash, .envoyMaglev: "envoy"
            case .grpcRingHash: "grpc"
            case .nginxConsistent, .nginxHash: "nginx"
            case .haproxyConsistent, .haproxyMapBased: "haproxy"
            case .ketama, .ketamaWeighted, .ketamaSpy, .libmemcachedModula: "libmemcached"
            case .spymemcachedKetama: "spymemcached"
            case .twemproxyKetama, .twemproxyModula: "twemproxy"
            case .varnishShard, .varnishHash: "varnish"
            }
        }

        private var isHAProxy: Bool { self == .haproxyConsistent || self == .haproxyMapBased }

        /// The policy, as recordings name it. HAProxy's hash is a part of it.
        private func policy(_ options: [PlacementOption]) throws -> String {
            switch self {
            case .envoyRingHash: return "ring_hash"
            case .envoyMaglev: return "maglev"
            case .grpcRingHash: return "ring_hash_experimental"
            case .nginxConsistent: return "hash_consistent"
            case .nginxHash, .varnishHash: return "hash"
            case .ketama, .spymemcachedKetama, .twemproxyKetama: return "ketama"
            case .ketamaWeighted: return "ketama_weighted"
            case .ketamaSpy: return "ketama_spy"
            case .libmemcachedModula, .twemproxyModula: return "modula"
            case .varnishShard: return "shard"
            case .haproxyConsistent, .haproxyMapBased:
                let function = try options.first { $0.name == "function" }?.text() ?? "sdbm"
                var words = ["hash-type", self == .haproxyConsistent ? "consistent" : "map-based", function]
                if let modifier = options.first(where: { $0.name == "modifier" }) {
                    guard try modifier.text() == "avalanche" else {
                        throw modifier.origin.failure("there is avalanche, not \(modifier.value.kind)")
                    }
                    words.append("avalanche")
                }
                return words.joined(separator: " ")
            }
        }

        private static func json(_ entry: NodeSet.Entry) -> JSON {
            // Most peers take whole numbers only.
            let weight = Int(exactly: entry.weight).map(String.init) ?? entry.weight.description
            return .object(
                [("id", .string(entry.id)), ("weight", .number(weight))] + entry.fields.map { ($0.name, $0.value.json) }
            )
        }

        /// The error with the place that the user knows: a line of the nodes file, or an option.
        private func failure(_ error: PeerRecordingError, _ nodes: NodeSet, _ options: [PlacementOption]) -> Failure {
            let problem = "\(error.problem)"
            if error.place.hasPrefix("nodes["),
                let index = Int(error.place.dropFirst("nodes[".count).prefix { $0.isNumber }),
                nodes.entries.indices.contains(index)
            {
                let entry = nodes.entries[index]
                let path = error.place.drop { $0 != "]" }.dropFirst()
                let field = entry.fields.last { path == ".\($0.name)" || path == "[\(Quoted.text($0.name))]" }
                guard let field else { return entry.origin.failure("\(Quoted.text(entry.id))\(path): \(problem)") }
                return entry.origin.at(line: field.line, "nodes[\(index)]\(path)").failure(problem)
            }
            let option = options.first {
                let path = "config.\($0.name)"
                return error.place == path || error.place.hasPrefix(path + ".") || error.place.hasPrefix(path + "[")
                    || isHAProxy && error.place == "policy"
            }
            return (option?.origin ?? nodes.origin).failure("\(rawValue) can't be built: \(problem)")
        }
    }

    extension JSONValue {
        /// The value as JSON. A number that only YAML can write is written as JSON would.
        fileprivate var json: JSON {
            switch content {
            case .null: return .null
            case .bool(let bool): return .bool(bool)
            case .string(let text): return .string(text)
            case .array(let elements): return .array(elements.map(\.json))
            case .object(let members): return .object(members.map { ($0.name, $0.value.json) })
            case .number(let number):
                if let value = try? JSONText.read(Array(number.utf8)), case .number = value.content {
                    return .number(number)
                }
                guard let real = Double(number), real.isFinite else { return .string(number) }
                return .number(Int(exactly: real).map(String.init) ?? real.description)
            }
        }
    }
#endif
