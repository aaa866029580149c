#if HTTP
    import AsyncHTTPClient
    public import ConsistentHashing
    public import NIOCore
    import NIOHTTP1

    /// What places a request: the same key goes to the same endpoint, in every process with the same list.
    ///
    /// ```swift
    /// try await client.execute(request, key: "user:17")
    /// try await client.execute(request, key: .header("x-tenant").or(.cookie("session")).or(.path))
    /// ```
    ///
    /// A request that has no such key, because the header is missing, say, is placed like one without any: the policies by key
    /// take turns then, and those that take no keys never look.
    public struct RequestKey: Sendable {
        private enum Source: Sendable {
            case none
            case text(String)
            case value(any PlacementKey & Sendable)
            case header(String)
            case cookie(String)
            case path
            case pathSegment(Int)
            case pathPrefix(Int)
            case queryItem(String)
            indirect case either(RequestKey, RequestKey)
        }

        private let source: Source

        private init(_ source: Source) {
            self.source = source
        }

        /// No key.
        public static var none: RequestKey { RequestKey(.none) }

        /// A value that the app knows, such as a user's or a cached object's id. `Int32(1)`, `Int64(1)` and `"1"` are three
        /// different keys.
        public static func value(_ key: some PlacementKey & Sendable) -> RequestKey { RequestKey(.value(key)) }

        /// A text that the app knows.
        public static func value(_ key: String) -> RequestKey { RequestKey(.text(key)) }

        /// The request's header of this name: its first, if there are several; none if it is empty.
        public static func header(_ name: String) -> RequestKey { RequestKey(.header(name)) }

        /// The request's cookie of this name, without quotes; none if it is empty (RFC 6265, section 4.2).
        public static func cookie(_ name: String) -> RequestKey { RequestKey(.cookie(name)) }

        /// The path as it is written in the URL, without the query; `/` if there is none.
        public static var path: RequestKey { RequestKey(.path) }

        /// One part of the path between slashes: 0 is `users` in `/users/17`, 1 is `17`. None if it is missing or empty.
        public static func pathSegment(_ index: Int) -> RequestKey { RequestKey(.pathSegment(index)) }

        /// So many parts of the path from its beginning: 2 is `/users/17` in `/users/17/mail`. The whole path if it has fewer.
        public static func pathPrefix(_ count: Int) -> RequestKey { RequestKey(.pathPrefix(count)) }

        /// The query's first parameter of this name, as it is written in the URL; none if it is empty.
        public static func queryItem(_ name: String) -> RequestKey { RequestKey(.queryItem(name)) }

        /// The IP address of the client on whose behalf the request is sent, without its port, which is another one for each
        /// connection.
        public static func clientAddress(_ address: SocketAddress) -> RequestKey {
            RequestKey(.text(address.ipAddress ?? address.pathname ?? ""))
        }

        /// This key, or the other one where a request has none such.
        public func or(_ other: RequestKey) -> RequestKey { RequestKey(.either(self, other)) }
    }

    extension RequestKey: ExpressibleByStringLiteral {
        public init(stringLiteral key: String) {
            self.init(.text(key))
        }
    }

    extension RequestKey {
        /// The request's key, hashed; `nil` if it has none.
        func hash(_ request: HTTPClientRequest, _ target: RequestTarget, with function: HashFunction) -> UInt64? {
            switch source {
            case .none: return nil
            case .text(let text): return text.isEmpty ? nil : function.hash(text)
            case .value(let value): return function.hash(opened: value)
            case .header(let name): return function.hash(nonEmpty: request.headers.first(name: name).map { $0[...] })
            case .cookie(let name):
                let cookies = request.headers["cookie"].lazy.compactMap { HeaderText.cookie(name, in: $0) }
                return function.hash(nonEmpty: cookies.first { !$0.isEmpty })
            case .path: return function.hash(nonEmpty: target.path)
            case .pathSegment(let index): return function.hash(nonEmpty: target.pathSegment(index))
            case .pathPrefix(let count): return function.hash(nonEmpty: target.pathPrefix(count))
            case .queryItem(let name): return function.hash(nonEmpty: target.queryItem(name))
            case .either(let first, let second):
                return first.hash(request, target, with: function) ?? second.hash(request, target, with: function)
            }
        }
    }

    extension HashFunction {
        fileprivate func hash(opened key: some PlacementKey) -> UInt64 { hash(key) }

        fileprivate func hash(nonEmpty text: Substring?) -> UInt64? {
            guard let text, !text.isEmpty else { return nil }
            // As the same text given as a `String` would be.
            return hash(String(text))
        }
    }

    extension RequestTarget {
        func pathSegment(_ index: Int) -> Substring? {
            guard index >= 0 else { return nil }
            return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropFirst(index).first
        }

        func pathPrefix(_ count: Int) -> Substring? {
            guard count > 0 else { return nil }
            var slashes = 0
            let end = path.utf8.indices.first { index in
                if path.utf8[index] == UInt8(ascii: "/") { slashes += 1 }
                return slashes > count
            }
            return end.map { path[..<$0] } ?? path
        }

        func queryItem(_ name: String) -> Substring? {
            for item in query.split(separator: "&") {
                let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts[0].utf8.elementsEqual(name.utf8) { return parts.count > 1 ? parts[1] : "" }
            }
            return nil
        }
    }
#endif
