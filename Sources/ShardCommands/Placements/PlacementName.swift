import ArgumentParser
import CommandLineSupport
import ConsistentHashing
import JSONText

/// What `--placement` names: a placement of this package, or the way in which a peer places keys.
enum PlacementName: Hashable {
    case own(OwnPlacement)
    case peer(PeerName)

    /// The name on the command line.
    var text: String {
        switch self {
        case .own(let own): own.rawValue
        case .peer(let peer): peer.rawValue
        }
    }

    /// All names.
    static let allNames = OwnPlacement.allCases.map(\.rawValue) + PeerName.allCases.map(\.rawValue)

    /// The placement with this name, whether this build has it or not.
    init(argument: String) throws {
        if let own = OwnPlacement(rawValue: argument) {
            self = .own(own)
        } else if let peer = PeerName(rawValue: argument) {
            self = .peer(peer)
        } else {
            throw ValidationError(
                "there is no placement \(Quoted.text(argument)): choose from \(Self.allNames.joined(separator: ", "))"
            )
        }
    }
}

/// What a command is told about one placement: its name, its nodes, its options.
struct PlacementRequest {
    let name: PlacementName
    let nodes: NodeSet
    /// Options of the command line; they go before those of the nodes file.
    let options: [PlacementOption]

    /// The placement.
    func build() throws -> any Placement {
        let options = try Self.merged(nodes.options, options)
        switch name {
        case .own(let own): return try own.placement(of: nodes, options: options)
        case .peer(let peer): return try peer.placement(of: nodes, options: options)
        }
    }

    private static func merged(
        _ fromFile: [PlacementOption],
        _ fromCommandLine: [PlacementOption]
    ) throws -> [PlacementOption] {
        var names: Set<String> = []
        for option in fromCommandLine where !names.insert(option.name).inserted {
            throw option.origin.failure("the option is given twice: keep one")
        }
        return fromFile.filter { !names.contains($0.name) } + fromCommandLine
    }
}

extension Placement {
    /// The members by their ids alone, at the same indices: what two placements of different kinds of nodes share.
    func membershipByID() throws(PlacementError) -> Membership<String> {
        try Membership(membership.map { Member($0.id, weight: $0.weight) })
    }
}
