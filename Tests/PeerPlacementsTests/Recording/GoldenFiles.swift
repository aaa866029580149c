#if Peers
    import Foundation
    import PeerPlacements
    import Testing

    /// The recordings from running peers, in Golden.
    enum GoldenFiles {
        static let names: [String] = {
            let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
            return (files ?? []).filter { $0.hasSuffix(".json") }.sorted()
        }()

        private static var folder: URL { Bundle.module.resourceURL!.appendingPathComponent("Golden") }

        static func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
        }

        static func recording(_ name: String) throws -> PeerRecording {
            try PeerRecording(data: try bytes(name))
        }

        /// A file's configuration, nodes and keys, read by Foundation, so that a test need not trust our own reader.
        struct Content: Decodable {
            struct Node: Decodable {
                let id: String
                let weight: Int
            }
            let nodes: [Node]
            let placements: [String: String]
        }

        static func content(_ name: String) throws -> Content {
            try JSONDecoder().decode(Content.self, from: Data(try bytes(name)))
        }
    }
#endif
