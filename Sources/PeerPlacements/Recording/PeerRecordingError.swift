#if Peers
    import JSONText

    /// Why a recording can't be read: what is wrong, and where in it.
    ///
    /// Its `description` says both in a sentence.
    public struct PeerRecordingError: Error, Hashable, Sendable {
        /// What is wrong.
        public enum Problem: Hashable, Sendable {
            /// It is no JSON text.
            case malformedJSON(String)
            /// A value is of another type than it should.
            case wrongType(found: String, expected: String)
            /// A field is missing.
            case missingField(String)
            /// A field that this peer's recordings don't have.
            case unknownField(String, known: [String])
            /// The peer is none of those known.
            case unknownPeer(String, known: [String])
            /// The peer has no such policy.
            case unknownPolicy(String, peer: String, known: [String])
            /// A value is none that is allowed.
            case invalidValue(String, expected: String)
            /// A key is placed on a node that is not in the list.
            case unknownNode(String)
            /// No placement can be built from these nodes and this configuration.
            case refused(PeerPlacementError)
        }

        /// What is wrong.
        public let problem: Problem

        /// Where: `line 1, byte 5`, or a path such as `nodes[2].weight`.
        public let place: String

        init(_ problem: Problem, at place: String) {
            self.problem = problem
            self.place = place
        }
    }

    extension PeerRecordingError: CustomStringConvertible {
        public var description: String { "\(place): \(problem)" }
    }

    extension PeerRecordingError.Problem: CustomStringConvertible {
        public var description: String {
            switch self {
            case .malformedJSON(let problem):
                "this is no JSON: \(problem)"
            case .wrongType(let found, let expected):
                "this is \(found), and should be \(expected)"
            case .missingField(let name):
                "the field \(Quoted.text(name)) is missing"
            case .unknownField(let name, let known):
                "the field \(Quoted.text(name)) is not known here: "
                    + (known.isEmpty ? "there can be none" : "known are \(known.joined(separator: ", "))")
            case .unknownPeer(let peer, let known):
                "the peer \(Quoted.text(peer)) is not known: it must begin with one of \(known.joined(separator: ", "))"
            case .unknownPolicy(let policy, let peer, let known):
                "\(peer) has no policy \(Quoted.text(policy)): known are \(known.joined(separator: ", "))"
            case .invalidValue(let value, let expected):
                "\(Quoted.text(value)) is not allowed: it must be \(expected)"
            case .unknownNode(let node):
                "the node \(Quoted.text(node)) is not in the list of nodes"
            case .refused(let error):
                error.description
            }
        }
    }
#endif
