#if Peers
    package import ConsistentHashing
    import JSONText

    /// Where a running peer put some keys, read from a file, to be checked against where this package puts them.
    ///
    /// A file is one JSON object:
    ///
    /// ```json
    /// {"peer": "nginx 1.22.1", "policy": "hash_consistent", "config": {},
    ///  "nodes": [{"id": "10.0.0.1:80", "weight": 1}, {"id": "10.0.0.2:80", "weight": 2}],
    ///  "placements": {"user:1": "10.0.0.2:80", "user:2": "10.0.0.1:80"}}
    /// ```
    ///
    /// The peer is known by its first word, so that any version can be recorded; what was checked is in the documentation
    /// of its placement. A field that a peer doesn't have is an error, except `note`, `stats` and `key_source`, which
    /// only describe.
    ///
    /// ```swift
    /// let check = try PeerRecording(data: bytes).check()
    /// print(check.agreeing, "of", check.keys)
    /// for difference in check.differences { print(difference.key, difference.theirs, difference.ours) }
    /// ```
    public struct PeerRecording: Sendable {
        /// The peer, with its version, as the file has it.
        public let peer: String

        /// The peer's policy, as the file has it.
        public let policy: String

        /// The ids of the nodes, in the file's order; empty for a peer that only numbers.
        public let nodes: [String]

        /// What was recorded.
        let answers: [Answer]

        /// The placement of the nodes, for keys of one header or of none; `nil` for a peer that only numbers.
        package let placement: (any Placement)?

        /// What the peer answered for a key.
        struct Answer: Sendable {
            /// The key as the file has it.
            let key: String
            /// The node's id, or a number.
            let theirs: String
            /// What this package answers for it.
            let ours: @Sendable () -> String?
        }

        /// Reads a recording.
        ///
        /// - Throws: ``PeerRecordingError``, which names the place in the file.
        public init(data: some Sequence<UInt8>) throws(PeerRecordingError) {
            var fields = try RecordedFields(try Self.json(Array(data)), at: RecordedFields.root)
            let peer = try fields.requiredString("peer")
            self.peer = peer
            policy = try fields.requiredString("policy")
            // They describe, whatever is in them.
            for description in ["note", "stats", "key_source"] {
                _ = fields.take(description)
            }
            let name = peer.split(separator: " ", maxSplits: 1).first.map(String.init) ?? ""
            guard let reader = RecordedPeer.all.first(where: { $0.names.contains(name) }) else {
                throw fields.error(.unknownPeer(peer, known: RecordedPeer.all.flatMap(\.names)), "peer")
            }
            (nodes, answers, placement) = try reader.read(policy, &fields)
            try fields.finish()
        }

        private static func json(_ bytes: [UInt8]) throws(PeerRecordingError) -> JSONValue {
            do throws(JSONTextError) {
                // No recording lies deeper than that.
                return try JSONText.read(bytes, depthLimit: 32)
            } catch {
                throw PeerRecordingError(.malformedJSON(error.problem), at: "line \(error.line), byte \(error.byte)")
            }
        }

        /// How many keys were recorded.
        public var keyCount: Int { answers.count }

        /// Places every key.
        ///
        /// - Parameter differenceLimit: how many differences to keep, the first ones; all are counted.
        public func check(differenceLimit: Int = .max) -> Check {
            var check = Check(keys: answers.count)
            for answer in answers {
                let ours = answer.ours() ?? "none"
                if ours.utf8.elementsEqual(answer.theirs.utf8) {
                    check.agreeing += 1
                } else if check.differences.count < differenceLimit {
                    check.differences.append(Difference(key: answer.key, theirs: answer.theirs, ours: ours))
                }
            }
            return check
        }
    }

    extension PeerRecording {
        /// How far this package agrees with a recording.
        public struct Check: Hashable, Sendable {
            /// How many keys were placed.
            public let keys: Int
            /// How many of them are where the peer put them.
            public internal(set) var agreeing = 0
            /// Those that are not, in the file's order, up to the limit asked for.
            public internal(set) var differences: [Difference] = []

            /// True if every key is where the peer put it.
            public var agrees: Bool { agreeing == keys }
        }

        /// A key that this package places elsewhere than the peer.
        public struct Difference: Hashable, Sendable {
            /// The key, as the file has it.
            public let key: String
            /// The peer's node or number.
            public let theirs: String
            /// This package's; `none` if no node is usable.
            public let ours: String
        }
    }
#endif
