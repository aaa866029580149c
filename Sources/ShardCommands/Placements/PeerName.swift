import CommandLineSupport
import ConsistentHashing
import JSONText

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
    case haproxyMapBased = "haproxy-map-based"
    case ketama
    case ketamaWeighted = "ketama-weighted"
    case ketamaSpy = "ketama-spy"
    case libmemcachedModula = "libmemcached-modula"
    case spymemcachedKetama = "spymemcached-ketama"
    case twemproxyKetama = "twemproxy-ketama"
    case twemproxyModula = "twemproxy-modula"
    case varnishShard = "varnish-shard"
    case varnishHash = "varnish-hash"

    /// The options of the peer, by its own names.
    var optionNames: [String] {
        switch self {
        case .envoyRingHash:
            ["minimum_ring_size", "maximum_ring_size", "hash_function", "use_hostname_for_hashing", "locality_weights"]
        case .envoyMaglev: ["table_size", "use_hostname_for_hashing", "locality_weights"]
        case .grpcRingHash: ["minRingSize", "maxRingSize"]
        case .nginxConsistent, .nginxHash, .varnishHash: []
        case .haproxyConsistent, .haproxyMapBased: ["function", "modifier"]
        case .ketama, .ketamaWeighted, .ketamaSpy, .libmemcachedModula: ["hash", "behaviors"]
        case .spymemcachedKetama: ["weighted"]
        case .twemproxyKetama, .twemproxyModula: ["hash", "hash_tag"]
        case .varnishShard: ["replicas"]
        }
    }

    /// What the peer knows of a node beside its id and weight.
    var nodeFields: [String] {
        switch self {
        case .envoyRingHash, .envoyMaglev: ["hash_key", "hostname", "locality", "healthy"]
        case .grpcRingHash: ["hash_key", "healthy"]
        case .nginxConsistent, .nginxHash: ["down"]
        case .haproxyConsistent, .haproxyMapBased: ["server_id", "disabled"]
        case .ketama, .ketamaWeighted, .ketamaSpy, .libmemcachedModula, .spymemcachedKetama: []
        case .twemproxyKetama, .twemproxyModula: ["name"]
        case .varnishShard, .varnishHash: ["name", "ident", "healthy"]
        }
    }

    /// The placement of some nodes.
    func placement(of nodes: NodeSet, options: [PlacementOption]) throws -> any Placement {
        for option in options where !optionNames.contains(option.name) {
            throw option.origin.failure(
                "\(rawValue) has no option \(Quoted.text(option.name)); "
                    + (optionNames.isEmpty ? "it has none" : "it has \(optionNames.joined(separator: ", "))")
            )
        }
        #if Peers
            return try peerPlacement(of: nodes, options: options)
        #else
            throw PeerSupport.missing("the placement \(rawValue)")
        #endif
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
