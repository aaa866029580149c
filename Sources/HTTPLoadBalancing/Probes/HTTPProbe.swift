#if HTTP
    public import LoadBalancing
    import NetworkProbes
    public import NIOCore
    public import NIOHTTP1
    public import NIOPosix
    public import NIOSSL

    /// Asks an endpoint by HTTP whether it is alive: `HEAD /health`, unless told otherwise.
    ///
    /// ```swift
    /// LoadBalancer(FileDiscovery(path: "/etc/endpoints.yaml"), probe: try HTTPProbe(path: "/healthz", method: .GET))
    /// ```
    ///
    /// An answer with another status than those expected is the endpoint's own word that it is unwell: it is out of service at
    /// once, without `HealthConfiguration.unhealthyThreshold` such answers in a row, as with Envoy. Failures to
    /// connect and answers that don't come are counted like those of any probe.
    ///
    /// Each probe makes a connection of its own, by HTTP/1.1, and closes it; an answer's body is not read. It is cancelled at
    /// once, and returns when what it opened is closed.
    public struct HTTPProbe: EndpointProbe {
        private let question: ProbeQuestion
        private let expected: Set<UInt>
        private let group: any EventLoopGroup
        private let timeout: Duration
        private let lookups = NameLookups()

        /// A probe that asks this.
        ///
        /// - Parameters:
        ///   - path: what to ask for, and a query if there is one; with a slash at its beginning.
        ///   - method: GET where a server does not know HEAD.
        ///   - expected: which statuses say that the endpoint is well; 200 to 299 unless given.
        ///   - host: what the `Host` header says; the endpoint's host and port unless given.
        ///   - tls: how the connection is secured, as by ``LoadBalancedHTTPConfiguration/tls``; not at all if `nil`. The name asked
        ///     for and verified is the endpoint's `tlsHostName`, or else the host in its address.
        ///   - group: where to connect from; unless given, the one that all of a process share.
        ///   - timeout: after how long to give up on a connection. It is there for those who set no deadline of their own: a load
        ///     balancer cancels a probe when its time is up.
        /// - Throws: ``HTTPProbeError``, or NIOSSL's error if the configuration can't be used.
        public init(
            path: String = "/health",
            method: HTTPMethod = .HEAD,
            expected: some Sequence<Int> = 200...299,
            host: String? = nil,
            tls: TLSConfiguration? = nil,
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            timeout: Duration = .seconds(10)
        ) throws {
            for (name, text) in [("path", path), ("host", host ?? "")] {
                guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
                    throw HTTPProbeError.invalidText(name: name, value: text)
                }
            }
            guard path.utf8.first == UInt8(ascii: "/") else { throw HTTPProbeError.invalidPath(path) }
            question = ProbeQuestion(
                path: path,
                method: method,
                host: host,
                tls: try tls.map { try NIOSSLContext(configuration: $0) }
            )
            self.expected = Set(expected.lazy.compactMap { UInt(exactly: $0) })
            self.group = group
            self.timeout = min(max(timeout, .milliseconds(1)), .seconds(86_400))
        }

        public var probeName: String { question.tls == nil ? "HTTP" : "HTTPS" }

        /// Returns if the endpoint answers with a status that is expected.
        ///
        /// - Throws: ``HTTPProbeError``, a `ProbeError` of NetworkProbes if no connection could be made, or `CancellationError`.
        public func probe(_ endpoint: Endpoint) async throws {
            do {
                try endpoint.address.check()
            } catch {
                throw ProbeError.invalidAddress(error)
            }
            let loop = group.next()
            let answer = loop.makePromise(of: HTTPResponseStatus.self)
            // Where no connection comes about, nobody waits for it.
            defer { answer.fail(CancellationError()) }
            let attempt = ConnectAttempt(on: loop, timeout: timeout, lookups: lookups) { [question] channel in
                question.prepare(channel, for: endpoint, answer: answer)
            }
            let status: HTTPResponseStatus
            do {
                status = try await withTaskCancellationHandler {
                    try await attempt.connectAndClose(endpoint.address) { _ in try await answer.futureResult.get() }
                } onCancel: {
                    attempt.cancel()
                }
            } catch let error as HTTPProbeError where !attempt.isCancelled {
                throw error
            } catch {
                guard !attempt.isCancelled else { throw CancellationError() }
                throw ProbeError(error, connectingTo: endpoint.address, within: timeout)
            }
            guard expected.contains(status.code) else {
                throw HTTPProbeError.unexpectedStatus(status, from: endpoint.address)
            }
        }

        /// An answer that is not expected is.
        public func isConclusive(_ error: any Error) -> Bool {
            if case HTTPProbeError.unexpectedStatus = error { true } else { false }
        }
    }

    /// Why an endpoint that could be connected to is not well, or a probe could not be made.
    public enum HTTPProbeError: Error, Hashable, Sendable {
        /// It answered, with a status that is not expected.
        case unexpectedStatus(HTTPResponseStatus, from: EndpointAddress)
        /// It closed the connection, or answered in no HTTP.
        case noAnswer(EndpointAddress)
        /// A path to ask for does not begin with a slash.
        case invalidPath(String)
        /// A path or host has spaces or control characters.
        case invalidText(name: String, value: String)
    }

    extension HTTPProbeError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .unexpectedStatus(let status, let address):
                "\(address.description.quoted) answered \(status.code): it is unwell, or the probe asks for the wrong path"
            case .noAnswer(let address):
                "\(address.description.quoted) closed the connection without an HTTP answer: look at its log, and whether it "
                    + "expects TLS"
            case .invalidPath(let path): "the path \(path.quoted) does not begin with a slash: write “/health”, say"
            case .invalidText(let name, let value):
                "the \(name) \(value.quoted) has spaces or control characters: encode them"
            }
        }
    }
#endif
