#if HTTP
    /// What a request's URL asks for, taken apart: where it goes is the load balancer's choice, the rest is kept.
    ///
    /// | URL | authority | path and query |
    /// | --- | --- | --- |
    /// | `http://users.example/a/b?c#d` | `users.example` | `/a/b?c` |
    /// | `https://u:p@users.example:8443?c` | `users.example:8443` | `/?c` |
    ///
    /// Source: RFC 3986, section 3.
    struct RequestTarget: Hashable, Sendable {
        /// Whether the connection is secured: `https`.
        let isSecure: Bool
        /// Host and port as they are written, without user and password.
        let authority: String
        /// What is asked for; it begins with a slash and has no fragment.
        let pathAndQuery: String

        /// - Throws: ``LoadBalancedHTTPError/invalidURL(_:reason:)``
        init(_ url: String) throws(LoadBalancedHTTPError) {
            var text = url
            // On the bytes themselves: by a string's own indices it takes several times as long.
            switch text.withUTF8({ Self.read($0) }) {
            case .success(let target): self = target
            case .failure(let problem): throw .invalidURL(url, reason: problem.reason)
            }
        }

        private init(isSecure: Bool, authority: String, pathAndQuery: String) {
            self.isSecure = isSecure
            self.authority = authority
            self.pathAndQuery = pathAndQuery
        }

        private struct Problem: Error {
            let reason: String

            init(_ reason: String) {
                self.reason = reason
            }
        }

        private static func read(_ url: UnsafeBufferPointer<UInt8>) -> Result<RequestTarget, Problem> {
            guard let colon = url.firstIndex(of: UInt8(ascii: ":")) else {
                return .failure(Problem("it has no scheme: write http:// or https:// before it"))
            }
            guard let isSecure = isSecure(url[..<colon]) else {
                return .failure(Problem("its scheme is neither http nor https"))
            }
            let rest = url[(colon + 1)...]
            guard rest.starts(with: "//".utf8) else {
                return .failure(Problem("there is no // after its scheme"))
            }
            let hierarchy = rest.dropFirst(2)
            let end =
                hierarchy.firstIndex {
                    $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
                } ?? hierarchy.endIndex
            let whole = hierarchy[..<end]
            let host = whole.lastIndex(of: UInt8(ascii: "@")).map { whole[($0 + 1)...] } ?? whole
            guard let first = host.first, first != UInt8(ascii: ":") else {
                return .failure(Problem("it names no host"))
            }
            let tail = hierarchy[end...].prefix { $0 != UInt8(ascii: "#") }
            let text = String(decoding: tail, as: UTF8.self)
            return .success(
                RequestTarget(
                    isSecure: isSecure,
                    authority: String(decoding: host, as: UTF8.self),
                    pathAndQuery: tail.first == UInt8(ascii: "/") ? text : "/" + text
                )
            )
        }

        /// `nil` if the scheme is another one.
        private static func isSecure(_ scheme: Slice<UnsafeBufferPointer<UInt8>>) -> Bool? {
            // Letters without their case.
            let letters = scheme.lazy.map { $0 | 0x20 }
            if letters.elementsEqual("http".utf8) { return false }
            return letters.elementsEqual("https".utf8) ? true : nil
        }

        /// The authority without its port and brackets.
        var host: Substring {
            let bytes = authority.utf8
            if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
                return Substring(bytes[..<end].dropFirst())
            }
            return Substring(bytes.prefix { $0 != UInt8(ascii: ":") })
        }

        /// Without the query.
        var path: Substring {
            Substring(pathAndQuery.utf8.prefix { $0 != UInt8(ascii: "?") })
        }

        /// Without the question mark; empty if there is none.
        var query: Substring {
            Substring(pathAndQuery.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst())
        }
    }
#endif
