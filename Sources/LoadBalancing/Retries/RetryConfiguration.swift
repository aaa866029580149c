/// How a ``Retrier`` makes a request's attempts. Every default is one that Envoy or Finagle ship with, or says so.
public struct RetryConfiguration: Hashable, Sendable {
    /// How many attempts a request has, the first one and hedges included. 3; 1 or above. Envoy's and gRPC's usual examples
    /// have as many.
    public var attempts: Int

    /// How long to wait before a retry.
    public var backoff: RetryBackoff

    /// How long an attempt may take before it is cancelled, and the next one made if it may be: so that an endpoint that never
    /// answers does not eat the whole ``timeout``. No limit if `nil`, as by default; 1 ms or longer.
    ///
    /// Choose one that a healthy answer never takes. For a result that streams it limits the time to its beginning.
    public var attemptTimeout: Duration?

    /// How long a request may take with all its attempts and waits. No limit if `nil`, as by default; 1 ms or longer.
    /// ``RequestOptions/timeout`` takes its place for one request.
    public var timeout: Duration?

    /// How many retries and hedges there may be, for all requests together.
    public var budget: RetryBudget

    /// gRPC's throttle, which stops all retries while too many requests fail; `nil`, as by default, for none.
    public var throttle: RetryThrottle?

    /// A server that asks for a longer wait than this is not asked again. 60 s; ours. 0 or longer.
    public var maximumPushback: Duration

    /// When a second attempt is made beside the first; `nil`, as by default, for never.
    public var hedging: Hedging?

    /// Refuses requests before they are sent, as the servers refuse them; `nil`, as by default, for never.
    public var adaptiveThrottle: AdaptiveThrottle?

    /// How many attempts may be under way at an endpoint, and how many may wait for that; `nil`, as by default, for any number.
    public var concurrencyLimit: ConcurrencyLimit.Configuration?

    public init(
        attempts: Int = 3,
        backoff: RetryBackoff = RetryBackoff(),
        attemptTimeout: Duration? = nil,
        timeout: Duration? = nil,
        budget: RetryBudget = .shareOfRequests(),
        throttle: RetryThrottle? = nil,
        maximumPushback: Duration = .seconds(60),
        hedging: Hedging? = nil,
        adaptiveThrottle: AdaptiveThrottle? = nil,
        concurrencyLimit: ConcurrencyLimit.Configuration? = nil
    ) {
        self.attempts = attempts
        self.backoff = backoff
        self.attemptTimeout = attemptTimeout
        self.timeout = timeout
        self.budget = budget
        self.throttle = throttle
        self.maximumPushback = maximumPushback
        self.hedging = hedging
        self.adaptiveThrottle = adaptiveThrottle
        self.concurrencyLimit = concurrencyLimit
    }

    /// Throws for the first setting that is out of its range.
    package func check() throws(ConfigurationError) {
        try attempts.checkIsPositive("attempts")
        try backoff.check()
        try attemptTimeout?.checkIsMillisecondOrLonger("attemptTimeout")
        try timeout?.checkIsMillisecondOrLonger("timeout")
        try budget.check()
        try throttle?.check()
        guard maximumPushback >= .zero else {
            throw .invalidDuration(name: "maximumPushback", value: maximumPushback, allowed: "0 or longer")
        }
        try hedging?.check()
        try adaptiveThrottle?.check()
        try concurrencyLimit?.check()
    }
}
