/// What several commands' help says.
enum HelpTexts {
    static let placementNames =
        "Of this package: " + OwnPlacement.allCases.map(\.rawValue).joined(separator: ", ")
        + ". Of peers, in a build with "
        + "the trait Peers: " + PeerName.allCases.map(\.rawValue).joined(separator: ", ") + "."

    static let nodes = """
        NODES
          A list has commas between the nodes: a,b,c, or with weights a=2,b=0.5. A file is one of these, told by its \
        name's end (.json, .yaml, .yml) or by how it begins:

          lines    10.0.0.1:80 2        id and weight, which is 1 if left out
                   10.0.0.2:80          blank lines and lines that begin with # are skipped
          YAML     config: {virtualNodes: 1000}     options of the placement; may be left out
                   nodes:
                     - {id: "10.0.0.1:80", weight: 2}
                     - "10.0.0.2:80"
          JSON     {"nodes": [{"id": "10.0.0.1:80", "weight": 2}, "10.0.0.2:80"]}

          Ids are UTF-8 and differ byte by byte; weights are finite numbers above 0. In JSON and YAML the list of nodes \
        alone will do.
        """

    static let options = """
        OPTIONS OF A PLACEMENT
          As --option name=value, or under config in the nodes file; the command line wins.
        \(OwnPlacement.allCases.map { "  \(padded($0.rawValue))\($0.optionNames.joined(separator: ", "))" }
            .joined(separator: "\n"))
          hashFunction is xxh3 or xxh64.
          Peers' options have the peers' own names, and so have the other fields of their nodes (in brackets):
        \(PeerName.allCases.map { "  \(padded($0.rawValue))\(peerOptions($0))" }.joined(separator: "\n"))
        """

    private static func peerOptions(_ peer: PeerName) -> String {
        let fields = peer.nodeFields.isEmpty ? "" : "(\(peer.nodeFields.joined(separator: ", ")))"
        let words = [peer.optionNames.joined(separator: ", "), fields].filter { !$0.isEmpty }
        return words.isEmpty ? "–" : words.joined(separator: " ")
    }

    /// The exit codes, of which 1 is for commands that check something.
    static func exitCodes(check: String?) -> String {
        """
        EXIT CODES
          0   all went well\(check.map { "\n  1   \($0)" } ?? "")
          64  the command line is wrong
          65  a file holds what it must not
          66  a file is not there or can't be read
          69  a peer is asked for in a build without the trait Peers
          74  standard output can't be written
        """
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 20 - name.count))
    }
}
