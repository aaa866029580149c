import ConsistentHashing

/// How evenly each method spreads keys and requests over nodes of equal weight, beside what chance alone does; and what
/// a bound on the load costs.
///
/// ```swift
/// let experiment = BalanceExperiment(inputs: [KeyInput(id: "mine", title: "My keys", about: "", sample: sample)])
/// let results = await experiment.run()
/// print(ReportFormat.text.render(results.report(header: [])))
/// ```
///
/// Keys are counted input by input. The bound is tried on the first ``boundedKeyLimit`` keys of the input that has the
/// most distinct keys.
public struct BalanceExperiment: Sendable {
    /// The numbers of nodes that make sense: with one node nothing can be uneven.
    public static let allowedSizes = 2...100_000

    /// The seed unless told.
    public static let defaultSeed: UInt64 = 1997

    /// The factors of the bound: so many times its share of the keys a node may hold.
    public static let boundedFactors = [1.1, 1.25, 1.5, 2]

    /// What to measure with.
    public let inputs: [KeyInput]
    /// The numbers of nodes, each in ``allowedSizes``.
    public let sizes: [Int]
    /// The most keys that are assigned within a bound; 0 for no bound.
    public let boundedKeyLimit: Int
    /// What chance, and where round robin starts, follow from.
    public let seed: UInt64

    /// An experiment with these keys.
    public init(
        inputs: [KeyInput],
        sizes: [Int] = [10, 100, 1000],
        boundedKeyLimit: Int = 100_000,
        seed: UInt64 = Self.defaultSeed
    ) {
        precondition(sizes.allSatisfy(Self.allowedSizes.contains), "\(sizes) must be within \(Self.allowedSizes)")
        self.inputs = inputs.filter { $0.sample.requestCount > 0 }
        self.sizes = sizes.reduce(into: []) { distinct, size in
            if !distinct.contains(size) { distinct.append(size) }
        }
        self.boundedKeyLimit = boundedKeyLimit
        self.seed = seed
    }

    /// Measures everything, on all cores.
    ///
    /// - Parameter progress: called before each input and size, and once at the end.
    public func run(progress: (ExperimentProgress) -> Void = { _ in }) async -> BalanceResults {
        var results = BalanceResults(self)
        let most = inputs.indices.max { inputs[$0].sample.count < inputs[$1].sample.count }
        let bounded = boundedKeyLimit > 0 ? most : nil
        let steps = Double(sizes.count * (inputs.count + (bounded == nil ? 0 : 2)))
        var done = 0.0
        for input in inputs.indices {
            for nodes in sizes {
                let next = "\(inputs[input].title), \(Digits.grouped(nodes)) nodes"
                progress(ExperimentProgress(fraction: done / steps, next: next))
                await count(input: input, nodes: nodes, into: &results)
                done += 1
            }
        }
        if let bounded {
            let experiment = BoundedLoadExperiment(sample: inputs[bounded].sample, keyLimit: boundedKeyLimit)
            results.boundedInput = bounded
            results.boundedKeys = experiment.hashes.count
            for nodes in sizes {
                let next = "Bounded load, \(Digits.grouped(nodes)) nodes"
                progress(ExperimentProgress(fraction: done / steps, next: next))
                results.bounded += await experiment.rows(nodes: nodes)
                done += 2
            }
        }
        progress(ExperimentProgress(fraction: 1, next: ""))
        return results
    }

    private enum Counted: Sendable {
        case chance(ChanceBalance)
        case row(BalanceResults.Row)
        case omission(BalanceResults.Omission)
    }

    private func count(input: Int, nodes: Int, into results: inout BalanceResults) async {
        let sample = inputs[input].sample
        let seed = seed
        let all = await withTaskGroup(of: Counted.self) { group in
            // The slowest first.
            for method in PlacementMethod.allCases.sorted(by: { a, _ in a == .rendezvousHash }) {
                group.addTask { Self.count(sample, input: input, nodes: nodes, method: method, seed: seed) }
            }
            group.addTask {
                .chance(ChanceBalance(requests: sample.requests, nodes: nodes, seed: seed ^ UInt64(nodes)))
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var rows: [BalanceResults.Row] = []
        for counted in all {
            switch counted {
            case .chance(let chance):
                results.chances.append(BalanceResults.Chance(input: input, nodes: nodes, balance: chance))
            case .row(let row): rows.append(row)
            case .omission(let omission): results.omissions.append(omission)
            }
        }
        // Tasks end in any order, the results have one.
        results.rows += PlacementMethod.allCases.flatMap { method in rows.filter { $0.method == method } }
    }

    private static func count(
        _ sample: KeySample,
        input: Int,
        nodes: Int,
        method: PlacementMethod,
        seed: UInt64
    ) -> Counted {
        do throws(PlacementError) {
            let assigner = try method.assigner(NumberedNodes(count: nodes).ids, seed: ~seed ^ UInt64(nodes))
            let shares = try assigner.membership().shares
            let assignment = assigner.assign(sample)
            // A key's owner under round robin is an accident of the last request.
            let keys = method == .roundRobin ? nil : assignment.keys
            let exact = assigner.exactShares
            return .row(
                BalanceResults.Row(
                    input: input,
                    nodes: nodes,
                    method: method,
                    keys: keys.map { Balance(counts: $0, shares: shares) },
                    probability: keys.map { ChiSquared.probability(of: $0, shares: shares) },
                    exactProbability: keys.flatMap { keys in
                        exact.map { ChiSquared.probability(of: keys, shares: $0) }
                    },
                    requests: Balance(counts: assignment.requests, shares: shares),
                    exact: exact.map { Balance(parts: $0, shares: shares) }
                )
            )
        } catch {
            return .omission(BalanceResults.Omission(input: input, nodes: nodes, method: method, reason: error))
        }
    }
}
