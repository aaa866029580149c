#if Peers
    import ConsistentHashing

    extension RecordedPeer {
        static let grpc = RecordedPeer(names: ["grpc"]) { policy, fields throws(PeerRecordingError) in
            guard ["ring_hash_experimental", "ring_hash"].contains(policy) else {
                throw unknown(policy, of: "grpc", known: ["ring_hash_experimental", "ring_hash"])
            }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                GRPCEndpoint(
                    id,
                    weight: try node.integer("weight") ?? 1,
                    hashKey: try node.string("hash_key"),
                    isUsable: try node.bool("healthy") ?? true
                )
            } build: { config, endpoints throws(PeerRecordingError) in
                let minimum = try config.integer("minRingSize") ?? 1024
                let maximum = try config.integer("maxRingSize") ?? 4096
                let ring = try built { () throws(PeerPlacementError) in
                    try GRPCRingHash(endpoints, minRingSize: minimum, maxRingSize: maximum)
                }
                return owner(by: ring)
            }
        }

        static let nginx = RecordedPeer(names: ["nginx"]) { policy, fields throws(PeerRecordingError) in
            guard ["hash", "hash_consistent"].contains(policy) else {
                throw unknown(policy, of: "nginx", known: ["hash", "hash_consistent"])
            }
            let isConsistent = policy == "hash_consistent"
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                // Where the name led to has no part in it.
                _ = try node.string("address")
                return NginxServer(
                    id,
                    weight: try node.integer("weight") ?? 1,
                    isDown: try node.bool("down") ?? false
                )
            } build: { config, servers throws(PeerRecordingError) in
                if let directive = try config.string("directive") {
                    let words = directive.split(separator: " ")
                    guard words.first == "hash", words.count == (isConsistent ? 3 : 2),
                        !isConsistent || words.last == "consistent"
                    else {
                        let expected = isConsistent ? "“hash KEY consistent”" : "“hash KEY”"
                        throw config.error(.invalidValue(directive, expected: expected), "directive")
                    }
                }
                return try built { () throws(PeerPlacementError) in
                    isConsistent ? owner(by: try NginxConsistentHash(servers)) : owner(by: try NginxHash(servers))
                }
            }
        }

        static let haproxy = RecordedPeer(names: ["haproxy"]) { policy, fields throws(PeerRecordingError) in
            let words = policy.split(separator: " ").map(String.init)
            let hash = words.count > 2 ? HAProxyHash(rawValue: words[2]) : .sdbm
            let avalanche = words.last == "avalanche"
            guard (2...4).contains(words.count), words[0] == "hash-type",
                ["consistent", "map-based"].contains(words[1]),
                let hash, words.count < 4 || avalanche
            else {
                let known =
                    "hash-type consistent|map-based \(HAProxyHash.allCases.map(\.rawValue).joined(separator: "|"))"
                throw unknown(policy, of: "haproxy", known: ["\(known) [avalanche]"])
            }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                HAProxyServer(
                    id,
                    weight: try node.integer("weight") ?? 1,
                    id: try node.integer("server_id"),
                    isDisabled: try node.bool("disabled") ?? false
                )
            } build: { config, servers throws(PeerRecordingError) in
                // What was balanced by; the keys are its values.
                _ = try config.string("balance")
                let typed = words.dropFirst().joined(separator: " ")
                if let type = try config.string("hash_type"), type != typed {
                    throw config.error(.invalidValue(type, expected: "“\(typed)”, as the policy says"), "hash_type")
                }
                return try built { () throws(PeerPlacementError) in
                    words[1] == "consistent"
                        ? owner(by: try HAProxyConsistentHash(servers, hash: hash, avalanche: avalanche))
                        : owner(by: try HAProxyMapBasedHash(servers, hash: hash, avalanche: avalanche))
                }
            }
        }

        static let varnish = RecordedPeer(names: ["varnish"]) { policy, fields throws(PeerRecordingError) in
            guard ["shard", "hash"].contains(policy) else {
                throw unknown(policy, of: "varnish", known: ["shard", "hash"])
            }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                VarnishBackend(
                    id,
                    name: try node.requiredString("name"),
                    ident: try node.string("ident"),
                    weight: try node.real("weight") ?? 1,
                    isHealthy: try node.bool("healthy") ?? true
                )
            } build: { config, backends throws(PeerRecordingError) in
                guard policy == "shard" else {
                    return try built { () throws(PeerPlacementError) in owner(by: try VarnishHash(backends)) }
                }
                let replicas = try config.integer("replicas") ?? 67
                return try built { () throws(PeerPlacementError) in
                    owner(by: try VarnishShard(backends, replicas: replicas))
                }
            }
        }
    }
#endif
