#if GRPC
    import GRPCCore
    import LoadBalancing
    import Metrics

    /// Counts and measures what happens, under gRPC's own names.
    ///
    /// | metric | dimensions | |
    /// | --- | --- | --- |
    /// | `grpc.client.attempt.started` | `grpc.method`, `grpc.target` | counter |
    /// | `grpc.client.attempt.duration` | the same, `grpc.status` | timer, from the pick to the status |
    /// | `grpc.lb.pick_first.connection_attempts_succeeded` | `grpc.target` | counter |
    /// | `grpc.lb.pick_first.connection_attempts_failed` | `grpc.target` | counter |
    /// | `grpc.lb.pick_first.disconnections` | `grpc.target` | counter |
    ///
    /// Source: gRFC A66, "OpenTelemetry Metrics"; gRFC A78, whose `pick_first` is what makes the connections here too.
    final class TransportMeters: Sendable {
        private struct AttemptKind: Hashable, Sendable {
            let method: MethodDescriptor
            let status: Status.Code
        }

        private let target: String
        private let factory: any MetricsFactory
        private let started = Locked<[MethodDescriptor: Counter]>([:])
        private let durations = Locked<[AttemptKind: Timer]>([:])
        private let succeeded: Counter
        private let failed: Counter
        private let disconnections: Counter
        /// Whether anybody looks at them.
        private let isOn: Bool

        init(target: String, factory: any MetricsFactory) {
            self.target = target
            self.factory = factory
            isOn = !(factory is NOOPMetricsHandler)
            func counter(_ name: String) -> Counter {
                Counter(label: "grpc.lb.pick_first.\(name)", dimensions: [("grpc.target", target)], factory: factory)
            }
            succeeded = counter("connection_attempts_succeeded")
            failed = counter("connection_attempts_failed")
            disconnections = counter("disconnections")
        }

        func count(_ state: ConnectionLink.State) {
            switch state {
            case .connecting: break
            case .connected: succeeded.increment()
            case .closed: disconnections.increment()
            case .failed: failed.increment()
            }
        }

        func attemptStarted(_ method: MethodDescriptor) {
            guard isOn else { return }
            // Outside the lock: it is the factory's code.
            let known = started.withLock { $0[method] }
            let counter =
                known
                ?? Counter(
                    label: "grpc.client.attempt.started",
                    dimensions: dimensions(method),
                    factory: factory
                )
            if known == nil { started.withLock { $0[method] = counter } }
            counter.increment()
        }

        func attemptEnded(_ method: MethodDescriptor, _ status: Status.Code, after time: Duration) {
            guard isOn else { return }
            let kind = AttemptKind(method: method, status: status)
            let known = durations.withLock { $0[kind] }
            let timer =
                known
                ?? Timer(
                    label: "grpc.client.attempt.duration",
                    dimensions: dimensions(method) + [("grpc.status", status.name)],
                    factory: factory
                )
            if known == nil { durations.withLock { $0[kind] = timer } }
            timer.recordNanoseconds(Int64(clamping: time.nanoseconds))
        }

        private func dimensions(_ method: MethodDescriptor) -> [(String, String)] {
            [("grpc.method", method.fullyQualifiedMethod), ("grpc.target", target)]
        }
    }

    extension Status.Code {
        /// As gRPC writes it: `DEADLINE_EXCEEDED`.
        var name: String {
            switch self {
            case .ok: "OK"
            case .cancelled: "CANCELLED"
            case .invalidArgument: "INVALID_ARGUMENT"
            case .deadlineExceeded: "DEADLINE_EXCEEDED"
            case .notFound: "NOT_FOUND"
            case .alreadyExists: "ALREADY_EXISTS"
            case .permissionDenied: "PERMISSION_DENIED"
            case .resourceExhausted: "RESOURCE_EXHAUSTED"
            case .failedPrecondition: "FAILED_PRECONDITION"
            case .aborted: "ABORTED"
            case .outOfRange: "OUT_OF_RANGE"
            case .unimplemented: "UNIMPLEMENTED"
            case .internalError: "INTERNAL"
            case .unavailable: "UNAVAILABLE"
            case .dataLoss: "DATA_LOSS"
            case .unauthenticated: "UNAUTHENTICATED"
            default: "UNKNOWN"
            }
        }
    }
#endif
