import CommandLineSupport
import DocumentText
import JSONText

/// What a nodes file in JSON or YAML may say: see ``NodesFile``.
struct NodesSchema {
    private let origin: Origin

    init(_ origin: Origin) {
        self.origin = origin
    }

    /// The nodes that a document lists.
    func nodes(_ document: JSONValue) throws -> NodeSet {
        switch document.content {
        case .array(let list):
            return try NodeSet(try entries(list, path: ""), origin: origin)
        case .object(let fields):
            var list: [JSONValue]?
            var options: [PlacementOption] = []
            for field in fields {
                switch field.name {
                case "nodes": list = try nodeList(field)
                case "config": options = try self.options(field)
                default:
                    throw origin.at(line: field.line).failure(
                        "the field \(Quoted.text(field.name)) is unknown: there are “nodes”, the list of nodes, and “config”, "
                            + "the options of the placement"
                    )
                }
            }
            guard let list else {
                throw origin.failure("there is no field “nodes”: list the nodes there")
            }
            return try NodeSet(try entries(list, path: "nodes"), options: options, origin: origin)
        default:
            throw origin.at(line: document.line).failure(
                "a list of nodes is expected, or a mapping with the field “nodes”, not \(document.kind)"
            )
        }
    }

    private func nodeList(_ field: JSONValue.Member) throws -> [JSONValue] {
        guard case .array(let list) = field.value.content else {
            throw origin.at(line: field.line, "nodes").failure("a list is expected, not \(field.value.kind)")
        }
        return list
    }

    private func options(_ field: JSONValue.Member) throws -> [PlacementOption] {
        switch field.value.content {
        case .null: []
        case .object(let fields):
            fields.map { option in
                PlacementOption(
                    name: option.name,
                    value: option.value,
                    origin: origin.at(line: option.line, "config.\(option.name)")
                )
            }
        default:
            throw origin.at(line: field.line, "config").failure(
                "a mapping of options to their values is expected, not \(field.value.kind)"
            )
        }
    }

    private func entries(_ list: [JSONValue], path: String) throws -> [NodeSet.Entry] {
        try list.enumerated().map { try entry($1, path: "\(path)[\($0)]") }
    }

    private func entry(_ document: JSONValue, path: String) throws -> NodeSet.Entry {
        guard case .object(let fields) = document.content else {
            let place = origin.at(line: document.line, path)
            return try NodeSet.Entry(id: try id(document, place), weight: nil, origin: place)
        }
        var name: String?
        var weight: String?
        var weightOrigin: Origin?
        var others: [JSONValue.Member] = []
        for field in fields {
            let place = origin.at(line: field.line, "\(path).\(field.name)")
            switch field.name {
            case "id": name = try id(field.value, place)
            case "weight":
                guard case .number(let number) = field.value.content else {
                    throw place.failure("a weight is a finite number above 0, not \(field.value.kind)")
                }
                weight = Self.decimal(number)
                weightOrigin = place
            default: others.append(field)
            }
        }
        let place = origin.at(line: document.line, path)
        guard let name else { throw place.failure("the node has no “id”: name it") }
        return try NodeSet.Entry(id: name, weight: weight, fields: others, origin: place, weightOrigin: weightOrigin)
    }

    /// An id is text. One that looks like a number is taken as it is written.
    private func id(_ document: JSONValue, _ place: Origin) throws -> String {
        switch document.content {
        case .string(let text), .number(let text): return text
        case .null: throw place.failure("a node has an empty id: name it")
        default: throw place.failure("an id is text, not \(document.kind): put it in quotes")
        }
    }

    /// YAML's own words for what is no finite number, as Swift writes them.
    private static func decimal(_ number: String) -> String {
        switch number.lowercased() {
        case ".nan": "nan"
        case ".inf", "+.inf": "inf"
        case "-.inf": "-inf"
        default: number
        }
    }
}
