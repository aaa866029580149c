#if Caches
    import NIOCore

    /// A reply of memcached's meta commands (protocol.txt, "Meta Commands").
    struct MetaReply: Hashable, Sendable {
        enum Code: Hashable, Sendable {
            /// `VA`: with a value.
            case value
            /// `HD`: done, or found.
            case done
            /// `EN`: not found, by `mg`.
            case miss
            /// `NF`: not found, by the others.
            case notFound
            /// `NS`: not stored.
            case notStored
            /// `EX`: it is another one by now.
            case exists
            /// `MN`: the answer to `mn`.
            case noOperation
            /// `STORED`: the answer to a login, which is a classic `set`.
            case stored
            /// `ERROR`, with or without a text.
            case unknownCommand
            /// `CLIENT_ERROR`.
            case clientError(String)
            /// `SERVER_ERROR`.
            case serverError(String)
        }

        var code: Code
        var value: ByteBuffer?
        /// `O`: what the request was marked with.
        var opaque: UInt32?
        /// `f`
        var clientFlags: UInt32 = 0
        /// `c`
        var version: UInt64?
        /// `t`, in seconds; -1 for no end.
        var timeLeft: Int64?

        init(code: Code) {
            self.code = code
        }
    }
#endif
