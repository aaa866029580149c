#if HTTP
    import AsyncHTTPClient
    import NIOHTTP1

    /// Where an answer sends its request on.
    enum Redirection {
        /// The next request; `nil` if the answer is not a redirection, or not one to follow here: it names no place, another scheme,
        /// host or port, or wants a body again that can't be sent twice.
        ///
        /// | status | method and body |
        /// | --- | --- |
        /// | 301, 302 | a POST becomes a GET without a body, as browsers do; others stay |
        /// | 303 | all but HEAD become a GET without a body |
        /// | 307, 308 | stay |
        ///
        /// Source: RFC 9110, section 15.4; the Fetch standard.
        static func following(
            _ request: HTTPClientRequest,
            _ target: RequestTarget,
            status: HTTPResponseStatus,
            location: String?
        ) -> HTTPClientRequest? {
            guard let location, let url = resolved(location, against: target) else { return nil }
            var next = request
            next.url = url
            switch status {
            case .movedPermanently where request.method == .POST, .found where request.method == .POST,
                .seeOther where request.method != .HEAD:
                next.method = .GET
                next.body = nil
                for name in [
                    "content-length", "content-type", "content-encoding", "content-language", "transfer-encoding",
                ] {
                    next.headers.remove(name: name)
                }
            case .movedPermanently, .found, .seeOther, .temporaryRedirect, .permanentRedirect:
                guard request.hasRepeatableBody else { return nil }
            default: return nil
            }
            return next
        }

        /// The URL that a `Location` stands for; `nil` if it leads elsewhere.
        ///
        /// Source: RFC 3986, section 5.2, but for dots in a path that begins with a slash: the server gets them as they are.
        static func resolved(_ location: String, against target: RequestTarget) -> String? {
            let origin = (target.isSecure ? "https://" : "http://") + target.authority
            let text = location.utf8
            guard !text.isEmpty, text.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
            if text.starts(with: "//".utf8) {
                return resolved((target.isSecure ? "https:" : "http:") + location, against: target)
            }
            switch location.utf8.first {
            case UInt8(ascii: "/"): return origin + location
            case UInt8(ascii: "?"): return origin + target.path + location
            case UInt8(ascii: "#"): return origin + target.pathAndQuery
            default: break
            }
            // A scheme ends at a colon that comes before any slash.
            let colon = text.firstIndex {
                $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?")
            }
            if let colon, text[colon] == UInt8(ascii: ":") {
                guard
                    let other = try? RequestTarget(location), other.isSecure == target.isSecure,
                    other.hasSameOrigin(as: target)
                else { return nil }
                return location
            }
            return origin + directory(of: target.path, joining: location)
        }

        /// `a/b` seen from `/x/y`: `/x/a/b`, its dots taken out.
        private static func directory(of path: Substring, joining relative: String) -> String {
            let end =
                relative.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? relative.endIndex
            var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let added = relative[..<end].split(separator: "/", omittingEmptySubsequences: false)
            for (index, part) in added.enumerated() {
                let isLast = index == added.count - 1
                switch part {
                case ".": if isLast { parts.append("") }
                case "..":
                    if !parts.isEmpty { parts.removeLast() }
                    if isLast { parts.append("") }
                default: parts.append(part)
                }
            }
            return "/" + parts.joined(separator: "/") + relative[end...]
        }
    }

    extension RequestTarget {
        /// Whether the other is at the same host and port. Names are compared without case, a port that is left out is the
        /// scheme's own.
        func hasSameOrigin(as other: RequestTarget) -> Bool {
            host.lowercased() == other.host.lowercased() && port == other.port
        }

        /// `nil` if what is written is no number.
        private var port: Int? {
            let bytes = authority.utf8
            let host = bytes.first == UInt8(ascii: "[") ? bytes.firstIndex(of: UInt8(ascii: "]")) : bytes.startIndex
            guard let host, let colon = bytes[host...].firstIndex(of: UInt8(ascii: ":")) else {
                return isSecure ? 443 : 80
            }
            let digits = bytes[bytes.index(after: colon)...]
            return digits.isEmpty ? (isSecure ? 443 : 80) : Int(Substring(digits))
        }
    }
#endif
