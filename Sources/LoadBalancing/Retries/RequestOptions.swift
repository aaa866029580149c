/// What holds for one request of a ``Retrier``.
public struct RequestOptions: Hashable, Sendable {
    /// How long it may take with all its attempts; ``RetryConfiguration/timeout`` if `nil`. One of 0 or below is over at once.
    public var timeout: Duration?

    /// Whether it may be done twice without harm, as with HTTP's GET: only then it is hedged. False unless given.
    ///
    /// What may be sent again after a failure is each ``Verdict``'s own to say.
    public var isSafeToRepeat: Bool

    /// The endpoint that its session is on already: it is tried first, if it is well.
    public var stayingOn: EndpointID?

    /// Endpoints that must not be chosen, while there are others.
    public var excluding: [EndpointID]

    public init(
        timeout: Duration? = nil,
        isSafeToRepeat: Bool = false,
        stayingOn: EndpointID? = nil,
        excluding: [EndpointID] = []
    ) {
        self.timeout = timeout
        self.isSafeToRepeat = isSafeToRepeat
        self.stayingOn = stayingOn
        self.excluding = excluding
    }
}
