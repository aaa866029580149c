import CommandLineSupport
import ConsistentHashing

/// The ways in which peers place keys, under the names that the command line has for them.
///
/// The names are here in every build, so that one without the peers can say what it lacks.
enum PeerName: String, CaseIterable {
    case envoyRingHash = "envoy-ring-hash"
    case envoyMaglev = "envoy-maglev"
    case grpcRingHash = "grpc-ring-hash"
    case nginxConsistent = "nginx-consistent"
    case nginxHash = "nginx-hash"
    case haproxyConsistent = "haproxy-consistent"
    case ketama
    case ketamaWeighted = "ketama-weighted"
    case twemproxyKetama = "twemproxy-ketama"
    case varnishShard = "varnish-shard"

    /// The placement of some nodes.
    func placement(of nodes: NodeSet, options: [PlacementOption]) throws -> any Placement {
        throw PeerSupport.missing("the placement \(rawValue)")
    }
}

/// What a build without the trait `Peers` says.
enum PeerSupport {
    static func missing(_ what: String) -> Failure {
        Failure(
            .unavailable,
            "\(what) is not in this build, which was made without the trait Peers: build it with “swift build -c release "
                + "--traits Peers --product shard”, or run “swift run --traits Peers shard …”"
        )
    }
}
