/// Why a subset can't be chosen as asked: which number, its value, and what is allowed.
public enum SubsetError: Error, Hashable, Sendable {
    /// A subset, a shard or a lot is to have no member.
    case invalidSize(name: String, value: Int)
    /// There is no client, or more than 2²⁰.
    case invalidClientCount(Int)
    /// A client's number is not one of its fleet's.
    case invalidClient(Int, of: Int)
    /// A client's number is below 0.
    case negativeClient(Int)
}

extension SubsetError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidSize(let name, let value):
            "\(name) is \(value): it must be 1 or above"
        case .invalidClientCount(let count):
            "there are \(count) clients: there must be 1 to 1,048,576, this process among them"
        case .invalidClient(let client, let count):
            "the client's number \(client) is not allowed among \(count) clients: they are numbered from 0 to \(count - 1)"
        case .negativeClient(let client):
            "the client's number \(client) is not allowed: clients are numbered from 0"
        }
    }
}
