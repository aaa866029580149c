import ArgumentParser
import CommandLineSupport

/// One placement on the command line.
struct PlacementOptions: ParsableArguments {
    @Option(
        name: .customLong("placement"),
        help: ArgumentHelp(
            "How keys are placed. (default: ring)",
            discussion: HelpTexts.placementNames,
            valueName: "name"
        ),
        completion: .list(PlacementName.allNames),
        transform: { try PlacementName(argument: $0) }
    )
    var name = PlacementName.own(.ring)

    @Option(
        name: .customLong("nodes"),
        help: ArgumentHelp(
            "The nodes: a file, - for standard input, or a list such as a,b,c or a=2,b=1.",
            valueName: "file or list"
        ),
        completion: .file()
    )
    var nodesArgument: String

    @Option(
        name: .customLong("option"),
        help: ArgumentHelp(
            "An option of the placement, such as virtualNodes=1000. May be given again.",
            valueName: "name=value"
        )
    )
    var options: [String] = []

    var nodes: NodesArgument { NodesArgument(option: "--nodes", argument: nodesArgument) }

    /// What the command line asks for.
    func request() throws -> PlacementRequest {
        PlacementRequest(
            name: name,
            nodes: try nodes.read(),
            options: try options.map { try PlacementOption(argument: $0, option: "--option") }
        )
    }
}
