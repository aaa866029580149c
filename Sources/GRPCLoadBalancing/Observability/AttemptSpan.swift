#if GRPC
    import GRPCCore
    import LoadBalancing
    import Tracing

    /// The span of an attempt, with the attributes of OpenTelemetry's gRPC client spans: `rpc.system`, `rpc.service`,
    /// `rpc.method`, `rpc.grpc.status_code`, `server.address`, `server.port`; and `lb.endpoint`, the endpoint's id.
    ///
    /// Its context is not sent along: the metadata are the caller's and its interceptors'. It is the child of the span that the
    /// call was made in.
    ///
    /// Source: OpenTelemetry, "Semantic conventions for gRPC".
    struct AttemptSpan: Sendable {
        /// `nil` while nobody records.
        private let span: (any Span)?

        init(_ method: MethodDescriptor, to endpoint: Endpoint) {
            let span = startSpan("\(method.fullyQualifiedMethod)", ofKind: .client)
            guard span.isRecording else {
                self.span = nil
                span.end()
                return
            }
            span.attributes["rpc.system"] = "grpc"
            span.attributes["rpc.service"] = method.service.fullyQualifiedService
            span.attributes["rpc.method"] = method.method
            span.attributes["lb.endpoint"] = endpoint.id.string
            switch endpoint.address {
            case .hostPort(let host, let port):
                span.attributes["server.address"] = host
                span.attributes["server.port"] = port
            case .unixPath(let path): span.attributes["server.address"] = path
            }
            self.span = span
        }

        func end(_ status: Status.Code) {
            guard let span else { return }
            span.attributes["rpc.grpc.status_code"] = status.rawValue
            if status != .ok { span.setStatus(SpanStatus(code: .error)) }
            span.end()
        }
    }
#endif
