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
        /// How many keys are asked for at once.
        static let batches = [1, 100]
        static let nodeCount = 5

        private let isQuick: Bool
        private let keys: CacheKeys

        init(isQuick: Bool) {
            self.isQuick = isQuick
            keys = CacheKeys(count: isQuick ? 1000 : 10_000, valueBytes: 100)
        }

        private struct Contender {
            let name: String
            let reader: any CacheReader
            /// A server whose processor time is the client's too.
            let proxy: ServerProgram?
            /// Where its task runs; wherever tasks do if `nil`.
            var executor: (any TaskExecutor)?
        }

        func run(progress: (Double, String) -> Void) async throws -> CacheResults {
            progress(0, "starting memcached")
            let programs = try CachePrograms(nodes: Self.nodeCount)
            defer { programs.stop() }
            let (servers, proxy) = (programs.addresses, programs.proxy)
            let placement = CachePlacement { endpoints in
                try LibmemcachedKetama(endpoints.map { LibmemcachedServer($0.id.string) }, isWeighted: true)
            }
            let cache = try MemcachedCache(
                servers.map { Endpoint(host: $0.host, port: $0.port) },
                placement: placement,
                configuration: CacheConfiguration(timeout: .seconds(5)),
                logger: Logger(label: "cache") { _ in SwiftLogNoOpLogHandler() }
            )
            let running = Task { try await cache.run() }
            var contenders = [
                Contender(name: "this package", reader: OurReader(cache: cache), proxy: nil),
                Contender(
                    name: "this package, on the event loop",
                    reader: OurReader(cache: cache),
                    proxy: nil,
                    executor: cache.taskExecutor
                ),
                Contender(
                    name: "libmemcached",
                    reader: try LibmemcachedReader(servers, keys: keys),
                    proxy: nil
                ),
            ]
            if let proxy {
                let reader = try LibmemcachedReader([proxy.address], keys: keys)
                contenders.append(Contender(name: "twemproxy (libmemcached)", reader: reader, proxy: proxy.program))
            }
            for contender in contenders { try await contender.reader.store(keys) }

            var results = CacheResults(hasProxy: proxy != nil, keyCount: keys.keys.count, valueBytes: keys.value.count)
            let rounds = isQuick ? 2 : 7
            let slice = isQuick ? Duration.milliseconds(50) : .milliseconds(500)
            for (place, batch) in Self.batches.enumerated() {
                for round in 0..<rounds {
                    for contender in contenders {
                        progress(
                            (Double(place) + Double(round) / Double(rounds)) / Double(Self.batches.count),
                            "\(contender.name), \(batch) at once"
                        )
                        let measured = try await withTaskExecutorPreference(contender.executor) {
                            try await measure(contender, batch: batch, slice: slice, round: round)
                        }
                        results.add(measured, contender.name, batch: batch)
                    }
                }
            }
            running.cancel()
            try await running.value
            return results
        }

        private func measure(
            _ contender: Contender,
            batch: Int,
            slice: Duration,
            round: Int
        ) async throws -> CacheResults.Slice {
            let clock = ContinuousClock()
            var times: [Double] = []
            times.reserveCapacity(100_000)
            let expected = batch * keys.value.count
            var first = round * 131 % (keys.keys.count - batch)
            // Not measured: what was cold is warm then.
            for _ in 0..<20 { _ = try await contender.reader.read(keys, from: first, count: batch) }
            let processor = ProcessorTime.ownSeconds + (contender.proxy?.processorTime ?? 0)
            let start = clock.now
            var last = start
            while last - start < slice {
                let size = try await contender.reader.read(keys, from: first, count: batch)
                guard size == expected else {
                    throw Failure(.dataError, "\(contender.name) found \(size) bytes where \(expected) are stored")
                }
                let now = clock.now
                times.append((now - last) / .seconds(1))
                last = now
                first = (first + batch * 7) % (keys.keys.count - batch)
            }
            let spent = ProcessorTime.ownSeconds + (contender.proxy?.processorTime ?? 0) - processor
            return CacheResults.Slice(times: times, seconds: (last - start) / .seconds(1), processorSeconds: spent)
        }
    }
#endif
