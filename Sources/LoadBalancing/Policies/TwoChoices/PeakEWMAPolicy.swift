/// Of two endpoints taken at random, the one that would answer sooner by what it took lately and has to do now.
///
/// What is compared is latency · (requests in flight + 1) / weight, the latency being a ``PeakEWMA``: it rises at once when an
/// endpoint turns slow, and falls with τ = 10 s while nothing worse comes, so that an endpoint left idle is tried again. Of
/// equals, either is as likely. The two are never the same one, unless no other is allowed.
///
/// | endpoint | latency | in flight | weight | compared |
/// | --- | --- | --- | --- | --- |
/// | quick | 2 ms | 4 | 1 | 10 ms |
/// | slow | 50 ms | 0 | 1 | 50 ms |
/// | slow and heavy | 50 ms | 0 | 10 | 5 ms |
/// | never measured | | 0 | 1 | 0 |
/// | never measured | | 1 | 1 | 78 hours |
///
/// An endpoint without any sample is tried at once, but by one request at a time: until its first answer it counts as taking
/// 2⁴⁷ ns (39 hours) as soon as something is in flight. Otherwise a new endpoint that hangs would win every comparison. Finagle
/// does the same. Give ``PeakEWMA/Configuration/initialLatency`` to take new ones for as quick as others.
///
/// An endpoint that fails at once looks quick: taking it out is for the health checks and the outlier detection.
///
/// Cost: O(1), one random number, two latencies and two counters read; the clock is read at either end of a pick. With
/// exclusions O(n) at most.
///
/// Errors: ``PolicyError/invalidDecayTime(_:)``, ``PolicyError/invalidInitialLatency(_:)``.
///
/// Source: Twitter's Finagle, `PeakEwma`.
public struct PeakEWMAPolicy: LoadBalancingPolicy {
    /// How latencies are remembered.
    public let configuration: PeakEWMA.Configuration

    public init(_ configuration: PeakEWMA.Configuration = PeakEWMA.Configuration()) {
        self.configuration = configuration
    }

    public var policyName: String { "peak_ewma" }

    public var requirements: PolicyRequirements { PolicyRequirements(latency: configuration) }

    public func makeSelection(
        over candidates: Candidates,
        replacing previous: Selection?
    ) throws(PolicyError) -> Selection {
        guard configuration.decayTime > .zero else { throw .invalidDecayTime(configuration.decayTime) }
        guard configuration.initialLatency >= .zero else { throw .invalidInitialLatency(configuration.initialLatency) }
        return Selection(candidates: candidates, choices: TwoChoices(available: candidates.available))
    }

    public struct Selection: EndpointSelection {
        let candidates: Candidates
        let choices: TwoChoices

        public func select(_ request: inout SelectionRequest) -> Int? {
            let now = request.now
            return choices.select(&request) { load(of: $0, now: now) }
        }

        /// What an endpoint that never answered counts as taking, in nanoseconds.
        static var unmeasured: Double { 0x1p47 }

        func load(of index: Int, now: UInt64) -> Double {
            let inFlight = candidates.requestsInFlight(index)
            var latency = candidates.latency(index, now: now)
            if latency == 0, inFlight > 0 {
                latency = Self.unmeasured
            }
            return latency * Double(inFlight + 1) / candidates.weight(index)
        }
    }
}

extension LoadBalancingPolicy where Self == PeakEWMAPolicy {
    /// Of two endpoints taken at random, the one that would answer sooner.
    public static var peakEWMA: PeakEWMAPolicy { PeakEWMAPolicy() }

    /// The same, with another τ: after this long without a higher latency, the average has come down to 1/e of the way.
    public static func peakEWMA(decayTime: Duration, initialLatency: Duration = .zero) -> PeakEWMAPolicy {
        PeakEWMAPolicy(PeakEWMA.Configuration(decayTime: decayTime, initialLatency: initialLatency))
    }
}
