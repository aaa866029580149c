import ArgumentParser
import PlacementReports

/// How much is sent.
struct LoadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many requests are under way at a time.", valueName: "n"))
    var senders = 16

    @Option(help: ArgumentHelp("How many pairs of batches the processor time is measured in.", valueName: "n"))
    var pairs = 501

    @Flag(help: "Takes few requests and few batches, to see that it works: the figures mean little.")
    var quick = false

    func validate() throws {
        guard (1...512).contains(senders) else {
            throw ValidationError("--senders is \(senders); give a number from 1 to 512")
        }
        guard (1...MedianInterval.countLimit).contains(pairs) else {
            throw ValidationError("--pairs is \(pairs); give a number from 1 to \(MedianInterval.countLimit)")
        }
    }

    /// - Parameters:
    ///   - batch: how many requests each batch has.
    ///   - paired: how many each one of a pair has.
    func rounds(of batch: Int, pairsOf paired: Int) -> RequestRounds {
        RequestRounds(of: batch, pairsOf: paired, senders: senders, pairs: pairs, isQuick: quick)
    }
}
