#if Peers
    import JSONText

    extension JSONValue {
        /// What it is, in words for an error.
        var kind: String {
            switch content {
            case .null: "null"
            case .bool: "true or false"
            case .number: "a number"
            case .string: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        }
    }
#endif
