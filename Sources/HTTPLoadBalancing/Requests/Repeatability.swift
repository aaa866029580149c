#if HTTP
    import AsyncHTTPClient
    import NIOHTTP1

    extension HTTPMethod {
        /// Whether doing it twice is the same as doing it once. Source: RFC 9110, section 9.2.2.
        var isIdempotent: Bool {
            switch self {
            case .GET, .HEAD, .OPTIONS, .TRACE, .PUT, .DELETE: true
            default: false
            }
        }

        /// Whether it only reads: those that are hedged.
        var isRead: Bool {
            // Not by `==`, which compares names.
            switch self {
            case .GET, .HEAD: true
            default: false
            }
        }
    }

    extension HTTPClientRequest {
        /// Whether it may be sent again though a server may have done it.
        ///
        /// - Parameter header: see ``LoadBalancedHTTPConfiguration/idempotencyKeyHeader``.
        func isSafeToRepeat(idempotencyKeyHeader header: String?) -> Bool {
            let isKnown = method.isIdempotent || header.map { !headers[$0].allSatisfy(\.isEmpty) } ?? false
            return isKnown && hasRepeatableBody
        }

        /// Whether its body, if it has one, can be sent a second time.
        var hasRepeatableBody: Bool { body?.isRepeatable ?? true }
    }

    extension HTTPClientRequest.Body {
        /// Whether it can be sent a second time: one made of bytes or of a collection, not a stream.
        ///
        /// AsyncHTTPClient knows, as it follows redirections by it, but does not say. It is read from the body's shape: a body
        /// of any other shape than those that are known counts as one that can't be sent again. It takes some microseconds, so
        /// ask only when it matters.
        var isRepeatable: Bool {
            guard
                let mode = Mirror(reflecting: self).children.first(where: { $0.label == "mode" })?.value,
                let shape = Mirror(reflecting: mode).children.first
            else { return false }
            switch shape.label {
            case "byteBuffer": return true
            case "sequence":
                let values = Mirror(reflecting: shape.value).children
                return values.first { $0.label == "canBeConsumedMultipleTimes" }?.value as? Bool ?? false
            default: return false
            }
        }
    }
#endif
