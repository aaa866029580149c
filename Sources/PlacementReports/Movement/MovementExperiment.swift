public import ConsistentHashing

/// How many keys move when nodes are added or removed, with every placement and with what people start with.
///
/// ```swift
/// let experiment = MovementExperiment(inputs: [.init(id: "mine", title: "My keys", about: "", sample: sample)])
/// let results = await experiment.run()
/// print(ReportFormat.text.render(results.report(header: [])))
/// ```
///
/// Every method is built for each number of nodes, all of weight 1; every ``Change`` starts from that. A key's owner is
/// told by its node's id, so a node that only got another place in a list has not moved a key.
///
/// What happens to which node follows from the seed and the number of nodes alone. Exact rendezvous hashing takes most of
/// the time: about 7 × keys × nodes nanoseconds, spread over the cores.
public struct MovementExperiment: Sendable {
    /// Keys to measure with, and what to call them.
    public struct Input: Sendable {
        /// The name for files and programs: `sticky-sessions`.
        public let id: String
        /// The name for people: `Sticky sessions`.
        public let title: String
        /// What the keys are, in a sentence.
        public let about: String
        /// The keys, in the order in which requests asked for them.
        public let sample: KeySample

        /// Keys to measure with.
        public init(id: String, title: String, about: String, sample: KeySample) {
            self.id = id
            self.title = title
            self.about = about
            self.sample = sample
        }
    }

    /// How far an experiment is.
    public struct Progress: Sendable {
        /// Done, as a part of the work expected, in [0, 1].
        public let fraction: Double
        /// What comes next, in a few words.
        public let next: String
    }

    /// The numbers of nodes that make sense: with one node nothing can leave.
    public static let allowedSizes = 2...100_000

    /// The seed unless told.
    public static let defaultSeed: UInt64 = 1997

    /// What to measure with.
    public let inputs: [Input]
    /// The numbers of nodes, each in ``allowedSizes``.
    public let sizes: [Int]
    /// What the choice of nodes, and of where round robin starts, follows from.
    public let seed: UInt64

    /// An experiment with these keys.
    public init(inputs: [Input], sizes: [Int] = [10, 100, 1000], seed: UInt64 = Self.defaultSeed) {
        precondition(sizes.allSatisfy(Self.allowedSizes.contains), "\(sizes) must be within \(Self.allowedSizes)")
        self.inputs = inputs.filter { $0.sample.requestCount > 0 }
        self.sizes = sizes.reduce(into: []) { distinct, size in
            if !distinct.contains(size) { distinct.append(size) }
        }
        self.seed = seed
    }

    /// Measures everything.
    ///
    /// - Parameter progress: called before each input, size and method, and once at the end.
    public func run(progress: (Progress) -> Void = { _ in }) async -> MovementResults {
        var results = MovementResults(self)
        let runs = inputs.indices.flatMap { input in
            sizes.flatMap { nodes in Method.allCases.map { Run(input: input, nodes: nodes, method: $0) } }
        }
        let work = runs.reduce(0) { $0 + expectedWork(of: $1) }
        var done = 0.0
        for run in runs {
            progress(Progress(fraction: done / work, next: name(of: run)))
            do throws(PlacementError) {
                try await measure(run, into: &results)
            } catch {
                results.omissions.append(
                    MovementResults.Omission(input: run.input, nodes: run.nodes, method: run.method, reason: error)
                )
            }
            done += expectedWork(of: run)
        }
        progress(Progress(fraction: 1, next: ""))
        return results
    }

    /// One method on one input at one size.
    private struct Run {
        let input: Int
        let nodes: Int
        let method: Method
    }

    private func name(of run: Run) -> String {
        "\(inputs[run.input].title), \(Digits.grouped(run.nodes)) nodes, \(run.method.rawValue)"
    }

    /// In nanoseconds a key, roughly: exact rendezvous looks at every node, the others don't.
    private func expectedWork(of run: Run) -> Double {
        let keys = Double(inputs[run.input].sample.count) + 10_000
        return keys * (run.method == .rendezvousHash ? 60 + Double(run.nodes) : 60)
    }

    private func measure(_ run: Run, into results: inout MovementResults) async throws(PlacementError) {
        let ids = NumberedNodes(count: run.nodes).ids
        switch run.method {
        case .hashRing: try await measure(PlacementAssigner(HashRing(ids)), in: run, into: &results)
        case .thinnedRing: try await measure(PlacementAssigner(ThinnedRing(ids)), in: run, into: &results)
        case .rendezvousHash: try await measure(PlacementAssigner(RendezvousHash(ids)), in: run, into: &results)
        case .rendezvousTable: try await measure(PlacementAssigner(RendezvousTable(ids)), in: run, into: &results)
        case .maglevTable: try await measure(PlacementAssigner(MaglevTable(ids)), in: run, into: &results)
        case .incrementalMaglevTable:
            try await measure(PlacementAssigner(IncrementalMaglevTable(ids)), in: run, into: &results)
        case .hashModulo: try await measure(HashModulo(ids), in: run, into: &results)
        case .roundRobin:
            // A sequence of its own: the other methods' choices do not depend on round robin's.
            let starts = RoundRobinRun(ids, seed: ~seed ^ UInt64(run.nodes))
            try await measure(starts, in: run, into: &results)
        }
    }

    private func measure(
        _ assigner: some Assigner,
        in run: Run,
        into results: inout MovementResults
    ) async throws(PlacementError) {
        let sample = inputs[run.input].sample
        // Timed one after the other, on an otherwise idle machine; only then are the keys counted on all cores.
        let changed = try NumberedNodes(count: run.nodes).changes(seed: seed).map { prepared throws(PlacementError) in
            try Changed(prepared, of: assigner)
        }
        let members = try assigner.membership()
        let before = assigner.assign(sample)
        let largestBefore = MovementResults.LargestShare(before, shares: members.shares)
        let rows = await withTaskGroup(of: MovementResults.Row.self) { group in
            for changed in changed {
                group.addTask {
                    let after = changed.assigner.assign(sample)
                    return MovementResults.Row(
                        input: run.input,
                        nodes: run.nodes,
                        change: changed.prepared.change,
                        touched: changed.prepared.touched,
                        method: run.method,
                        movement: Movement(
                            under: members.update(to: changed.members),
                            before: before.owners,
                            after: after.owners,
                            requests: sample.requests
                        ),
                        before: largestBefore,
                        after: MovementResults.LargestShare(after, shares: changed.members.shares),
                        duration: changed.duration
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let mean = Double(sample.requestCount) / Double(run.nodes)
        results.loads.append(
            MovementResults.Load(
                input: run.input,
                nodes: run.nodes,
                method: run.method,
                requestsOverMean: before.requests.sorted().map { Double($0) / mean }
            )
        )
        // Tasks end in any order, the results have one.
        results.rows.append(
            contentsOf: Change.allCases.flatMap { change in rows.filter { $0.change == change } }
        )
    }
}

/// An assigner after a change, and how long that took.
private struct Changed<Changing: Assigner>: Sendable {
    let prepared: PreparedChange
    let assigner: Changing
    let members: Membership<String>
    let duration: Duration

    init(_ prepared: PreparedChange, of before: Changing) throws(PlacementError) {
        let (after, duration) = try MedianTime.of { () throws(PlacementError) in
            var after = before
            for step in prepared.steps {
                try after.take(step)
            }
            return after
        }
        self.prepared = prepared
        self.assigner = after
        self.members = try after.membership()
        self.duration = duration
    }
}
