#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Tracing

    /// The span of an attempt, with the attributes of OpenTelemetry's gRPC client spans: `rpc.system`, `rpc.service`,
    /// `rpc.method`, `rpc.grpc.status_code`, `server.address`, `server.port`; and `lb.endpoint`, the endpoint's id.
    ///
    /// It is the child of the span that the call was made in. Its context is sent in the call's metadata, in place of one that the
    /// caller or an interceptor may have put there (gRFC A72): what the server does belongs to this attempt.
    ///
    /// Source: OpenTelemetry, "Semantic conventions for gRPC"; gRFC A72, "OpenTelemetry Tracing".
    struct AttemptSpan: Sendable {
        /// `nil` while nobody records.
        private let span: (any Span)?

        init(_ method: MethodDescriptor, to endpoint: LoadBalancing.Endpoint) {
            // The method's name is put together only for who looks at it. A tracer is an instrument, and to look for it takes longer.
            guard type(of: InstrumentationSystem.instrument) != NoOpInstrument.self else {
                self.span = nil
                return
            }
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

        var isRecording: Bool { span != nil }

        /// Sends its context along.
        func propagate(in metadata: inout Metadata) {
            guard let span else { return }
            InstrumentationSystem.instrument.inject(span.context, into: &metadata, using: MetadataInjector())
        }

        private struct MetadataInjector: Injector {
            func inject(_ value: String, forKey key: String, into metadata: inout Metadata) {
                metadata.replaceOrAddString(value, forKey: key)
            }
        }

        func end(_ status: Status.Code) {
            guard let span else { return }
            span.attributes["rpc.grpc.status_code"] = status.rawValue
            if status != .ok { span.setStatus(SpanStatus(code: .error)) }
            span.end()
        }
    }

    /// Writes a request's parts, the metadata with a span's context.
    struct TracedWriter: ClosableRPCWriterProtocol {
        typealias Element = RPCRequestPart<GRPCNIOTransportBytes>

        let base: BalancedTransport.Outbound
        let span: AttemptSpan

        func write(_ element: Element) async throws {
            guard case .metadata(var metadata) = element else { return try await base.write(element) }
            span.propagate(in: &metadata)
            try await base.write(.metadata(metadata))
        }

        func write(contentsOf elements: some Sequence<Element>) async throws {
            for element in elements { try await write(element) }
        }

        func finish() async {
            await base.finish()
        }

        func finish(throwing error: any Error) async {
            await base.finish(throwing: error)
        }
    }
#endif
