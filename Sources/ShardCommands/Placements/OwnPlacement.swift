import CommandLineSupport
import ConsistentHashing
import JSONText

/// The placements of this package, under the names that the command line has for them.
enum OwnPlacement: String, CaseIterable {
    case ring
    case thinnedRing = "thinned-ring"
    case rendezvous
    case rendezvousTable = "rendezvous-table"
    case maglev
    case incrementalMaglev = "incremental-maglev"
    case incrementalSlots = "incremental-slots"

    /// The parameters that a placement takes, by the names that its initialiser has for them.
    private struct Parameters {
        var virtualNodes: Int?
        var slotCount: Int?
        var algorithm = HashFunction.Algorithm.xxh3
        var seed: UInt64 = 0

        var hashFunction: HashFunction { HashFunction(algorithm, seed: seed) }
    }

    /// The options it takes.
    var optionNames: [String] {
        switch self {
        case .ring, .thinnedRing: ["virtualNodes", "hashFunction", "seed"]
        case .rendezvous, .incrementalSlots: ["hashFunction", "seed"]
        case .rendezvousTable, .maglev, .incrementalMaglev: ["slotCount", "hashFunction", "seed"]
        }
    }

    /// The placement of some nodes.
    func placement(of nodes: NodeSet, options: [PlacementOption]) throws -> any UpdatablePlacement<String> {
        for entry in nodes.entries {
            if let field = entry.fields.first {
                throw entry.origin.at(line: field.line, field.name).failure(
                    "the field \(Quoted.text(field.name)) means nothing to \(rawValue): a node has an id and a weight"
                )
            }
        }
        let parameters = try parameters(options)
        let members = nodes.members
        let hash = parameters.hashFunction
        do {
            switch self {
            case .ring:
                guard let virtualNodes = parameters.virtualNodes else {
                    return try HashRing(members, hashFunction: hash)
                }
                return try HashRing(members, virtualNodes: virtualNodes, hashFunction: hash)
            case .thinnedRing:
                guard let virtualNodes = parameters.virtualNodes else {
                    return try ThinnedRing(members, hashFunction: hash)
                }
                return try ThinnedRing(members, virtualNodes: virtualNodes, hashFunction: hash)
            case .rendezvous:
                return try RendezvousHash(members, hashFunction: hash)
            case .rendezvousTable:
                let slots = parameters.slotCount ?? RendezvousTable<String>.defaultSlotCount
                return try RendezvousTable(members, slotCount: slots, hashFunction: hash)
            case .maglev:
                let slots = parameters.slotCount ?? MaglevTable<String>.defaultSlotCount
                return try MaglevTable(members, slotCount: slots, hashFunction: hash)
            case .incrementalMaglev:
                let slots = parameters.slotCount ?? MaglevTable<String>.defaultSlotCount
                return try IncrementalMaglevTable(members, slotCount: slots, hashFunction: hash)
            case .incrementalSlots:
                return try IncrementalSlotHash(members, hashFunction: hash)
            }
        } catch {
            throw nodes.origin.failure("\(rawValue) can't be built: \(error)")
        }
    }

    private func parameters(_ options: [PlacementOption]) throws -> Parameters {
        var parameters = Parameters()
        for option in options {
            guard optionNames.contains(option.name) else {
                throw option.origin.failure(
                    "\(rawValue) has no option \(Quoted.text(option.name)); it has \(optionNames.joined(separator: ", "))"
                )
            }
            switch option.name {
            case "virtualNodes": parameters.virtualNodes = try option.integer()
            case "slotCount": parameters.slotCount = try option.integer()
            case "seed": parameters.seed = try option.integer()
            default:
                switch try option.text() {
                case "xxh3": parameters.algorithm = .xxh3
                case "xxh64": parameters.algorithm = .xxh64
                case let other: throw option.origin.failure("there are xxh3 and xxh64, not \(Quoted.text(other))")
                }
            }
        }
        return parameters
    }
}
