import ConsistentHashing

/// What an endpoint is known by, for as long as it lives: its bytes, compared byte by byte.
///
/// Placements hash it, states are kept under it, cookies carry it. `String`'s own `==` would take two spellings of "é" for
/// one, which no other process written in another language would.
///
/// ```swift
/// let id: EndpointID = "10.0.0.1:8080"
/// ```
public struct EndpointID: Sendable, ExpressibleByStringLiteral {
    /// The id's text.
    public let string: String

    /// An id of this text. It must not be empty; a list with an endpoint whose id is, refuses that endpoint.
    public init(_ string: String) {
        var string = string
        string.makeContiguousUTF8()
        self.string = string
    }

    public init(stringLiteral string: String) {
        self.init(string)
    }
}

extension EndpointID: Hashable, Comparable {
    public static func == (first: EndpointID, second: EndpointID) -> Bool {
        IDOrder.equal(first.string, second.string)
    }

    /// The order of the UTF-8 bytes.
    public static func < (first: EndpointID, second: EndpointID) -> Bool {
        IDOrder.precedes(first.string, second.string)
    }

    public func hash(into hasher: inout Hasher) {
        string.withKeyBytes { bytes in bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    }
}

extension EndpointID: CustomStringConvertible {
    public var description: String { string }
}

extension EndpointID: Codable {
    /// A plain string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
