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
            guard let isSecure = isSecure(url, until: colon) else {
                return .failure(Problem("its scheme is neither http nor https"))
            }
            guard url.count > colon + 2, url[colon + 1] == slash, url[colon + 2] == slash else {
                return .failure(Problem("there is no // after its scheme"))
            }
            let hierarchy = url[(colon + 3)...]
            let end =
                hierarchy.firstIndex {
                    $0 == slash || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
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
                    pathAndQuery: tail.first == slash ? text : "/" + text
                )
            )
        }

        private static var slash: UInt8 { UInt8(ascii: "/") }

        /// `nil` if the scheme, which is before the colon there, is another one.
        private static func isSecure(_ url: UnsafeBufferPointer<UInt8>, until colon: Int) -> Bool? {
            guard (4...5).contains(colon) else { return nil }
            // Letters without their case, the first one foremost; a loop over two sequences would take longer than all the rest.
            var letters: UInt32 = 0
            for index in 0..<4 { letters = letters << 8 | UInt32(url[index] | 0x20) }
            guard letters == 0x6874_7470 else { return nil }
            if colon == 4 { return false }
            return url[4] | 0x20 == UInt8(ascii: "s") ? true : nil
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
