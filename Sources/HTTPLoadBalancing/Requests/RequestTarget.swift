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
        let authority: Substring
        /// What is asked for; it begins with a slash and has no fragment.
        let pathAndQuery: String

        /// - Throws: ``LoadBalancedHTTPError/invalidURL(_:reason:)``
        init(_ url: String) throws(LoadBalancedHTTPError) {
            let text = url.utf8
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
                throw .invalidURL(url, reason: "it has no scheme: write http:// or https:// before it")
            }
            switch url[..<colon].lowercased() {
            case "http": isSecure = false
            case "https": isSecure = true
            default: throw .invalidURL(url, reason: "its scheme is neither http nor https")
            }
            let rest = url[text.index(after: colon)...].utf8
            guard rest.starts(with: "//".utf8) else {
                throw .invalidURL(url, reason: "there is no // after its scheme")
            }
            let hierarchy = rest.dropFirst(2)
            let end = hierarchy.firstIndex { "/?#".utf8.contains($0) } ?? hierarchy.endIndex
            let whole = hierarchy[..<end]
            let host = whole.lastIndex(of: UInt8(ascii: "@")).map { whole[whole.index(after: $0)...] } ?? whole
            guard let first = host.first, first != UInt8(ascii: ":") else {
                throw .invalidURL(url, reason: "it names no host")
            }
            authority = Substring(host)
            let tail = hierarchy[end...].prefix { $0 != UInt8(ascii: "#") }
            pathAndQuery = tail.first == UInt8(ascii: "/") ? String(Substring(tail)) : "/" + Substring(tail)
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
