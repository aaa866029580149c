#if GRPC
    /// Returns when the task is cancelled.
    func untilCancelled() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        continuation.finish()
    }
#endif
