#if Peers
    import ConsistentHashing
    import JSONText

    /// How one peer's recordings are read: the first words of its name, and a reader of the rest of the file.
    struct RecordedPeer: Sendable {
        let names: [String]
        let read:
            @Sendable (_ policy: String, _ fields: inout RecordedFields) throws(PeerRecordingError) -> (
                nodes: [String], answers: [PeerRecording.Answer], placement: (any Placement)?
            )

        static let all = [
            envoy, grpc, nginx, libmemcached, spymemcached, twemproxy, haproxy, varnish, redis, mcrouter, guava,
            cassandra,
            xxhash,
        ]
    }

    extension RecordedPeer {
        typealias Read = (nodes: [String], answers: [PeerRecording.Answer], placement: (any Placement)?)

        /// The id of a key's owner, or the key's number: what a file has for it.
        typealias Answering = @Sendable (String) -> String?

        /// A placement, and how it answers for a key as the file has it.
        struct Owning: Sendable {
            let placement: any Placement
            let id: Answering

            init(_ placement: any Placement, id: @escaping Answering) {
                self.placement = placement
                self.id = id
            }
        }

        /// Reads nodes and configuration, builds the placement from them, and reads where the peer put the keys.
        static func placements<Node: PlacementNode>(
            _ fields: inout RecordedFields,
            node: (inout RecordedFields, _ id: String) throws(PeerRecordingError) -> Node,
            build: (inout RecordedFields, [Node]) throws(PeerRecordingError) -> Owning
        ) throws(PeerRecordingError) -> Read {
            var nodes: [Node] = []
            for (index, json) in try elements(&fields).enumerated() {
                var fields = try RecordedFields(json, at: "nodes[\(index)]")
                nodes.append(try node(&fields, try fields.requiredString("id")))
                try fields.finish()
            }
            let owner = try configured(&fields) { config throws(PeerRecordingError) in try build(&config, nodes) }
            let ids = nodes.map(\.nodeID)
            let known = Set(ids.map { Array($0.utf8) })
            let answers = try answers(&fields, ours: owner.id) { value, place throws(PeerRecordingError) in
                let theirs = try RecordedFields.string(value, at: place)
                guard known.contains(Array(theirs.utf8)) else {
                    throw PeerRecordingError(.unknownNode(theirs), at: place)
                }
                return theirs
            }
            return (ids, answers, owner.placement)
        }

        /// Reads a recording without nodes, whose keys have numbers.
        static func numbers(
            _ fields: inout RecordedFields,
            theirs: (JSONValue, _ place: String) throws(PeerRecordingError) -> String = number,
            build: (inout RecordedFields) throws(PeerRecordingError) -> Answering
        ) throws(PeerRecordingError) -> Read {
            try noNodes(&fields)
            let number = try configured(&fields, build)
            return ([], try answers(&fields, ours: number, theirs: theirs), nil)
        }

        /// Reads the configuration, all of it.
        static func configured<Result>(
            _ fields: inout RecordedFields,
            _ read: (inout RecordedFields) throws(PeerRecordingError) -> Result
        ) throws(PeerRecordingError) -> Result {
            var config = try RecordedFields(try fields.required("config"), at: "config")
            let result = try read(&config)
            try config.finish()
            return result
        }

        /// What the peer would refuse is an error of the recording.
        static func built<Result>(
            _ make: () throws(PeerPlacementError) -> Result
        ) throws(PeerRecordingError) -> Result {
            do throws(PeerPlacementError) {
                return try make()
            } catch {
                throw PeerRecordingError(.refused(error), at: "nodes and config")
            }
        }

        /// The owners' ids by a placement whose keys are the file's texts.
        static func owner(by placement: some Placement) -> Owning {
            Owning(placement) { placement.owner(of: $0)?.nodeID }
        }

        private static func answers(
            _ fields: inout RecordedFields,
            ours: @escaping Answering,
            theirs: (JSONValue, _ place: String) throws(PeerRecordingError) -> String
        ) throws(PeerRecordingError) -> [PeerRecording.Answer] {
            var placements = try RecordedFields(try fields.required("placements"), at: "placements")
            var answers: [PeerRecording.Answer] = []
            for (key, value) in placements.takeAll() {
                let theirs = try theirs(value, placements.path(key))
                answers.append(PeerRecording.Answer(key: key, theirs: theirs) { ours(key) })
            }
            return answers
        }

        static func number(_ value: JSONValue, at place: String) throws(PeerRecordingError) -> String {
            String(try RecordedFields.integer(value, at: place))
        }

        static func elements(_ fields: inout RecordedFields) throws(PeerRecordingError) -> [JSONValue] {
            let value = try fields.required("nodes")
            guard case .array(let elements) = value.content else {
                throw fields.error(.wrongType(found: value.kind, expected: "an array"), "nodes")
            }
            return elements
        }

        static func noNodes(_ fields: inout RecordedFields) throws(PeerRecordingError) {
            guard fields.has("nodes") else { return }
            guard try elements(&fields).isEmpty else {
                throw fields.error(.invalidValue("nodes", expected: "empty: this peer only numbers"), "nodes")
            }
        }

        static func unknown(
            _ policy: String,
            of peer: String,
            known: [String]
        ) -> PeerRecordingError {
            PeerRecordingError(.unknownPolicy(policy, peer: peer, known: known), at: "policy")
        }
    }
#endif
