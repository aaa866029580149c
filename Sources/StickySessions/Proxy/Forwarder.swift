#if StickySessions
    import AsyncHTTPClient
    import ConsistentHashing
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird
    import LoadBalancing
    import NIOCore
    import NIOHTTP1

    /// How a request is sent on.
    struct OutgoingRequest: Sendable {
        var key: RequestKey
        /// The endpoint that its session is on.
        var stayingOn: EndpointID?
        /// The lines of its `Cookie` header, if they are to be others.
        var cookies: [String]?
        /// Headers more.
        var added: [(name: String, value: String)] = []
    }

    /// Sends requests to a load balancer's endpoints as a proxy does, and their answers back.
    struct Forwarder: Sendable {
        struct Answer: Sendable {
            var response: Response
            /// Who answered; `nil` if nobody did.
            var endpoint: EndpointID?
        }

        let client: LoadBalancedHTTPClient
        private let configuration: StickyProxyConfiguration
        /// `nil` if clients are not watched.
        let patience: Patience?

        init(_ client: LoadBalancedHTTPClient, _ configuration: StickyProxyConfiguration) throws(StickySessionsError) {
            if let limit = configuration.maximumBodyBytes, limit < 0 {
                throw .invalidLimit("maximumBodyBytes", limit, allowed: 0...Int.max)
            }
            self.client = client
            self.configuration = configuration
            patience = configuration.patience.map { Patience($0) }
        }

        /// Who sent a request.
        ///
        /// - Parameter peer: who is connected; `nil` if not by IP.
        func clientAddress(of request: Request, peer: IPAddress?) -> IPAddress? {
            guard let peer, configuration.trusting.contains(peer) else { return peer }
            let lines = ForwardedFields.lines("x-forwarded-for", of: request.headers)
            return configuration.trusting.client(peer: peer, forwardedFor: lines)
        }

        /// Sends a request on.
        ///
        /// - Parameters:
        ///   - request: as it came.
        ///   - outgoing: how it goes on.
        ///   - peer: who is connected; `nil` if not by IP.
        ///   - context: the request's.
        /// - Throws: `CancellationError`; what a client gets is an answer, also where no endpoint gave one.
        func forward(
            _ request: Request,
            _ outgoing: OutgoingRequest,
            peer: IPAddress?,
            context: some RequestContext
        ) async throws -> Answer {
            let length = BodyLength(request)
            if let limit = configuration.maximumBodyBytes, case .known(let count) = length, count > Int64(limit) {
                return Answer(response: ProxyFailure.bodyTooLarge.response)
            }
            do {
                let sent = try clientRequest(request, outgoing, peer: peer, length)
                let options = RequestOptions(stayingOn: outgoing.stayingOn)
                guard let patience, length == .none else { return try await answer(to: sent, outgoing.key, options) }
                return try await patiently(request, patience, context) {
                    do {
                        return try await answer(to: sent, outgoing.key, options)
                    } catch  where !(error is CancellationError) {
                        return Answer(response: ProxyFailure(error).response)
                    }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                return Answer(response: ProxyFailure(error).response)
            }
        }

        private func patiently(
            _ request: Request,
            _ patience: Patience,
            _ context: some RequestContext,
            _ send: () async throws -> Answer
        ) async throws -> Answer {
            var (answer, wasWatched) = try await patience.perform(request.body, send)
            if wasWatched, (context as? StickyRequestContext)?.isAloneOnConnection == true {
                // So that no client sends its next request by a connection that is about to be closed.
                answer.response.headers[.connection] = "close"
            }
            return answer
        }

        private func answer(
            to request: HTTPClientRequest,
            _ key: RequestKey,
            _ options: RequestOptions
        ) async throws -> Answer {
            let answer = try await client.exchange(request, key: key, options: options)
            return Answer(
                response: try await response(answer.response, isToHead: request.method == .HEAD),
                endpoint: answer.endpoint
            )
        }

        /// A request as a client would send it: its URL, method and headers, without those for one connection alone.
        ///
        /// - Throws: ``ProxyFailure/badRequest``
        func clientRequest(_ request: Request, cookies: [String]? = nil) throws(ProxyFailure) -> HTTPClientRequest {
            guard
                let authority = request.head.authority, !authority.isEmpty,
                authority.utf8.allSatisfy(\.isAuthorityCharacter),
                let path = request.head.path, path.first == "/"
            else { throw .badRequest }
            var sent = HTTPClientRequest(url: "http://\(authority)\(path)")
            sent.method = HTTPMethod(rawValue: request.method.rawValue)
            sent.headers.reserveCapacity(request.headers.count + 8)
            let hopByHop = HopByHop(namedBy: request.headers[values: .connection])
            for field in request.headers where !hopByHop.contains(field.name) {
                // A body's length is said by the body, and whether to go on with it was said here.
                guard field.name != .contentLength, field.name != .expect else { continue }
                guard field.name != .cookie || cookies == nil else { continue }
                sent.headers.add(name: field.name.rawName, value: field.value)
            }
            for line in cookies ?? [] { sent.headers.add(name: "cookie", value: line) }
            return sent
        }

        private func clientRequest(
            _ request: Request,
            _ outgoing: OutgoingRequest,
            peer: IPAddress?,
            _ length: BodyLength
        ) throws(ProxyFailure) -> HTTPClientRequest {
            var sent = try clientRequest(request, cookies: outgoing.cookies)
            let isTrusted = peer.map { configuration.trusting.contains($0) } ?? false
            ForwardedFields(
                peer: peer,
                isTrusted: isTrusted,
                scheme: configuration.scheme,
                host: request.head.authority ?? ""
            )
            .add(to: &sent.headers, from: request.headers)
            sent.headers.add(name: "via", value: "1.1 sticky-proxy")
            for header in outgoing.added { sent.headers.replaceOrAdd(name: header.name, value: header.value) }
            switch length {
            case .none: break
            case .known(let count): sent.body = .stream(limited(request.body), length: .known(count))
            case .unknown: sent.body = .stream(limited(request.body), length: .unknown)
            }
            return sent
        }

        private func limited(_ body: RequestBody) -> LimitedBody {
            LimitedBody(body: body, limit: configuration.maximumBodyBytes ?? .max)
        }

        /// The largest body that is sent on in one piece with its head, in bytes: it costs a third of the writes.
        private static var pieceLimit: Int { 16_384 }

        private func response(_ answer: HTTPClientResponse, isToHead: Bool) async throws -> Response {
            var fields = HTTPFields()
            fields.reserveCapacity(answer.headers.count)
            let hopByHop = HopByHop(namedBy: answer.headers["connection"])
            for header in answer.headers {
                guard let name = HTTPField.Name(header.name), !hopByHop.contains(name) else { continue }
                fields.append(HTTPField(name: name, value: header.value))
            }
            let status = HTTPResponse.Status(code: Int(answer.status.code), reasonPhrase: answer.status.reasonPhrase)
            guard !isToHead, answer.status.mayHaveResponseBody, answer.status != .notModified else {
                var response = Response(status: status, headers: fields)
                // It has no body, but may say how long one would be; only what it says itself is true.
                if fields[.contentLength] == nil, !isToHead { response.headers[.contentLength] = nil }
                return response
            }
            if let length = fields[.contentLength].flatMap({ Int($0) }), (0...Self.pieceLimit).contains(length) {
                let body = try await answer.body.collect(upTo: length)
                return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
            }
            return Response(
                status: status,
                headers: fields,
                body: ResponseBody { [body = answer.body] writer in
                    // Dropped where the client has gone: then the endpoint's connection is closed too.
                    for try await bytes in body { try await writer.write(bytes) }
                    try await writer.finish(nil)
                }
            )
        }
    }

    extension UInt8 {
        /// Of a host and port, those in brackets included: what else there might be would end them (RFC 3986, section 3.2).
        fileprivate var isAuthorityCharacter: Bool {
            switch self {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            default: "-._~:[]".utf8.contains(self)
            }
        }
    }

    /// How long a request says that its body is.
    enum BodyLength: Equatable {
        case none
        case known(Int64)
        case unknown

        init(_ request: Request) {
            if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length >= 0 {
                self = length == 0 ? .none : .known(length)
            } else if request.headers[.transferEncoding] != nil {
                self = .unknown
            } else {
                // HTTP/2 needs to say neither.
                let mayHaveBody = [.post, .put, .patch].contains(request.method)
                self = mayHaveBody ? .unknown : .none
            }
        }
    }

    /// A request's body up to a limit.
    struct LimitedBody: AsyncSequence, Sendable {
        let body: RequestBody
        let limit: Int

        func makeAsyncIterator() -> Iterator { Iterator(body: body.makeAsyncIterator(), left: limit) }

        struct Iterator: AsyncIteratorProtocol {
            var body: RequestBody.AsyncIterator
            var left: Int

            mutating func next() async throws -> ByteBuffer? {
                guard let bytes = try await body.next() else { return nil }
                guard bytes.readableBytes <= left else { throw ProxyFailure.bodyTooLarge }
                left -= bytes.readableBytes
                return bytes
            }
        }
    }
#endif
