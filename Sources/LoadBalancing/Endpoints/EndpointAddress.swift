/// Where an endpoint listens.
public enum EndpointAddress: Hashable, Sendable {
    /// A host, a name or an IP address without brackets, and a TCP port.
    case hostPort(host: String, port: Int)
    /// The path of a Unix domain socket.
    case unixPath(String)
}

extension EndpointAddress: CustomStringConvertible {
    /// `host:port`, `[ip6]:port` or `unix:path`, as gRPC and Envoy write them.
    public var description: String {
        switch self {
        case .hostPort(let host, let port):
            host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unixPath(let path): "unix:\(path)"
        }
    }
}

extension EndpointAddress {
    /// Reads what ``description`` writes.
    ///
    /// - Throws: ``EndpointError/unreadableAddress(_:)``, or what ``check()`` finds.
    public init(_ text: String) throws(EndpointError) {
        if text.utf8.starts(with: "unix:".utf8) {
            self = .unixPath(String(text.dropFirst(5)))
        } else {
            guard
                let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
                let port = Self.port(text[text.utf8.index(after: colon)...])
            else {
                throw .unreadableAddress(text)
            }
            var host = text[..<colon]
            if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
                host = host.dropFirst().dropLast()
            } else if host.utf8.contains(UInt8(ascii: ":")) {
                throw .unreadableAddress(text)
            }
            self = .hostPort(host: String(host), port: port)
        }
        try check()
    }

    /// Digits alone: `Int` would read "+80" too.
    private static func port(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(digits) : nil
    }

    /// Throws unless a socket could be made for it: a host of 1 to 255 bytes without spaces or control characters, a port
    /// from 1 to 65,535, a path of 1 to 107 bytes.
    public func check() throws(EndpointError) {
        switch self {
        case .hostPort(let host, let port):
            guard (1...255).contains(host.utf8.count), host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
                throw .invalidHost(host)
            }
            guard (1...65_535).contains(port) else { throw .invalidPort(port, host: host) }
        case .unixPath(let path):
            guard (1...107).contains(path.utf8.count), !path.utf8.contains(0) else { throw .invalidPath(path) }
        }
    }
}
