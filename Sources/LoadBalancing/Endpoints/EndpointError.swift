/// Why an endpoint can't be used: what was wrong, with which value, and what is allowed.
public enum EndpointError: Error, Hashable, Sendable {
    /// An id is empty, longer than 1024 bytes, or has control characters.
    case invalidID(EndpointID, address: EndpointAddress)
    /// A weight is not a finite number of 0 or above.
    case invalidWeight(Double, id: EndpointID)
    /// A priority is not in 0...127.
    case invalidPriority(Int, id: EndpointID)
    /// A host is empty, longer than 255 bytes, or has spaces or control characters.
    case invalidHost(String)
    /// A port is not in 1...65535.
    case invalidPort(Int, host: String)
    /// A Unix path is empty, longer than 107 bytes, or has a zero byte.
    case invalidPath(String)
    /// An address is not of the form `host:port`, `[ip6]:port` or `unix:path`.
    case unreadableAddress(String)
    /// An entry of a list says no endpoint; the discovery says why.
    case unreadableEntry(String)
    /// Two endpoints of one list have this id; the first is kept.
    case duplicateID(EndpointID)
}

extension EndpointError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidID(let id, let address):
            "the id \(id.string.quoted) of the endpoint at \(address.description.quoted) is not allowed: "
                + "an id has 1 to 1024 bytes and no control characters"
        case .invalidWeight(let weight, let id):
            "the weight \(weight) of endpoint \(id.string.quoted) is not allowed: a weight is a finite number, "
                + "0 (no new keys) or above"
        case .invalidPriority(let priority, let id):
            "the priority \(priority) of endpoint \(id.string.quoted) is not allowed: a priority is a whole number from 0 "
                + "(preferred) to 127"
        case .invalidHost(let host):
            "the host \(host.quoted) is not allowed: it is a name or an IP address of 1 to 255 bytes "
                + "without spaces or control characters"
        case .invalidPort(let port, let host):
            "the port \(port) of host \(host.quoted) is not allowed: it is a number from 1 to 65535"
        case .invalidPath(let path):
            "the Unix socket path \(path.quoted) has \(path.utf8.count) bytes: it has 1 to 107, none of them zero"
        case .unreadableAddress(let text):
            "\(text.quoted) is no address: write host:port, [ip6]:port or unix:path"
        case .unreadableEntry(let reason):
            reason
        case .duplicateID(let id):
            "two endpoints have the id \(id.string.quoted): give each an id of its own (ids are compared byte by byte)"
        }
    }
}
