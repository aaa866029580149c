/// How a picked endpoint's request went, as far as the endpoint is concerned.
///
/// What the caller did wrong is a success: an endpoint that says "not found" is well.
public enum Outcome: Hashable, Sendable {
    /// It answered as it should.
    case success
    /// It failed.
    case failure(FailureKind)
    /// The caller gave up, or dropped the pick: this says nothing of the endpoint.
    case cancelled
}

/// In which way an endpoint failed. All of them count against it.
public enum FailureKind: String, Hashable, Sendable, CaseIterable, Codable {
    /// No connection could be made.
    case connectFailed = "connect_failed"
    /// The connection broke before the answer was there.
    case connectionLost = "connection_lost"
    /// The answer took too long.
    case timedOut = "timed_out"
    /// It answered with an error of its own, such as HTTP's 500 or gRPC's `INTERNAL`.
    case serverError = "server_error"
    /// It said that it has too much to do, such as with HTTP's 503 or gRPC's `RESOURCE_EXHAUSTED`.
    case overloaded
}
