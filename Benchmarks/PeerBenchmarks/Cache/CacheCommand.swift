import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How fast caches are read, beside libmemcached and twemproxy.
struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Times reads of memcached over five nodes beside libmemcached in C and twemproxy.",
        discussion: """
            Starts five memcached servers (and twemproxy in front of them, where “nutcracker” is installed) on the loopback \
            network, stores the same keys by each client, and lets the clients take turns, a slice of time each: one \
            key and 100 keys at once, read by one reader and by 16 at the same time. Every answer's size is checked. Close other \
            programs first; it takes a minute and a half.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run PeerBenchmarks cache
              swift run PeerBenchmarks cache --format csv > cache.csv

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              65  a client did not find what it had stored
              69  memcached is not installed, or libmemcached was not there when this was built
              71  a server did not start
              74  the report can't be written to standard output
            """
    )

    @Flag(help: "Takes few and short slices, to see that it works: the figures mean little.")
    var quick = false

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "PeerBenchmarks", traits: ["Peers", "Caches"])
        #if Peers && Caches
            let results = try await ProgressBar.during(CacheExperiment(isQuick: quick).run)
            try output.write(results.report(header: Machine.header))
        #else
            throw PeerBenchmarks.isMissing("Peers,Caches", for: "cache")
        #endif
    }
}
