#if Caches
    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif
    public import NIOCore

    /// How `Codable` values are written to bytes and read back.
    public struct CacheCoding: Sendable {
        let encode: @Sendable (any Encodable) throws -> ByteBuffer
        let decode: @Sendable (any Decodable.Type, ByteBuffer) throws -> any Decodable

        /// A way of your own.
        ///
        /// - Parameters:
        ///   - encode: writes a value.
        ///   - decode: reads a value of the type given.
        public init(
            encode: @escaping @Sendable (any Encodable) throws -> ByteBuffer,
            decode: @escaping @Sendable (any Decodable.Type, ByteBuffer) throws -> any Decodable
        ) {
            self.encode = encode
            self.decode = decode
        }

        /// JSON, as Foundation writes it unless told otherwise.
        public static var json: CacheCoding {
            CacheCoding(
                encode: { ByteBuffer(bytes: try JSONEncoder().encode($0)) },
                decode: { try JSONDecoder().decode($0, from: Data($1.readableBytesView)) }
            )
        }

        /// The value that is stored; `nil` if it is none of this type: a value of another version of the app is a miss.
        func value<Value: Decodable>(_ type: Value.Type, _ stored: CachedValue) -> Value? {
            try? decode(type, stored.buffer) as? Value
        }
    }
#endif
