#if GRPC
    import GRPCCore

    /// Messages that are their own bytes: what these tests need of a service has no other.
    struct ByteSerializer: MessageSerializer {
        func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) -> Bytes { Bytes(message) }
    }

    struct ByteDeserializer: MessageDeserializer {
        func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) -> [UInt8] {
            bytes.withUnsafeBytes { Array($0) }
        }
    }

    extension MethodDescriptor {
        /// One message there, one back.
        static let get = MethodDescriptor(fullyQualifiedService: "bytes.Bytes", method: "Get", type: .unary)
        /// Any number of messages there and back.
        static let talk = MethodDescriptor(
            fullyQualifiedService: "bytes.Bytes",
            method: "Talk",
            type: .bidirectionalStreaming
        )
    }
#endif
