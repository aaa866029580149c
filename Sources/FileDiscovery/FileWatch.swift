#if FileDiscovery
    import LoadBalancing

    /// Decides when a file is read: what was seen of it comes in, once an interval, and whether to read it goes out.
    ///
    /// ```text
    /// seen   a1   a1   a1   a2   a3   a3   a3   b1   b1   –    –    –    b1
    /// read   yes  yes  ·    ·    ·    yes  yes  yes  yes  ·    yes  yes  ·
    ///         ▲    ▲                   ▲         ▲              ▲
    ///      first  once more          stands    another        gone for
    ///                                still     inode          an interval
    /// ```
    struct FileWatch {
        /// A look at the file; nothing if it is not there.
        private struct Look: Hashable {
            var identity: FileIdentity?
        }

        /// For how many looks in a row a file that keeps changing is left alone.
        static let longestWait = 3

        /// The look before.
        private var seen: Look?
        /// The one for which the file was read.
        private var read: Look?
        /// It was read twice for that.
        private var isConfirmed = false
        private var waits = 0

        /// True if the file is to be read now.
        mutating func shouldRead(_ identity: FileIdentity?) -> Bool {
            let look = Look(identity: identity)
            defer { seen = look }
            guard look != read else {
                waits = 0
                // Written twice within the same tick of the file system's clock, a file looks the same.
                defer { isConfirmed = true }
                return !isConfirmed
            }
            guard read == nil || look == seen || isAnotherFile(look) || waits == Self.longestWait else {
                waits += 1
                return false
            }
            read = look
            isConfirmed = false
            waits = 0
            return true
        }

        /// Has the file read again at the next look: what kept it from being read can't be seen in it.
        mutating func retry() {
            read = nil
        }

        private func isAnotherFile(_ look: Look) -> Bool {
            guard let new = look.identity, let old = read?.identity else { return false }
            return (new.device, new.inode) != (old.device, old.inode)
        }
    }
#endif
