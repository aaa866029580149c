#if Peers
    import JSONText

    /// Why a peer's placement can't be built: what the peer itself would refuse, or what would take too much memory.
    ///
    /// Its `description` says what was wrong, with which value, and what is allowed.
    public enum PeerPlacementError: Error, Hashable, Sendable {
        /// There is no node at all.
        case noNodes
        /// Two nodes have this id. Ids are compared byte by byte.
        case duplicateNode(id: String)
        /// The node's weight is none that the peer takes.
        case invalidWeight(Double, node: String, allowed: String)
        /// The weights add up to more than the peer can count.
        case weightsTooLarge(sum: Double, limit: Int)
        /// An option's value is none that the peer takes.
        case invalidOption(String, value: Int, allowed: ClosedRange<Int>)
        /// The smallest size is larger than the largest.
        case minimumAboveMaximum(minimum: Int, maximum: Int)
        /// The table's size must be a prime; the next two are named.
        case tableSizeNotPrime(Int, below: Int?, above: Int)
        /// A node's text is not what the peer can read.
        case invalidNode(String, expected: String)
        /// A hash tag that is not two ASCII characters.
        case invalidHashTag(String)
        /// Two servers have this numeric id.
        case duplicateServerID(Int, nodes: [String])
        /// A node's locality has no weight, though others have.
        case unknownLocality(String?, node: String)
        /// The ring or table would have more entries, or take more steps to build, than is sensible.
        case tooLarge(what: String, count: Double, limit: Int)
    }

    extension PeerPlacementError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .noNodes:
                "there are no nodes: give at least one"
            case .duplicateNode(let id):
                "two nodes have the id \(quoted(id)): give each node once (ids are compared byte by byte)"
            case .invalidWeight(let weight, let node, let allowed):
                "the weight \(weight) of node \(quoted(node)) is not allowed: it must be \(allowed)"
            case .weightsTooLarge(let sum, let limit):
                "the weights add up to \(sum), more than \(limit): divide all of them by a common factor"
            case .invalidOption(let name, let value, let allowed):
                "\(name) can't be \(value): choose from \(allowed.lowerBound) to \(allowed.upperBound)"
            case .minimumAboveMaximum(let minimum, let maximum):
                "the smallest ring size, \(minimum), is above the largest, \(maximum): lower the one or raise the other"
            case .tableSizeNotPrime(let size, let below, let above):
                "a Maglev table needs a prime size, which \(size) is not: "
                    + (below.map { "use \($0) or \(above)" } ?? "use \(above)")
            case .invalidNode(let node, let expected):
                "\(quoted(node)) is no node of this peer: it must be \(expected)"
            case .invalidHashTag(let tag):
                "the hash tag \(quoted(tag)) is not allowed: give two ASCII characters, such as “{}”"
            case .duplicateServerID(let id, let nodes):
                "the servers \(nodes.map(quoted).joined(separator: ", ")) have the same numeric id, \(id): "
                    + "give each its own (those without one are numbered by their place, from 1)"
            case .unknownLocality(let locality, let node):
                "node \(quoted(node)) is in "
                    + (locality.map { "locality \(quoted($0)), which has no weight" } ?? "no locality")
                    + ": with locality weights every node needs a locality that has one"
            case .tooLarge(let what, let count, let limit):
                "\(what) would be \(count), more than \(limit): use fewer nodes, smaller weights or a smaller size"
            }
        }

        /// In quotes, with what could move a terminal's cursor escaped: an id may come from outside.
        private func quoted(_ id: String) -> String { Quoted.text(id) }
    }

    /// What bounds every peer's placement, so that no input takes all memory or all day.
    enum PeerLimits {
        /// Points of a ring, slots of a table: twice Envoy's largest ring.
        static let entries = 1 << 24
        /// Steps to build a table whose rule looks at every node for every slot.
        static let steps = 1 << 33

        static func check(_ what: String, _ count: Double, limit: Int = entries) throws(PeerPlacementError) {
            guard count <= Double(limit) else { throw .tooLarge(what: what, count: count, limit: limit) }
        }
    }
#endif
