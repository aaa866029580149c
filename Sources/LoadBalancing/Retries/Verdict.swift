/// Whether a request that failed may be sent again.
public enum Delivery: String, Hashable, Sendable, CaseIterable, Codable {
    /// No server has begun with it: no connection could be made, or the server said that it did not take it. It may be sent
    /// again, whatever it is.
    case notSent = "not_sent"
    /// A server may have done it, and doing it twice is no harm, as with HTTP's GET and PUT.
    case sentAndSafe = "sent_and_safe"
    /// A server may have done it, and must not do it twice, as with HTTP's POST. It is never sent again.
    case sentAndUnsafe = "sent_and_unsafe"
}

/// What a client says of an attempt that has ended: the answer to hand on, or a failure that may be worth another attempt.
///
/// Only the client knows: what is a failure, whether the request had left, whether it is safe to repeat.
public enum Verdict: Hashable, Sendable {
    /// This is the answer, whatever it says. The pick is finished with the outcome: a success, too, if the caller was wrong.
    case answer(Outcome = .success)
    /// This is the answer, and it goes on, such as a body that streams: whoever keeps ``Attempt/pick`` finishes the pick. If
    /// nobody keeps it, it counts as cancelled.
    case streaming
    /// The endpoint failed. If the request may be sent again and the limits allow it, it is; otherwise this is the answer.
    case failure(FailureKind, Delivery, pushback: Pushback? = nil)

    /// What the pick is finished with; `nil` if somebody else does that.
    package var outcome: Outcome? {
        switch self {
        case .answer(let outcome): outcome
        case .streaming: nil
        case .failure(let kind, _, _): .failure(kind)
        }
    }
}
