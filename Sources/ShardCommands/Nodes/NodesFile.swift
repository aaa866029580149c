import CommandLineSupport
import DocumentText
import JSONText
import YAMLText

/// A file of nodes: JSON, YAML, or lines of `id [weight]`.
///
/// JSON and YAML say the same thing:
///
/// ```yaml
/// config:                   # options of the placement; may be left out
///   minimum_ring_size: 2048
/// nodes:
///   - id: 10.0.0.1:8080
///     weight: 2             # 1 unless given
///   - 10.0.0.2:8080         # short for {id: 10.0.0.2:8080}
/// ```
///
/// A list without `nodes:` around it will do. What else a node has (`hash_key`, `name`) is for the peers that know it.
enum NodesFile {
    /// The most bytes that are read. A hundred bytes a node make it some 300,000 nodes.
    static let sizeLimit = 32 << 20

    /// The nodes of a file. The format is told by the name's end, or where that says nothing by how the text begins.
    static func read(_ bytes: [UInt8], name: String) throws -> NodeSet {
        let origin = Origin.file(name)
        do {
            let text = try DocumentText.text(bytes)
            guard text.utf8.contains(where: { $0 > 0x20 }) else {
                throw origin.failure("there is no node: it is empty; write one node a line, or JSON, or YAML")
            }
            guard let format = format(name: name, text: text) else { return try NodesLines.read(text, origin) }
            switch format {
            case .json: return try NodesSchema(origin).nodes(try JSONText.read(Array(text.utf8)))
            case .yaml: return try NodesSchema(origin).nodes(try YAMLText.read(text))
            }
        } catch let error as JSONTextError {
            throw origin.at(line: error.line).failure(error.problem)
        } catch let error as DocumentTextError {
            throw (error.line.map { origin.at(line: $0) } ?? origin).failure(error.problem)
        }
    }

    /// JSON or YAML; `nil` for lines.
    private static func format(name: String, text: String) -> DocumentText.Format? {
        if let format = DocumentText.format(ofFile: name) { return format }
        guard let first = DocumentText.firstLine(of: text) else { return nil }
        if DocumentText.beginsJSON(first) { return .json }
        let isYAML =
            first.starts(with: "- ".utf8) || first.elementsEqual("-".utf8) || first.starts(with: "---".utf8)
            || ["nodes:", "config:"].contains { first.starts(with: $0.utf8) }
        return isYAML ? .yaml : nil
    }
}

/// Lines of `id [weight]`. Blank lines and those that begin with `#` are skipped.
enum NodesLines {
    static func read(_ text: String, _ origin: Origin) throws -> NodeSet {
        var entries: [NodeSet.Entry] = []
        // By bytes: a CR LF is one Character.
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.map {
                String(decoding: $0, as: UTF8.self)
            }
            guard let id = words.first, !id.hasPrefix("#") else { continue }
            let place = origin.at(line: number + 1)
            guard words.count <= 2 else {
                throw place.failure(
                    "a line is an id and perhaps a weight, not \(words.count) words: \(Quoted.text(words[2])) is one too "
                        + "many (other things about a node need JSON or YAML, in a file that ends in .json or .yaml)"
                )
            }
            entries.append(try NodeSet.Entry(id: id, weight: words.count == 2 ? words[1] : nil, origin: place))
        }
        return try NodeSet(entries, origin: origin)
    }
}
