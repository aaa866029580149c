// swift-tools-version: 6.2

import PackageDescription

// What a load balancer needs beside this package; no client that takes no trait checks it out.
let withLoadBalancing = TargetDependencyCondition.when(traits: ["LoadBalancing"])
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log", condition: withLoadBalancing)
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics", condition: withLoadBalancing)
let metricsTestKit: Target.Dependency =
    .product(name: "MetricsTestKit", package: "swift-metrics", condition: withLoadBalancing)
let serviceLifecycle: Target.Dependency =
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: withLoadBalancing)

// What an HTTP client over a load balancer needs beside that.
let withHTTP = TargetDependencyCondition.when(traits: ["HTTP"])
let http: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client", condition: withHTTP),
    .product(name: "NIOCore", package: "swift-nio", condition: withHTTP),
    .product(name: "NIOHTTP1", package: "swift-nio", condition: withHTTP),
    .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: withHTTP),
    .product(name: "NIOPosix", package: "swift-nio", condition: withHTTP),
    .product(name: "NIOSSL", package: "swift-nio-ssl", condition: withHTTP),
    .product(name: "Tracing", package: "swift-distributed-tracing", condition: withHTTP),
]

// What sticky sessions need beside both.
let withStickySessions = TargetDependencyCondition.when(traits: ["StickySessions"])
let stickySessions: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client", condition: withStickySessions),
    .product(name: "Crypto", package: "swift-crypto", condition: withStickySessions),
    .product(name: "HTTPTypes", package: "swift-http-types", condition: withStickySessions),
    .product(name: "Hummingbird", package: "hummingbird", condition: withStickySessions),
    .product(name: "NIOCore", package: "swift-nio", condition: withStickySessions),
    .product(name: "NIOHTTP1", package: "swift-nio", condition: withStickySessions),
    .product(name: "NIOPosix", package: "swift-nio", condition: withStickySessions),
]

// What a gRPC client over a load balancer needs beside that.
let withGRPC = TargetDependencyCondition.when(traits: ["GRPC"])
let grpcTransport: [Target.Dependency] = [
    .product(name: "GRPCCore", package: "grpc-swift-2", condition: withGRPC),
    .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport", condition: withGRPC),
]
let grpc: [Target.Dependency] =
    grpcTransport + [
        .product(name: "NIOCore", package: "swift-nio", condition: withGRPC),
        .product(name: "NIOPosix", package: "swift-nio", condition: withGRPC),
        .product(name: "Tracing", package: "swift-distributed-tracing", condition: withGRPC),
    ]

// What a client for caches needs beside it.
let withCaches = TargetDependencyCondition.when(traits: ["Caches"])
let caches: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio", condition: withCaches),
    .product(name: "NIOPosix", package: "swift-nio", condition: withCaches),
    .product(name: "NIOSSL", package: "swift-nio-ssl", condition: withCaches),
]

let package = Package(
    name: "swift-sharding",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "CacheSharding", targets: ["CacheSharding"]),
        .library(name: "ConsistentHashing", targets: ["ConsistentHashing"]),
        .library(name: "DNSDiscovery", targets: ["DNSDiscovery"]),
        .library(name: "FileDiscovery", targets: ["FileDiscovery"]),
        .library(name: "GRPCLoadBalancing", targets: ["GRPCLoadBalancing"]),
        .library(name: "HTTPLoadBalancing", targets: ["HTTPLoadBalancing"]),
        .library(name: "LoadBalancing", targets: ["LoadBalancing"]),
        .library(name: "NetworkProbes", targets: ["NetworkProbes"]),
        .library(name: "PeerPlacements", targets: ["PeerPlacements"]),
        .library(name: "PlacementReports", targets: ["PlacementReports"]),
        .library(name: "StickySessions", targets: ["StickySessions"]),
        // No product for shard: one that is declared makes every client check out what it needs. `swift run shard` works.
    ],
    traits: [
        .default(enabledTraits: ["LoadBalancing"]),
        .trait(
            name: "LoadBalancing",
            description: "LoadBalancer, with logs and services. Without it, a client checks out no other package."
        ),
        .trait(
            name: "Caches",
            description: "CacheSharding: many memcached or Redis servers behind one client.",
            enabledTraits: ["LoadBalancing"]
        ),
        .trait(
            name: "DNSDiscovery",
            description: "DNSDiscovery: endpoints from A, AAAA or SRV records, followed as they change; needs c-ares.",
            enabledTraits: ["LoadBalancing"]
        ),
        .trait(
            name: "FileDiscovery",
            description: "FileDiscovery: endpoints from a JSON or YAML file, followed as it changes.",
            enabledTraits: ["LoadBalancing"]
        ),
        .trait(
            name: "GRPC",
            description: "GRPCLoadBalancing: a gRPC client transport over a load balancer.",
            enabledTraits: ["LoadBalancing"]
        ),
        .trait(
            name: "HTTP",
            description: "HTTPLoadBalancing: an HTTP client over a load balancer.",
            enabledTraits: ["LoadBalancing", "NetworkProbes"]
        ),
        .trait(
            name: "NetworkProbes",
            description: "NetworkProbes: ask an endpoint over the network whether it is alive.",
            enabledTraits: ["LoadBalancing"]
        ),
        .trait(
            name: "Peers",
            description: "PeerPlacements: where Envoy, nginx, memcached clients and others put a key."
        ),
        .trait(
            name: "StickySessions",
            description: "StickySessions: a proxy and a middleware for Hummingbird that keep sessions where they are.",
            enabledTraits: ["HTTP"]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CXXHash",
            pkgConfig: "libxxhash",
            providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]
        ),
        .systemLibrary(name: "CArcs"),
        .target(name: "CMD5"),
        .target(name: "CRendezvous"),
        .target(name: "ConsistentHashing", dependencies: ["CArcs", "CRendezvous", "CXXHash"]),
        .target(
            name: "LoadBalancing",
            dependencies: [
                "ConsistentHashing",
                logging,
                metrics,
                serviceLifecycle,
            ]
        ),
        .target(
            name: "NetworkProbes",
            dependencies: [
                "LoadBalancing",
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["NetworkProbes"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["NetworkProbes"])),
            ]
        ),
        .target(
            name: "HTTPLoadBalancing",
            dependencies: ["ConsistentHashing", "LoadBalancing", "NetworkProbes", logging, metrics, serviceLifecycle]
                + http
        ),
        .target(
            name: "StickySessions",
            dependencies: ["ConsistentHashing", "HTTPLoadBalancing", "LoadBalancing", logging] + stickySessions
        ),
        .target(
            name: "GRPCLoadBalancing",
            dependencies: [
                "ConsistentHashing",
                "LoadBalancing",
                .target(name: "DNSDiscovery", condition: .when(traits: ["DNSDiscovery"])),
                .target(name: "PeerPlacements", condition: .when(traits: ["Peers"])),
                logging,
                metrics,
                serviceLifecycle,
            ] + grpc
        ),
        .target(
            name: "CacheSharding",
            dependencies: ["ConsistentHashing", "LoadBalancing", logging, metrics, serviceLifecycle] + caches
        ),
        .target(
            name: "PeerPlacements",
            dependencies: [
                .target(name: "CMD5", condition: .when(traits: ["Peers"])),
                "CXXHash",
                "ConsistentHashing",
                "JSONText",
                .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Peers"])),
            ]
        ),
        .target(name: "JSONText"),
        .target(name: "DocumentText", dependencies: ["JSONText"]),
        .target(
            name: "YAMLText",
            dependencies: ["DocumentText", "JSONText", .product(name: "Yams", package: "Yams")],
            swiftSettings: [.define("YAML")]
        ),
        // YAMLText's one file, by a symbolic link, not the target: with it every client would check out Yams, for SwiftPM
        // does not ask for the condition of a dependency between targets when it chooses what to check out.
        .target(
            name: "FileDiscovery",
            dependencies: [
                "DocumentText",
                "JSONText",
                "LoadBalancing",
                .product(name: "Yams", package: "Yams", condition: .when(traits: ["FileDiscovery"])),
            ],
            swiftSettings: [.define("YAML", .when(traits: ["FileDiscovery"]))]
        ),
        .systemLibrary(
            name: "CAres",
            pkgConfig: "libcares",
            providers: [.apt(["libc-ares-dev"]), .brew(["c-ares"])]
        ),
        .target(
            name: "DNSDiscovery",
            dependencies: ["LoadBalancing", .target(name: "CAres", condition: .when(traits: ["DNSDiscovery"]))]
        ),
        .target(name: "PlacementReports", dependencies: ["ConsistentHashing"]),
        .target(
            name: "BalancingSimulation",
            dependencies: ["ConsistentHashing", "LoadBalancing", "PlacementReports"]
        ),
        .target(
            name: "CommandLineSupport",
            dependencies: [
                "ConsistentHashing",
                "PlacementReports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "ShardCommands",
            dependencies: [
                "CommandLineSupport",
                "ConsistentHashing",
                "DocumentText",
                "JSONText",
                "PeerPlacements",
                "PlacementReports",
                "YAMLText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(name: "shard", dependencies: ["ShardCommands"]),
        .target(name: "Floor", dependencies: ["CXXHash"], path: "Benchmarks/Floor"),
        .target(
            name: "Timing",
            dependencies: [
                "CommandLineSupport",
                "ConsistentHashing",
                "Floor",
                "PlacementReports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Timing"
        ),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "BalancingSimulation",
                "CommandLineSupport",
                "ConsistentHashing",
                "Floor",
                "LoadBalancing",
                "PlacementReports",
                "Timing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                logging,
            ],
            path: "Benchmarks/Benchmarks",
            resources: [.copy("Data")]
        ),
        .systemLibrary(
            name: "CLibmemcached",
            path: "Benchmarks/CLibmemcached",
            pkgConfig: "libmemcached",
            providers: [.apt(["libmemcached-dev"]), .brew(["libmemcached"])]
        ),
        .executableTarget(
            name: "PeerBenchmarks",
            dependencies: [
                "CommandLineSupport",
                "ConsistentHashing",
                "PeerPlacements",
                "PlacementReports",
                "Timing",
                .target(name: "ByteService", condition: withGRPC),
                .target(name: "CacheSharding", condition: withCaches),
                .target(name: "CLibmemcached", condition: .when(traits: ["Peers"])),
                .target(name: "GRPCLoadBalancing", condition: withGRPC),
                .target(name: "HTTPLoadBalancing", condition: withHTTP),
                .target(name: "LoadBalancing", condition: .when(traits: ["Caches", "GRPC", "HTTP"])),
                .target(name: "RunningPrograms", condition: .when(traits: ["Caches", "GRPC", "HTTP"])),
                .target(name: "StickySessions", condition: withStickySessions),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types", condition: withStickySessions),
                .product(name: "Hummingbird", package: "hummingbird", condition: withStickySessions),
                logging,
            ] + grpcTransport + http,
            path: "Benchmarks/PeerBenchmarks"
        ),
        .executableTarget(
            name: "ThreadChurn",
            dependencies: ["ConsistentHashing", "LoadBalancing", logging],
            path: "Tests/ThreadChurn"
        ),
        .testTarget(name: "ConsistentHashingTests", dependencies: ["ConsistentHashing"], resources: [.copy("Golden")]),
        .testTarget(
            name: "LoadBalancingTests",
            dependencies: [
                "ConsistentHashing",
                "LoadBalancing",
                "ManualClocks",
                "TestSupport",
                logging,
                metrics,
                metricsTestKit,
                serviceLifecycle,
            ]
        ),
        .testTarget(name: "FileDiscoveryTests", dependencies: ["FileDiscovery", "LoadBalancing", "ManualClocks"]),
        .testTarget(
            name: "NetworkProbesTests",
            dependencies: [
                "LoadBalancing",
                "NetworkProbes",
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["NetworkProbes"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["NetworkProbes"])),
            ]
        ),
        // Started by the tests as a process of its own.
        .executableTarget(
            name: "HTTPClientProcess",
            dependencies: ["HTTPLoadBalancing", "LoadBalancing", logging, serviceLifecycle] + http,
            path: "Tests/HTTPClientProcess"
        ),
        .testTarget(
            name: "HTTPLoadBalancingTests",
            dependencies: [
                "ConsistentHashing",
                "DNSDiscovery",
                "HTTPLoadBalancing",
                "LoadBalancing",
                "NetworkProbes",
                "RunningPrograms",
                "TestSupport",
                logging,
                metricsTestKit,
                serviceLifecycle,
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing", condition: withHTTP),
            ] + http,
            resources: [.copy("Certificates")]
        ),
        .executableTarget(
            name: "VisitCounter",
            dependencies: [
                "FileDiscovery", "HTTPLoadBalancing", "LoadBalancing", "StickySessions", logging, serviceLifecycle,
            ] + stickySessions,
            path: "Tests/VisitCounter"
        ),
        .testTarget(
            name: "StickySessionsTests",
            dependencies: [
                "ConsistentHashing", "HTTPLoadBalancing", "LoadBalancing", "RunningPrograms", "StickySessions",
                "TestSupport", "VisitCounter", logging, serviceLifecycle,
                .product(name: "HummingbirdHTTP2", package: "hummingbird", condition: withStickySessions),
            ] + stickySessions
        ),
        .testTarget(
            name: "GRPCLoadBalancingTests",
            dependencies: [
                "ByteService",
                "ConsistentHashing",
                "GRPCLoadBalancing",
                "LoadBalancing",
                "RunningPrograms",
                .target(name: "DNSDiscovery", condition: .when(traits: ["DNSDiscovery"])),
                .target(name: "PeerPlacements", condition: .when(traits: ["Peers"])),
                logging,
                metrics,
                metricsTestKit,
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing", condition: withGRPC),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: withGRPC),
            ] + grpc,
            resources: [.copy("Peers")]
        ),
        .testTarget(
            name: "DNSDiscoveryTests",
            dependencies: [
                "DNSDiscovery",
                "LoadBalancing",
                "ManualClocks",
                "RunningPrograms",
                "TestSupport",
                .target(name: "CAres", condition: .when(traits: ["DNSDiscovery"])),
                logging,
            ]
        ),
        .testTarget(
            name: "CacheShardingTests",
            dependencies: [
                "CacheSharding",
                "ConsistentHashing",
                "LoadBalancing",
                "PeerPlacements",
                "RunningPrograms",
                "TestSupport",
                logging,
                metricsTestKit,
                serviceLifecycle,
            ] + caches,
            resources: [.copy("Programs")]
        ),
        .target(
            name: "ByteService",
            dependencies: ["LoadBalancing", "RunningPrograms"] + grpcTransport,
            path: "Tests/ByteService"
        ),
        .target(name: "ManualClocks", path: "Tests/ManualClocks"),
        .target(name: "TestSupport", dependencies: ["LoadBalancing", logging], path: "Tests/TestSupport"),
        .target(name: "RunningPrograms", path: "Tests/RunningPrograms"),
        .testTarget(
            name: "PlacementReportsTests",
            dependencies: ["PlacementReports", "ConsistentHashing", "RunningPrograms"]
        ),
        .testTarget(
            name: "BalancingSimulationTests",
            dependencies: ["BalancingSimulation", "ConsistentHashing", "LoadBalancing", "PlacementReports"]
        ),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
        .testTarget(name: "CommandLineSupportTests", dependencies: ["CommandLineSupport"]),
        .testTarget(
            name: "ShardCommandsTests",
            dependencies: ["ShardCommands", "CommandLineSupport", "ConsistentHashing", "JSONText", "RunningPrograms"]
        ),
        .testTarget(
            name: "PeerPlacementsTests",
            dependencies: [
                "PeerPlacements",
                "ConsistentHashing",
                .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Peers"])),
            ],
            resources: [.copy("Golden")]
        ),
    ],
    swiftLanguageModes: [.v6]
)

var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// Not always: a later compiler's new warning must not keep anyone from building this package.
if Context.environment["SHARDING_WARNINGS_AS_ERRORS"] != nil {
    settings.append(.treatAllWarnings(as: .error))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
