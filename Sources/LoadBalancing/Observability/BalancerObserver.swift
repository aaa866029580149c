import Logging

/// Tells the log of what changed in a load balancer, each thing once.
struct BalancerObserver: Sendable {
    private let logger: Logger

    init(logger: Logger, name: String) {
        var logger = logger
        logger[metadataKey: "lb.name"] = "\(name.printable)"
        self.logger = logger
    }

    func observe(_ event: BalancerEvent) {
        let entry = BalancerLogEntry(event)
        var metadata: Logger.Metadata = [:]
        if let endpoint = entry.endpoint {
            metadata["lb.endpoint"] = "\(endpoint)"
        }
        if let error = entry.error {
            metadata["error"] = "\(error.printable)"
        }
        logger.log(level: entry.level, "\(entry.message)", metadata: metadata)
    }

    /// What was cancelled by the shutdown and goes on all the same.
    func shutdownDelayed(by name: String) {
        logger.warning("the shutdown waits for the \(name.printable), which ignores its cancellation")
    }
}

/// How an event reads in the log.
struct BalancerLogEntry: Hashable {
    var level: Logger.Level
    var message: String
    var endpoint: EndpointID?
    var error: String?

    private init(_ level: Logger.Level, _ message: String, _ endpoint: EndpointID? = nil, error: String? = nil) {
        self.level = level
        self.message = message
        self.endpoint = endpoint
        self.error = error
    }

    init(_ event: BalancerEvent) {
        switch event {
        case .listChanged(let joined, let changed, let left, let listed):
            self.init(.info, "\(listed) endpoints listed: \(joined) joined, \(changed) changed, \(left) left")
        case .joined(let id):
            self.init(.debug, "endpoint joined", id)
        case .changed(let id):
            self.init(.debug, "endpoint changed", id)
        case .draining(let id):
            self.init(.debug, "endpoint is no longer listed and drains", id)
        case .undrained(let id):
            self.init(.debug, "endpoint is listed again", id)
        case .gone(let id, let inFlight):
            self.init(.debug, "endpoint is drained, with \(inFlight) requests in flight", id)
        case .refused(let errors):
            self.init(.warning, "\(errors.count) endpoints refused", error: errors.first.map { "\($0)" })
        case .emptyListKept:
            self.init(.warning, "a list without a usable endpoint came: the one before stays in use")
        case .discoveryFailed(let reason, let retryAfter):
            let seconds = Duration.nanoseconds(Int64(clamping: retryAfter))
            self.init(.warning, "discovery failed: the last list stays in use, next try in \(seconds)", error: reason)
        case .discoveryRecovered:
            self.init(.notice, "discovery works again")
        case .discoveryEnded:
            self.init(.notice, "discovery ended: the last list stays in use")
        case .healthChanged(let id, .healthy, _):
            self.init(.notice, "endpoint is healthy", id)
        case .healthChanged(let id, let state, let reason):
            self.init(.warning, "endpoint is \(state.rawValue)", id, error: reason)
        case .ejected(let id, let reason, let time):
            let seconds = Duration.nanoseconds(Int64(clamping: time))
            self.init(.warning, "endpoint ejected for \(seconds): \(reason.rawValue)", id)
        case .spared(let id, let reason):
            self.init(.warning, "endpoint not ejected, as too many are already: \(reason.rawValue)", id)
        case .readmitted(let id):
            self.init(.notice, "endpoint readmitted", id)
        case .panicBegan(let well, let all):
            self.init(.error, "only \(well) of \(all) endpoints are well: all are in service")
        case .panicEnded(let well, let all):
            self.init(.notice, "\(well) of \(all) endpoints are well: only these are in service")
        case .ready(hasList: false, _):
            self.init(.warning, "ready, as the start-up limit has passed, but no list of endpoints has come")
        case .ready(hasList: true, probesMissing: 0):
            self.init(.info, "ready")
        case .ready(hasList: true, let missing):
            self.init(.warning, "ready, as the start-up limit has passed, but \(missing) probes have not answered")
        case .policyFailed(let reason):
            self.init(.error, "the policy can't choose from these endpoints: round robin does", error: reason)
        case .probeOverdue(let id):
            self.init(.warning, "the probe of this endpoint ignores its cancellation", id)
        }
    }
}
