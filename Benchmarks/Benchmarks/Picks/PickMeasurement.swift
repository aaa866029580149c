#if LoadBalancing
    import Foundation
    import LoadBalancing
    import Logging
    import PlacementReports
    import Synchronization
    import Timing

    /// Measures `pick` and `finish` of load balancers over so many endpoints.
    struct PickMeasurement {
        let endpoints: Int
        let keys: SpeedKeys
        let rounds: PairedBatches.Rounds

        /// - Throws: what a load balancer's configuration throws, which is the default one.
        func rows() throws -> [SpeedResults.Picked] {
            var rows = try [
                row("round_robin", .picker, .roundRobin, picksByPicker, target: 20),
                row("round_robin", .balancer, .roundRobin, picksByBalancer),
                row("smooth_weighted_round_robin", .picker, .smoothWeightedRoundRobin, picksByPicker),
                row("random", .picker, .random, picksByPicker),
                row("least_request", .picker, .leastRequest, picksByPicker, target: 35),
                row("least_request", .balancer, .leastRequest, picksByBalancer),
                row("peak_ewma", .picker, .peakEWMA, picksByPicker),
                row("ring_hash", .picker, .hashRing, keyedPicksByPicker, target: 35),
                row("ring_hash", .balancer, .hashRing, keyedPicksByBalancer),
                row("rendezvous_table", .picker, .rendezvousTable, keyedPicksByPicker),
                row("maglev", .picker, .maglev, keyedPicksByPicker),
                row("round_robin, three zones", .picker, .roundRobin, picksByPicker, zones: Self.zones),
                row("least_request, three zones", .picker, .leastRequest, picksByPicker, zones: Self.zones),
                row("shuffle_shards of 4", .picker, .shuffleShards(size: 4), keyedPicksByPicker),
            ]
            // All but one at most: allocations are what these rows are about.
            let excluded = list().prefix(min(8, endpoints - 1)).map(\.id)
            rows += try [
                row("ring_hash, \(excluded.count) out", .picker, .hashRing) {
                    keyedPicksByPicker($0, $1, excluding: excluded)
                },
                row("maglev, \(excluded.count) out", .picker, .maglev) {
                    keyedPicksByPicker($0, $1, excluding: excluded)
                },
            ]
            let keys = keys
            let batches = PairedBatches(keys: keys.count, rounds: rounds, [{ floorSum(keys) }, { clockReads(keys) }])
            rows.append(row("two clock reads", .alone, batches, 1) { clockReads(keys) })
            rows += try [
                sharedRow("round_robin", .roundRobin),
                sharedRow("least_request", .leastRequest),
            ]
            return rows
        }

        /// Lists change, which is not worth a line here.
        private static let silent = Logger(label: "Benchmarks") { _ in SwiftLogNoOpLogHandler() }

        /// Nearly all clients are in one of three zones, so that requests spill over to the other two.
        private static let zones = ZoneConfiguration(local: "zone-0", clients: ["zone-0": 0.9, "zone-1": 0.1])

        private func list(_ change: Int = 0) -> [Endpoint] {
            // The last one is another one with every change.
            (0..<endpoints).map { number in
                let name = number == endpoints - 1 ? "\(number)-\(change % 2)" : "\(number)"
                return Endpoint(
                    id: EndpointID("node-\(name)"),
                    host: "127.0.0.1",
                    port: 1 + number % 65_535,
                    zone: "zone-\(number % 3)"
                )
            }
        }

        private func row(
            _ policy: String,
            _ by: SpeedResults.Picked.Way,
            _ balancing: some LoadBalancingPolicy,
            _ loop: @escaping (LoadBalancer, SpeedKeys) -> UInt64,
            target: Double? = nil,
            zones: ZoneConfiguration? = nil
        ) throws -> SpeedResults.Picked {
            let balancer = try LoadBalancer(
                list(),
                policy: balancing,
                configuration: LoadBalancerConfiguration(zones: zones),
                logger: Self.silent
            )
            let keys = keys
            let batches = PairedBatches(
                keys: keys.count,
                rounds: rounds,
                [{ floorSum(keys) }, { loop(balancer, keys) }]
            )
            return row(policy, by, batches, 1, target: target) { loop(balancer, keys) }
        }

        private func row(
            _ policy: String,
            _ by: SpeedResults.Picked.Way,
            _ batches: PairedBatches,
            _ loop: Int,
            target: Double? = nil,
            counting: () -> UInt64
        ) -> SpeedResults.Picked {
            SpeedResults.Picked(
                endpoints: endpoints,
                policy: policy,
                way: by,
                measured: batches.measured(loop, floor: 0),
                target: target,
                allocations: AllocationCounter.count(counting)
            )
        }

        /// Two threads that pick by one load balancer, in multiples of two threads' floor.
        private func sharedRow(_ policy: String, _ balancing: some LoadBalancingPolicy) throws -> SpeedResults.Picked {
            let balancer = try LoadBalancer(list(), policy: balancing, logger: Self.silent)
            let keys = keys
            let threads = TwoThreads(keys: keys)
            let batches = PairedBatches(
                keys: keys.count * TwoThreads.passes,
                rounds: rounds,
                [{ threads.run { floorSum($0) } }, { threads.run { picksByBalancer(balancer, $0) } }]
            )
            return SpeedResults.Picked(
                endpoints: endpoints,
                policy: policy,
                way: .twoThreads,
                measured: batches.measured(1, floor: 0),
                target: nil,
                allocations: nil
            )
        }

        /// How many times as many picks by key two pickers on two threads make as one does, while the list changes ten times a
        /// second.
        func scaling() async throws -> SpeedResults.Scaled {
            let feed = EndpointFeed(list())
            let balancer = try LoadBalancer(feed, policy: .hashRing, logger: Self.silent)
            let lists = [list(), list(1)]
            return await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await balancer.run() }
                group.addTask {
                    for change in 1... {
                        try? await Task.sleep(for: .milliseconds(100))
                        if Task.isCancelled { return }
                        feed.send(lists[change % 2])
                    }
                }
                let threads = TwoThreads(keys: keys)
                let keys = keys
                // On a thread of its own: the pool's threads are for the two tasks above.
                let before = balancer.status.generation
                let ratio = await onThread {
                    let batches = PairedBatches(
                        keys: keys.count * TwoThreads.passes,
                        rounds: rounds,
                        [
                            {
                                (0..<TwoThreads.passes).reduce(0) { sum, _ in sum + keyedPicksByPicker(balancer, keys) }
                            },
                            { threads.run { keyedPicksByPicker(balancer, $0) } },
                        ]
                    )
                    return MedianInterval(
                        zip(batches.nanoseconds[0], batches.nanoseconds[1]).map { 2 * $0 / $1 }
                    )
                }
                let changes = Int(balancer.status.generation - before)
                group.cancelAll()
                return SpeedResults.Scaled(endpoints: endpoints, changes: changes, ratio: ratio)
            }
        }

        private func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: body()) }
            }
        }
    }

    /// Two threads that run a loop over the same keys at the same time, several times, so that starting them takes no time beside
    /// that.
    struct TwoThreads: Sendable {
        static let passes = 4
        let keys: SpeedKeys

        func run(_ loop: @Sendable (SpeedKeys) -> UInt64) -> UInt64 {
            let sum = Atomic<UInt64>(0)
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                for _ in 0..<Self.passes {
                    sum.wrappingAdd(loop(keys), ordering: .relaxed)
                }
            }
            return sum.load(ordering: .relaxed)
        }
    }
#endif
