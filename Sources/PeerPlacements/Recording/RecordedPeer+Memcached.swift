#if Peers
    import ConsistentHashing
    import JSONText

    extension RecordedPeer {
        static let libmemcached = RecordedPeer(names: ["libmemcached"]) { policy, fields throws(PeerRecordingError) in
            let policies = ["modula", "ketama", "ketama_weighted", "ketama_spy"]
            guard policies.contains(policy) else { throw unknown(policy, of: "libmemcached", known: policies) }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                LibmemcachedServer(id, weight: try node.integer("weight") ?? 1)
            } build: { config, servers throws(PeerRecordingError) in
                let hash = try config.choice("hash", of: LibmemcachedHash.allCases.map { ($0.name, $0) })
                let behaviors = try Behaviors(&config, policy: policy, hash: hash)
                return try built { () throws(PeerPlacementError) in
                    guard policy != "modula" else {
                        return owner(
                            by: try LibmemcachedModula(
                                servers,
                                hash: hash ?? .oneAtATime,
                                sortHosts: behaviors.sortsHosts
                            )
                        )
                    }
                    return owner(
                        by: try LibmemcachedKetama(
                            servers,
                            hash: hash,
                            isWeighted: policy == "ketama_weighted" || behaviors.isWeighted,
                            variant: policy == "ketama_spy" ? .spy : .ketama,
                            sortHosts: behaviors.sortsHosts
                        )
                    )
                }
            }
        }

        /// What a client was told, as `name=value`, which must not contradict policy and hash.
        private struct Behaviors {
            var isWeighted = false
            var sortsHosts = false

            init(
                _ config: inout RecordedFields,
                policy: String,
                hash: LibmemcachedHash?
            ) throws(PeerRecordingError) {
                guard let json = config.take("behaviors") else { return }
                guard case .array(let elements) = json.content else {
                    throw config.error(.wrongType(found: json.kind, expected: "an array"), "behaviors")
                }
                // The library's numbers for distributions.
                let distributions = ["modula": [0], "ketama": [1, 2], "ketama_weighted": [5], "ketama_spy": [4]]
                for (index, element) in elements.enumerated() {
                    let place = "\(config.path("behaviors"))[\(index)]"
                    let text = try RecordedFields.string(element, at: place)
                    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
                    let value = parts.count == 2 ? Int(parts[1]) : nil
                    let fits: Bool =
                        switch (parts[0], value) {
                        case ("ketama", 1): policy == "ketama"
                        case ("weighted", 1): policy == "ketama_weighted" || policy == "ketama_spy"
                        case ("dist", let number?): distributions[policy]?.contains(number) ?? false
                        case ("hash", let number?): number == (hash ?? .oneAtATime).rawValue
                        case ("sort", 0), ("sort", 1): true
                        default: false
                        }
                    guard fits else {
                        let expected =
                            "ketama=1, weighted=1, dist=N, hash=N or sort=0|1, and agree with policy \(policy) and the hash"
                        throw PeerRecordingError(.invalidValue(text, expected: expected), at: place)
                    }
                    if parts[0] == "weighted" { isWeighted = true }
                    if parts[0] == "sort" { sortsHosts = value == 1 }
                }
            }
        }

        static let spymemcached = RecordedPeer(names: ["spymemcached"]) { policy, fields throws(PeerRecordingError) in
            guard policy == "ketama" else { throw unknown(policy, of: "spymemcached", known: ["ketama"]) }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                SpymemcachedNode(id, weight: try node.integer("weight") ?? 1)
            } build: { config, nodes throws(PeerRecordingError) in
                _ = try config.choice("hash", of: [("KETAMA_HASH", ())])
                let isWeighted = try config.bool("weighted") ?? false
                return try built { () throws(PeerPlacementError) in
                    owner(by: try SpymemcachedKetama(nodes, isWeighted: isWeighted))
                }
            }
        }

        static let twemproxy = RecordedPeer(names: ["twemproxy", "nutcracker"]) {
            policy,
            fields throws(PeerRecordingError) in
            guard ["ketama", "modula"].contains(policy) else {
                throw unknown(policy, of: "twemproxy", known: ["ketama", "modula"])
            }
            return try placements(&fields) { node, id throws(PeerRecordingError) in
                TwemproxyServer(
                    id,
                    weight: try node.integer("weight") ?? 1,
                    name: try node.string("name")
                )
            } build: { config, servers throws(PeerRecordingError) in
                // Which protocol the pool spoke has no part in it.
                _ = try config.choice("protocol", of: [("redis", ()), ("memcached", ())])
                if let distribution = try config.string("distribution"), distribution != policy {
                    let expected = "“\(policy)”, as the policy says"
                    throw config.error(.invalidValue(distribution, expected: expected), "distribution")
                }
                let hashes = TwemproxyHash.allCases.map { ($0.rawValue, $0) }
                let hash = try config.choice("hash", of: hashes) ?? .fnv1aWith64Bits
                let tag = try config.string("hash_tag")
                return try built { () throws(PeerPlacementError) in
                    var hashTag: TwemproxyHashTag?
                    if let tag { hashTag = try TwemproxyHashTag(tag) }
                    return policy == "ketama"
                        ? owner(by: try TwemproxyKetama(servers, hash: hash, hashTag: hashTag))
                        : owner(by: try TwemproxyModula(servers, hash: hash, hashTag: hashTag))
                }
            }
        }
    }
#endif
