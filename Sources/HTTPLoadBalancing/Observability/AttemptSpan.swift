#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOHTTP1
    import Tracing

    /// The span of an attempt, with the attributes of OpenTelemetry's HTTP client spans.
    ///
    /// `http.request.method`, `http.request.resend_count`, `http.response.status_code`, `server.address`, `server.port`,
    /// `url.scheme`, `url.path`, `error.type`; and `lb.endpoint`, the endpoint's id. The query is left out: secrets are in
    /// there.
    ///
    /// Source: OpenTelemetry, "Semantic conventions for HTTP spans".
    final class AttemptSpan: Sendable {
        private let span: any Span

        /// Begins a span, and puts its context into the headers that will be sent; `nil` while the app traces nothing: a span that
        /// goes nowhere takes as long as any other.
        static func begin(
            _ request: inout HTTPClientRequest,
            _ target: RequestTarget,
            _ attempt: Attempt
        ) -> AttemptSpan? {
            let instrument = InstrumentationSystem.instrument
            guard type(of: instrument) != NoOpInstrument.self else { return nil }
            return AttemptSpan(&request, target, attempt, instrument)
        }

        private init(
            _ request: inout HTTPClientRequest,
            _ target: RequestTarget,
            _ attempt: Attempt,
            _ instrument: any Instrument
        ) {
            span = startSpan(request.method.rawValue, ofKind: .client)
            instrument.inject(span.context, into: &request.headers, using: HeaderInjector())
            guard span.isRecording else { return }
            span.attributes["http.request.method"] = request.method.rawValue
            if attempt.number > 1 { span.attributes["http.request.resend_count"] = attempt.number - 1 }
            span.attributes["url.scheme"] = target.isSecure ? "https" : "http"
            span.attributes["url.path"] = String(target.path)
            span.attributes["lb.endpoint"] = attempt.endpoint.id.string
            switch attempt.endpoint.address {
            case .hostPort(let host, let port):
                span.attributes["server.address"] = host
                span.attributes["server.port"] = port
            case .unixPath(let path): span.attributes["server.address"] = path
            }
        }

        func answered(_ status: HTTPResponseStatus) {
            guard span.isRecording else { return }
            span.attributes["http.response.status_code"] = Int(status.code)
            if status.code >= 400 {
                span.attributes["error.type"] = "\(status.code)"
                span.setStatus(SpanStatus(code: .error))
            }
        }

        /// - Parameter error: why no answer came, or not all of it.
        func end(_ outcome: Outcome, _ error: (any Error)?) {
            if span.isRecording, let error {
                span.recordError(error)
                if case .failure(let kind) = outcome { span.attributes["error.type"] = kind.rawValue }
                span.setStatus(SpanStatus(code: .error))
            }
            span.end()
        }
    }

    private struct HeaderInjector: Injector {
        func inject(_ value: String, forKey key: String, into headers: inout HTTPHeaders) {
            headers.replaceOrAdd(name: key, value: value)
        }
    }
#endif
