#if StickySessions
    import HTTPTypes
    import NIOHTTP1

    /// What a backend is told of a request that came by a proxy (RFC 7239), and of whom.
    struct ForwardedFields {
        /// Who is connected, if by IP.
        var peer: IPAddress?
        /// Whether what the request says of earlier proxies is kept.
        var isTrusted: Bool
        var scheme: String
        var host: String

        /// Puts it into the headers of the request that is sent on.
        func add(to headers: inout HTTPHeaders, from fields: HTTPFields) {
            let name = peer.map { $0.isV6 ? "\"[\($0.text)]\"" : $0.text } ?? "unknown"
            extend("x-forwarded-for", by: peer?.text ?? "unknown", &headers, fields)
            keep("x-forwarded-proto", or: scheme, &headers, fields)
            keep("x-forwarded-host", or: host, &headers, fields)
            extend("forwarded", by: "for=\(name);host=\(Self.quoted(host));proto=\(scheme)", &headers, fields)
        }

        private func extend(_ name: String, by value: String, _ headers: inout HTTPHeaders, _ fields: HTTPFields) {
            let before = isTrusted ? Self.lines(name, of: fields) : []
            headers.replaceOrAdd(name: name, value: (before + [value]).joined(separator: ", "))
        }

        private func keep(_ name: String, or value: String, _ headers: inout HTTPHeaders, _ fields: HTTPFields) {
            let before = isTrusted ? Self.lines(name, of: fields).first : nil
            headers.replaceOrAdd(name: name, value: before ?? value)
        }

        private static func quoted(_ text: String) -> String {
            // An authority that was accepted has neither quotes nor backslashes.
            text.utf8.contains(UInt8(ascii: ":")) ? "\"\(text)\"" : text
        }

        static func lines(_ name: String, of fields: HTTPFields) -> [String] {
            HTTPField.Name(name).map { fields[values: $0] } ?? []
        }
    }

    /// Headers that are for one connection alone (RFC 9110, section 7.6.1), in a message.
    struct HopByHop {
        private static let always: Set<String> = [
            "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te",
            "trailer",
            "transfer-encoding", "upgrade",
        ]

        private let named: Set<String>

        /// - Parameter lines: what its `Connection` headers say, which may name more.
        init(namedBy lines: [String]) {
            named = Set(lines.lazy.flatMap { $0.split(separator: ",").map { $0.trimmed.lowercased() } })
        }

        func contains(_ name: HTTPField.Name) -> Bool {
            Self.always.contains(name.canonicalName) || (!named.isEmpty && named.contains(name.canonicalName))
        }
    }
#endif
