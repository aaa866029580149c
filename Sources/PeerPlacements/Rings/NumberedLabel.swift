#if Peers
    import ConsistentHashing

    /// A node's label with a number behind it in decimal digits, as the points of most rings are made of.
    struct NumberedLabel {
        private var bytes: [UInt8]
        private let prefixLength: Int

        init(_ prefix: String) {
            bytes = Array(prefix.utf8)
            prefixLength = bytes.count
        }

        mutating func hash<Value>(number: Int, by function: (RawSpan) -> Value) -> Value {
            bytes.removeLast(bytes.count - prefixLength)
            bytes.append(contentsOf: String(number).utf8)
            return bytes.withKeyBytes(function)
        }
    }
#endif
