#if Peers
    import ConsistentHashing

    extension RecordedPeer {
        static let redis = RecordedPeer(names: ["redis"]) { policy, fields throws(PeerRecordingError) in
            guard policy == "cluster slot" else { throw unknown(policy, of: "redis", known: ["cluster slot"]) }
            return try numbers(&fields) { config throws(PeerRecordingError) in
                if let slots = try config.integer("slots"), slots != RedisSlot.count {
                    throw config.error(.invalidValue(String(slots), expected: String(RedisSlot.count)), "slots")
                }
                return { String(RedisSlot.slot(of: $0)) }
            }
        }

        static let mcrouter = RecordedPeer(names: ["mcrouter"]) { policy, fields throws(PeerRecordingError) in
            guard ["ch3", "crc32"].contains(policy) else {
                throw unknown(policy, of: "mcrouter", known: ["ch3", "crc32"])
            }
            return try numbers(&fields) { config throws(PeerRecordingError) in
                guard let size = try config.integer("pool_size") else {
                    throw PeerRecordingError(.missingField("pool_size"), at: "config")
                }
                guard policy == "ch3" else {
                    let pool = try built { () throws(PeerPlacementError) in try McrouterCRC32(poolSize: size) }
                    return { String(pool.shard(of: $0)) }
                }
                let pool = try built { () throws(PeerPlacementError) in try McrouterCh3(poolSize: size) }
                return { String(pool.shard(of: $0)) }
            }
        }

        static let cassandra = RecordedPeer(names: ["cassandra", "cassandra-driver"]) {
            policy,
            fields throws(PeerRecordingError) in
            guard policy == "murmur3 token" else { throw unknown(policy, of: "cassandra", known: ["murmur3 token"]) }
            return try numbers(&fields) { value, place throws(PeerRecordingError) in
                // As a string: not every reader of JSON keeps 64 bits of a number.
                let digits = try RecordedFields.string(value, at: place)
                guard let token = Int64(digits) else {
                    throw PeerRecordingError(.invalidValue(digits, expected: "a whole number of 64 bits"), at: place)
                }
                return String(token)
            } build: { config throws(PeerRecordingError) in
                _ = try config.choice("partitioner", of: [("Murmur3Partitioner", ())])
                return { String(CassandraToken.token(of: $0)) }
            }
        }

        static let guava = RecordedPeer(names: ["guava"]) { policy, fields throws(PeerRecordingError) in
            guard policy == "jump" else { throw unknown(policy, of: "guava", known: ["jump"]) }
            // The layout depends on it, so it is looked at before the rest.
            var ahead = fields
            var config = try RecordedFields(try ahead.required("config"), at: "config")
            let usesLongs = try config.choice(
                "api",
                of: [("Hashing.consistentHash(long,int)", true), ("Hashing.consistentHash(HashCode,int)", false)]
            )
            guard let usesLongs else { throw PeerRecordingError(.missingField("api"), at: "config") }
            if usesLongs { return try guavaLongs(&fields) }
            return try numbers(&fields) { config throws(PeerRecordingError) in
                _ = config.take("api")
                _ = config.take("note")
                let hash = try config.choice(
                    "hash",
                    of: GuavaConsistentHash.HashCode.allCases.map { ($0.rawValue, $0) }
                )
                guard let hash else { throw PeerRecordingError(.missingField("hash"), at: "config") }
                guard let buckets = try config.integer("buckets") else {
                    throw PeerRecordingError(.missingField("buckets"), at: "config")
                }
                let function = try built { () throws(PeerPlacementError) in
                    try GuavaConsistentHash(buckets: buckets, hashCode: hash)
                }
                return { String(function.shard(of: $0)) }
            }
        }

        /// The layout of `consistentHash(long, int)`: by number of buckets, then by number.
        private static func guavaLongs(_ fields: inout RecordedFields) throws(PeerRecordingError) -> Read {
            try noNodes(&fields)
            try configured(&fields) { config throws(PeerRecordingError) in
                for description in ["api", "layout", "note"] { _ = config.take(description) }
            }
            var answers: [PeerRecording.Answer] = []
            var tables = try RecordedFields(try fields.required("placements"), at: "placements")
            for (name, json) in tables.takeAll() {
                let place = tables.path(name)
                guard let buckets = Int(name) else {
                    throw PeerRecordingError(.invalidValue(name, expected: "a number of buckets"), at: place)
                }
                let function = try built { () throws(PeerPlacementError) in try GuavaConsistentHash(buckets: buckets) }
                var keys = try RecordedFields(json, at: place)
                for (key, value) in keys.takeAll() {
                    guard let long = Int64(key) else {
                        throw keys.error(.invalidValue(key, expected: "a whole number of 64 bits"), key)
                    }
                    let theirs = try number(value, at: keys.path(key))
                    answers.append(
                        PeerRecording.Answer(key: "\(key) of \(buckets)", theirs: theirs) {
                            String(function.shard(ofHash: UInt64(bitPattern: long)))
                        }
                    )
                }
            }
            return ([], answers, nil)
        }
    }
#endif
