#if Peers && Caches
    import CacheSharding
    import CommandLineSupport
    import Foundation
    import LoadBalancing
    import Logging
    import PeerPlacements
    import PlacementReports
    import RunningPrograms

    /// Reads of five memcached nodes by several clients, which take turns.
    struct CacheExperiment {
        /// How many keys are asked for at once, by how many readers at the same time.
        static let ways = [1, 16].flatMap { readers in [1, 100].map { CacheResults.Way(readers: readers, batch: $0) } }
        static let nodeCount = 5

        private let isQuick: Bool
        private let keys: CacheKeys

        init(isQuick: Bool) {
            self.isQuick = isQuick
            keys = CacheKeys(count: isQuick ? 1000 : 10_000, valueBytes: 100)
        }

        private struct Contender {
            let name: String
            let client: any CacheClient
            /// A server whose processor time is the client's too.
            var proxy: ServerProgram?
        }

        func run(progress: (Double, String) -> Void) async throws -> CacheResults {
            progress(0, "starting memcached")
            let programs = try CachePrograms(nodes: Self.nodeCount)
            defer { programs.stop() }
            let placement = CachePlacement { endpoints in
                try LibmemcachedKetama(endpoints.map { LibmemcachedServer($0.id.string) }, isWeighted: true)
            }
            let cache = try MemcachedCache(
                programs.addresses.map { Endpoint(host: $0.host, port: $0.port) },
                placement: placement,
                configuration: CacheConfiguration(timeout: .seconds(5)),
                logger: Logger(label: "cache") { _ in SwiftLogNoOpLogHandler() }
            )
            let running = Task { try await cache.run() }
            let contenders = try contenders(cache, programs)
            for contender in contenders { try await contender.client.store(keys) }

            var results = CacheResults(
                hasProxy: programs.proxy != nil,
                keyCount: keys.keys.count,
                valueBytes: keys.value.count
            )
            let rounds = isQuick ? 2 : 15
            for (place, way) in Self.ways.enumerated() {
                for round in 0..<rounds {
                    // There and back, so that nobody always comes after the same one.
                    for contender in round.isMultiple(of: 2) ? contenders : contenders.reversed() {
                        progress(
                            (Double(place) + Double(round) / Double(rounds)) / Double(Self.ways.count),
                            "\(contender.name), \(way)"
                        )
                        let slice = try await measure(contender, way, round: round, programs)
                        results.add(slice, contender.name, way)
                    }
                }
            }
            running.cancel()
            try await running.value
            return results
        }

        private func contenders(_ cache: MemcachedCache, _ programs: CachePrograms) throws(Failure) -> [Contender] {
            let most = Self.ways.map(\.readers).max() ?? 1
            var contenders = [
                Contender(name: "this package", client: OurClient(cache: cache)),
                Contender(
                    name: "this package, on the event loop",
                    client: OurClient(cache: cache, executor: cache.taskExecutor)
                ),
                Contender(
                    name: "libmemcached",
                    client: try LibmemcachedReaders(programs.addresses, keys: keys, readers: most)
                ),
            ]
            if let proxy = programs.proxy {
                let client = try LibmemcachedReaders([proxy.address], keys: keys, readers: most)
                contenders.append(
                    Contender(name: "twemproxy (libmemcached)", client: client, proxy: proxy.program)
                )
            }
            return contenders
        }

        private func measure(
            _ contender: Contender,
            _ way: CacheResults.Way,
            round: Int,
            _ programs: CachePrograms
        ) async throws -> CacheResults.Slice {
            func turn(_ length: ReadPlan.Length) async throws -> [ReadLoop] {
                let plan = ReadPlan(client: contender.name, keys: keys, batch: way.batch, length: length, round: round)
                return try await contender.client.read(plan, readers: way.readers)
            }
            // Not measured: what was cold is warm then.
            _ = try await turn(.reads(100))
            let spent = ProcessorTime.ownSeconds + (contender.proxy?.processorTime ?? 0)
            let served = programs.processorTime
            let loops = try await turn(.time(isQuick ? .milliseconds(50) : .milliseconds(250)))
            return CacheResults.Slice(
                times: loops.flatMap(\.times).sorted(),
                seconds: loops.map(\.seconds).max() ?? 0,
                processorSeconds: ProcessorTime.ownSeconds + (contender.proxy?.processorTime ?? 0) - spent,
                serverSeconds: programs.processorTime - served
            )
        }
    }
#endif
