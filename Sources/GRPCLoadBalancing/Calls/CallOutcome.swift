#if GRPC
    import GRPCCore
    import LoadBalancing

    extension Outcome {
        /// What a call's status says of the endpoint that sent it.
        ///
        /// | status | outcome |
        /// | --- | --- |
        /// | `UNAVAILABLE` | connection lost: gRPC gives it to streams whose connection broke, and servers that shut down send it |
        /// | `RESOURCE_EXHAUSTED` | overloaded |
        /// | `DEADLINE_EXCEEDED` | timed out |
        /// | `INTERNAL`, `UNKNOWN`, `DATA_LOSS` | server error |
        /// | `CANCELLED` | cancelled |
        /// | `OK`, and all that the caller did wrong, such as `NOT_FOUND` | success |
        init(_ status: Status.Code) {
            self =
                switch status {
                case .unavailable: .failure(.connectionLost)
                case .resourceExhausted: .failure(.overloaded)
                case .deadlineExceeded: .failure(.timedOut)
                case .internalError, .unknown, .dataLoss: .failure(.serverError)
                case .cancelled: .cancelled
                default: .success
                }
        }
    }
#endif
