/// One try of a request at one endpoint.
public struct Attempt: Sendable {
    /// 1 for the first; as many were made before it as this says, less one.
    public let number: Int

    /// Whether it is made while another one has not ended.
    public let isHedge: Bool

    /// How long it may take, from its start; `nil` if as long as it likes. It is cancelled after that. Hand it to a client that
    /// tells its server.
    public let timeLimit: Duration?

    /// Whether nobody cancels it when ``timeLimit`` is over: it has to end by itself then.
    package let endsItself: Bool

    /// The choice of the endpoint. It is finished by the ``Verdict``: only who says ``Verdict/streaming`` keeps it, and finishes
    /// it.
    public let pick: PickBox

    /// Where to send the request.
    @inlinable
    public var endpoint: Endpoint { pick.endpoint }
}
