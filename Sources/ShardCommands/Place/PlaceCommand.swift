import ArgumentParser
import CommandLineSupport
import ConsistentHashing

/// Which node owns a key.
struct PlaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Tells which node owns a key.",
        discussion: """
            Keys are arguments, or lines of --keys, or lines of standard input. Each is answered with a line: the key, a \
            tab, the id of its owner. Keys are bytes in any encoding and are written as they came; in JSON, one that is \
            no UTF-8 is “key_base64”.

            EXAMPLES
              shard place --nodes a,b,c user:1 user:2
              shard place --nodes a=2,b=1 --replicas 2 user:1
              cut -f 3 users.tsv | shard place --placement maglev --nodes nodes.yaml > owners.tsv
              shard place --nodes nodes.txt --keys access.log --field 7 --format csv
              shard place --placement ring --option virtualNodes=1000 --nodes a,b,c user:1

            \(HelpTexts.nodes)

            \(HelpTexts.options)

            \(HelpTexts.exitCodes(check: nil))
            """
    )

    @OptionGroup
    var placement: PlacementOptions

    @Option(
        help: ArgumentHelp(
            "How many nodes to tell for each key: its owner, then who takes over in turn.",
            valueName: "n"
        )
    )
    var replicas = 1

    @OptionGroup
    var file: KeyFileOptions

    @Option(help: "How the owners are written.")
    var format = PlaceFormat.text

    @Argument(help: ArgumentHelp("The keys. None, or a single -, is standard input.", valueName: "key"))
    var keys: [String] = []

    func validate() throws {
        guard replicas > 0 else { throw ValidationError("--replicas \(replicas) is too few: the owner alone is 1") }
        guard file.file == nil || keys.isEmpty else {
            throw ValidationError("keys are arguments or lines of --keys, not both: take out --keys or \(keys[0])")
        }
        guard file.field == nil || takesLines else {
            throw ValidationError("--field is for lines: of --keys, or of standard input")
        }
        guard !placement.nodes.isStandardInput || !readsStandardInput else {
            throw ValidationError(
                "standard input can't be both the nodes and the keys: give --nodes a file, or the keys as arguments or "
                    + "by --keys"
            )
        }
    }

    /// True if the keys are lines of something.
    private var takesLines: Bool { keys.isEmpty || keys == ["-"] }

    private var readsStandardInput: Bool { takesLines && (file.file == nil || file.file == "-") }

    func run() throws {
        try place(by: try placement.request().build())
    }

    private func place(by placement: some Placement) throws {
        let count = placement.membership.count
        guard replicas <= count else {
            throw Failure(.usage, "--replicas \(replicas) is more than there are nodes: \(count)")
        }
        var writer = KeyWriter(placement, replicas: replicas, format: format)
        guard takesLines else {
            for key in keys {
                writer.place(ArgumentBytes.bytes(of: key)[...])
            }
            return try writer.finish()
        }
        file.announceIfTyped()
        let without = try file.forEachKey({ writer.place($0) }, piece: { try writer.flushIfFull() })
        try writer.finish()
        file.report(linesWithoutField: without)
    }
}
