/// Something that can be placed: anything that can lend its bytes.
///
/// A key *is* its bytes. Strings lend their UTF-8, integers their little-endian bytes in their own width, so
/// `Int32(1)`, `Int64(1)` and `"1"` are three different keys. Any bytes are a valid key, none at all too.
///
/// A type of your own conforms in one function, by lending the bytes of a part of it:
///
/// ```swift
/// struct Session: PlacementKey {
///     var token: String
///
///     func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
///         token.withKeyBytes(body)
///     }
/// }
/// ```
///
/// Mark that function `@inlinable` if the type is public: a call that the compiler can't see into costs many times
/// what a lookup does.
public protocol PlacementKey: ~Copyable, ~Escapable {
    /// Calls `body` once with the key's bytes, which are valid until it returns.
    func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result
}
