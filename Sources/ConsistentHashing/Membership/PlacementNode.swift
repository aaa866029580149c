/// Something keys can be placed on: a server, a cache, a shard, a worker.
///
/// A node is known by its **id**: the same bytes in every process, before and after a restart. Ids are compared,
/// ordered and hashed as UTF-8, never by `String`'s `==`, so "é" written in one or in two code points are two ids.
/// A `String` is a node, its own id. Another type says what its id is:
///
/// ```swift
/// struct Server: PlacementNode {
///     var host: String
///     var port: Int
///
///     var nodeID: String { "\(host):\(port)" }
/// }
/// ```
public protocol PlacementNode: Hashable, Sendable {
    /// The bytes, as UTF-8, by which the node is known. Two members of one placement never share them.
    var nodeID: String { get }
}

extension String: PlacementNode {
    /// The string itself.
    public var nodeID: String { self }
}
