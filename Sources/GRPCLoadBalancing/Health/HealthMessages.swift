#if GRPC
    import GRPCCore

    /// `grpc.health.v1.HealthCheckRequest`: one string, the service that is asked about.
    ///
    /// Source: the gRPC health checking protocol, `grpc/health/v1/health.proto`.
    struct HealthCheckRequest: Hashable, Sendable {
        /// Empty for the server as a whole.
        let service: String

        /// As protocol buffers: field 1, length-delimited, left out if it is empty.
        var encoded: [UInt8] {
            guard !service.isEmpty else { return [] }
            return [0x0A] + Varint.encoded(UInt64(service.utf8.count)) + Array(service.utf8)
        }
    }

    /// `grpc.health.v1.HealthCheckResponse`: one number, how the service is.
    enum ServingStatus: UInt64, Hashable, Sendable {
        case unknown = 0
        case serving = 1
        case notServing = 2
        /// Only `Watch` answers so: the server does not know the service.
        case serviceUnknown = 3

        /// Reads it from protocol buffers: field 1, a varint, the last one if there are several, 0 if there is none. Other fields are
        /// passed over.
        ///
        /// - Throws: ``UnreadableMessage``.
        init(encoded bytes: [UInt8]) throws(UnreadableMessage) {
            var reader = Varint.Reader(bytes)
            var value: UInt64 = 0
            while !reader.isAtEnd {
                let tag = try reader.varint()
                switch (tag >> 3, tag & 7) {
                case (1, 0): value = try reader.varint()
                case (0, _): throw UnreadableMessage("a field has the number 0")
                case (_, 0): _ = try reader.varint()
                case (_, 1): try reader.skip(8)
                case (_, 2): try reader.skip(try reader.varint())
                case (_, 5): try reader.skip(4)
                default: throw UnreadableMessage("wire type \(tag & 7) is not known")
                }
            }
            // A status that was added later says nothing that is known here.
            self = ServingStatus(rawValue: value) ?? .unknown
        }
    }

    /// Why bytes are no message.
    struct UnreadableMessage: Error, Hashable {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    /// Protocol buffers' numbers: seven bits a byte, the lowest first.
    enum Varint {
        static func encoded(_ number: UInt64) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            return bytes + [UInt8(truncatingIfNeeded: rest)]
        }

        struct Reader {
            private var rest: ArraySlice<UInt8>

            init(_ bytes: [UInt8]) {
                rest = bytes[...]
            }

            var isAtEnd: Bool { rest.isEmpty }

            mutating func varint() throws(UnreadableMessage) -> UInt64 {
                var number: UInt64 = 0
                for shift in stride(from: UInt64(0), to: 70, by: 7) {
                    guard let byte = rest.popFirst() else { throw UnreadableMessage("it ends within a number") }
                    number |= UInt64(byte & 0x7F) << shift
                    if byte < 0x80 { return number }
                }
                throw UnreadableMessage("a number has more than ten bytes")
            }

            mutating func skip(_ count: UInt64) throws(UnreadableMessage) {
                guard count <= UInt64(rest.count) else { throw UnreadableMessage("it ends within a field") }
                rest = rest.dropFirst(Int(count))
            }
        }
    }

    extension MethodDescriptor {
        static let healthCheck = MethodDescriptor(
            fullyQualifiedService: "grpc.health.v1.Health",
            method: "Check",
            type: .unary
        )
        static let healthWatch = MethodDescriptor(
            fullyQualifiedService: "grpc.health.v1.Health",
            method: "Watch",
            type: .serverStreaming
        )
    }

    struct HealthRequestSerializer: MessageSerializer {
        func serialize<Bytes: GRPCContiguousBytes>(_ message: HealthCheckRequest) -> Bytes { Bytes(message.encoded) }
    }

    struct ServingStatusDeserializer: MessageDeserializer {
        func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> ServingStatus {
            try bytes.withUnsafeBytes { try ServingStatus(encoded: Array($0)) }
        }
    }
#endif
