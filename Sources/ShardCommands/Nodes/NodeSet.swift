import CommandLineSupport
import ConsistentHashing
import JSONText

/// Nodes as a file or the command line gives them, and what it says about how keys are placed on them.
struct NodeSet {
    /// One node.
    struct Entry {
        let id: String
        let weight: Double
        /// What else is said about it: a peer may have a use for it.
        let fields: [JSONValue.Member]
        let origin: Origin
    }

    /// In the order in which they are given.
    var entries: [Entry]
    /// Options of the placement.
    var options: [PlacementOption] = []
    let origin: Origin
    /// What the nodes are called in a report: the file's name, or the list itself.
    let title: String

    /// The nodes for placements that know ids and weights only.
    var members: [Member<String>] { entries.map { Member($0.id, weight: $0.weight) } }

    /// Takes nodes after checking that ids differ, as bytes, and that there are any.
    init(_ entries: [Entry], options: [PlacementOption] = [], origin: Origin, title: String? = nil) throws {
        guard !entries.isEmpty else {
            throw origin.failure("there is no node: give at least one")
        }
        var first: [[UInt8]: Origin] = [:]
        for entry in entries {
            let id = Array(entry.id.utf8)
            if let earlier = first[id] {
                let first = earlier.place.map { ", first in \($0)" } ?? ""
                throw entry.origin.failure("the node \(Quoted.text(entry.id)) is there twice\(first): take one out")
            }
            first[id] = entry.origin
        }
        self.entries = entries
        self.options = options
        self.origin = origin
        self.title = title ?? origin.source
    }
}

extension NodeSet.Entry {
    /// A node after checking its id and weight.
    ///
    /// - Parameter weightOrigin: where the weight stands, if not where the node does.
    init(
        id: String,
        weight: String?,
        fields: [JSONValue.Member] = [],
        origin: Origin,
        weightOrigin: Origin? = nil
    ) throws {
        guard !id.isEmpty else { throw origin.failure("a node has an empty id: name it") }
        var number = 1.0
        if let weight {
            let place = weightOrigin ?? origin
            guard let given = Double(weight) else {
                throw place.failure(
                    "\(Quoted.text(weight)) is no weight of the node \(Quoted.text(id)): a weight is a finite number above 0"
                )
            }
            guard given.isFinite, given > 0 else {
                throw place.failure(
                    "the weight \(weight) of the node \(Quoted.text(id)) is not allowed: a weight is a finite number above "
                        + "0 (to take a node out, leave it out)"
                )
            }
            number = given
        }
        self.init(id: id, weight: number, fields: fields, origin: origin)
    }
}

/// Where something was given: a file and a place in it, or the command line.
struct Origin: Hashable {
    /// A file's name, or an option's.
    let source: String
    /// In the file: `line 7`, `line 7, nodes[2].weight`.
    var place: String?
    /// What ends the program if it is wrong.
    let code: Failure.Code

    /// Something on the command line.
    static func option(_ name: String) -> Origin { Origin(source: name, code: .usage) }

    /// A file.
    static func file(_ name: String) -> Origin { Origin(source: name, code: .dataError) }

    /// A place in the same file.
    func at(line: Int, _ path: String = "") -> Origin {
        Origin(source: source, place: path.isEmpty ? "line \(line)" : "line \(line), \(path)", code: code)
    }

    /// An error there.
    func failure(_ problem: String) -> Failure {
        Failure(code, "\(source)\(place.map { ", \($0)" } ?? ""): \(problem)")
    }
}
