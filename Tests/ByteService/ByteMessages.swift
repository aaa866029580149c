#if GRPC
    package import GRPCCore

    /// Messages that are their own bytes: what tests and benchmarks need of a service has no other.
    package struct ByteSerializer: MessageSerializer {
        package init() {}

        package func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) -> Bytes { Bytes(message) }
    }

    package struct ByteDeserializer: MessageDeserializer {
        package init() {}

        package func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) -> [UInt8] {
            bytes.withUnsafeBytes { Array($0) }
        }
    }

    extension MethodDescriptor {
        /// One message there, one back.
        package static let get = MethodDescriptor(fullyQualifiedService: "bytes.Bytes", method: "Get", type: .unary)
        /// Any number of messages there and back.
        package static let talk = MethodDescriptor(
            fullyQualifiedService: "bytes.Bytes",
            method: "Talk",
            type: .bidirectionalStreaming
        )
    }

    extension GRPCClient {
        /// The text of the answer to a text.
        package func get(
            _ text: String = "",
            metadata: Metadata = [:],
            options: CallOptions = .defaults
        ) async throws -> String {
            try await unary(
                request: ClientRequest(message: Array(text.utf8), metadata: metadata),
                descriptor: .get,
                serializer: ByteSerializer(),
                deserializer: ByteDeserializer(),
                options: options
            ) { response in
                String(decoding: try response.message, as: UTF8.self)
            }
        }
    }
#endif
