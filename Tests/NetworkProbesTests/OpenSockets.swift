#if NetworkProbes
    import Foundation
    import NIOCore

    /// This process's own sockets, as Linux lists them: other tests open theirs meanwhile, so only those of one peer count.
    enum OpenSockets {
        /// A state of `/proc/net/tcp`.
        static let connecting = "02"

        /// The sockets of this process that are connected, or being connected, to a port: their inodes and states.
        ///
        /// The kernel writes its list piece by piece: where others open and close meanwhile, a socket may be in it twice, or
        /// be left out of one reading.
        static func states(toPort port: Int, except others: Set<String> = []) throws -> [String: String] {
            let mine = inodes().subtracting(others)
            var states: [String: String] = [:]
            for line in try ["/proc/self/net/tcp", "/proc/self/net/tcp6"].flatMap(lines(of:)) {
                let words = line.split(separator: " ")
                // Number, local address, remote address, state, …; the tenth is the inode.
                guard words.count > 9, let remote = words[2].split(separator: ":").last else { continue }
                guard Int(remote, radix: 16) == port, mine.contains(String(words[9])) else { continue }
                states[String(words[9])] = String(words[3])
            }
            return states
        }

        /// How many sockets of this process are connected to a Unix socket's path, or accepted from it.
        static func count(atPath path: String) throws -> Int {
            let mine = inodes()
            return try lines(of: "/proc/self/net/unix").count { line in
                let words = line.split(separator: " ")
                return words.count > 7 && words[7] == path && mine.contains(String(words[6]))
            }
        }

        /// Read to the end by hand: the size of such a file is 0, and Foundation stops early for that.
        private static func lines(of file: String) throws -> [Substring] {
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "open") }
            defer { close(descriptor) }
            var bytes: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(descriptor, &piece, piece.count), count != 0 {
                guard count > 0 else { throw IOError(errnoCode: errno, reason: "read") }
                bytes += piece[..<count]
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }

        private static func inodes() -> Set<String> {
            let folder = "/proc/self/fd"
            // One that is closed meanwhile has no target any more.
            let targets = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
            return Set(targets.filter { $0.hasPrefix("socket:[") }.map { String($0.dropFirst(8).dropLast()) })
        }
    }
#endif
