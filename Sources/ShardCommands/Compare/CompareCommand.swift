import ArgumentParser
import CommandLineSupport
import ConsistentHashing
import PlacementReports

/// What moves from one placement or list of nodes to another.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Counts the keys that move from one list of nodes, or one placement, to another.",
        discussion: """
            The keys are lines of --keys, or of standard input; a key that is there several times counts as several \
            requests. Without --placement, every placement of this package is tried, so that you see which moves least.

            EXAMPLES
              shard compare --nodes a,b,c --to-nodes a,b,c,d --keys keys.txt
              shard compare --placement ring --nodes old.yaml --to-nodes new.yaml --per-node --keys access.log --field 7
              shard compare --nodes nodes.txt --placement ring --to-placement maglev --keys keys.txt
              shard compare --nodes nodes.txt --placement ring --to-option virtualNodes=1000 --keys keys.txt

            \(HelpTexts.nodes)

            \(HelpTexts.options)

            \(HelpTexts.exitCodes(check: nil))
            """
    )

    @Option(
        name: .customLong("placement"),
        help: ArgumentHelp(
            "How keys are placed; may be given again. (default: all of this package)",
            discussion: HelpTexts.placementNames,
            valueName: "name"
        ),
        completion: .list(PlacementName.allNames),
        transform: { try PlacementName(argument: $0) }
    )
    var names: [PlacementName] = []

    @Option(
        name: .customLong("nodes"),
        help: ArgumentHelp("The nodes before: a file, - for standard input, or a list.", valueName: "file or list"),
        completion: .file()
    )
    var nodes: String

    @Option(
        name: .customLong("option"),
        help: ArgumentHelp("An option of --placement. May be given again.", valueName: "name=value")
    )
    var options: [String] = []

    @Option(
        name: .customLong("to-nodes"),
        help: ArgumentHelp("The nodes after. (default: those before)", valueName: "file or list"),
        completion: .file()
    )
    var nodesAfter: String?

    @Option(
        name: .customLong("to-placement"),
        help: ArgumentHelp("How keys are placed after. (default: as before)", valueName: "name"),
        completion: .list(PlacementName.allNames),
        transform: { try PlacementName(argument: $0) }
    )
    var nameAfter: PlacementName?

    @Option(
        name: .customLong("to-option"),
        help: ArgumentHelp(
            "An option of the placement after. (default: those before, if the placement is the same)",
            valueName: "name=value"
        )
    )
    var optionsAfter: [String] = []

    @OptionGroup
    var keys: KeyFileOptions

    @Flag(help: "Tells of every node how many keys it had, has, gained and lost.")
    var perNode = false

    @OptionGroup
    var output: FormatOptions

    func validate() throws {
        guard nodesAfter != nil || nameAfter != nil || !optionsAfter.isEmpty else {
            throw ValidationError("say what changes: --to-nodes, --to-placement or --to-option")
        }
        guard !names.isEmpty || nameAfter == nil && options.isEmpty && optionsAfter.isEmpty else {
            throw ValidationError("say with --placement which placement it is that changes or has options")
        }
        let inputs = [nodes, nodesAfter, keys.file ?? "-"].filter { $0 == "-" }
        guard inputs.count <= 1 else {
            throw ValidationError(
                "standard input can be read for one thing only, the keys unless --keys is given: give files for the others"
            )
        }
    }

    func run() throws {
        let before = try NodesArgument(option: "--nodes", argument: nodes).read()
        let after = try nodesAfter.map { try NodesArgument(option: "--to-nodes", argument: $0).read() } ?? before
        let options = try options.map { try PlacementOption(argument: $0, option: "--option") }
        let optionsAfter = try optionsAfter.map { try PlacementOption(argument: $0, option: "--to-option") }
        let names = names.isEmpty ? OwnPlacement.allCases.map(PlacementName.own) : names
        // The same placement keeps its options but for those that are said anew.
        let anew = Set(optionsAfter.map(\.name))
        let kept = options.filter { !anew.contains($0.name) }
        let comparisons = names.map { name in
            let isSame = nameAfter.map { $0.text == name.text } ?? true
            return Comparison(
                before: PlacementRequest(name: name, nodes: before, options: options),
                after: PlacementRequest(
                    name: nameAfter ?? name,
                    nodes: after,
                    options: isSame ? kept + optionsAfter : optionsAfter
                )
            )
        }
        // What can't be built is said before any key is read.
        for comparison in comparisons {
            _ = try comparison.before.build()
            _ = try comparison.after.build()
        }
        keys.announceIfTyped()
        let (sample, without) = try keys.sample()
        keys.report(linesWithoutField: without)
        let report = ComparisonReport(comparisons: comparisons, keys: (keys.name, sample), showsNodes: perNode)
        try output.write(try report.report())
    }
}
