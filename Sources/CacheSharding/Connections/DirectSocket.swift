#if Caches
    import NIOCore

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A connection's socket, written to past its channel: on the channel's event loop, while the channel is active and has nothing to
    /// write itself.
    ///
    /// A channel takes about a microsecond for each write beside the system call, to keep what may not fit into the socket. Nearly all of it
    /// does, and what does not is the channel's.
    struct DirectSocket {
        private let descriptor: NIOBSDSocket.Handle

        /// `nil` if the channel has no socket to be written to.
        init?(_ channel: any Channel) {
            let transport = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable {
                $0 as NIOBSDSocket.Handle
            }
            guard let transport else { return nil }
            descriptor = transport
        }

        /// Writes as much as the socket takes, without waiting.
        ///
        /// - Returns: how many bytes that is. Whatever is wrong with the socket, the channel sees when it writes the rest.
        func write(_ bytes: ByteBuffer) -> Int {
            #if canImport(Darwin)
                // There the socket itself has been told not to send signals.
                let flags = MSG_DONTWAIT
            #else
                let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
            #endif
            return bytes.withUnsafeReadableBytes { max(0, send(descriptor, $0.baseAddress, $0.count, flags)) }
        }
    }
#endif
