#if FileDiscovery
    import LoadBalancing

    /// Why a file gives no list of endpoints.
    public enum FileDiscoveryError: Error, Hashable, Sendable {
        /// It is missing, or may not be read; the reason is the system's.
        case unreadable(path: String, reason: String)
        /// It has more than so many bytes.
        case tooLarge(path: String, limit: Int)
        /// It is no JSON or YAML, or no list of endpoints. The line counts from 1, and is `nil` where it is the whole file; the
        /// problem says what was found and what to write.
        case malformed(path: String, line: Int?, problem: String)
    }

    extension FileDiscoveryError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .unreadable(let path, let reason):
                "\(path.printable): can't be read: \(reason)"
            case .tooLarge(let path, let limit):
                "\(path.printable): it has more than \(limit >> 20) MiB: list fewer endpoints, or say less of each"
            case .malformed(let path, let line, let problem):
                "\(path.printable)\(line.map { ", line \($0)" } ?? ""): \(problem)"
            }
        }
    }
#endif
