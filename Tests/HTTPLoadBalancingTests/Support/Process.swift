#if HTTP
    import Foundation
    import Glibc
    import NIOCore

    /// What this process takes up.
    enum Memory {
        /// Bytes in memory.
        static func resident() throws -> Int {
            let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    /// This process's sockets, as Linux lists them.
    enum Sockets {
        /// How many of them are connected to one of these addresses: other tests open theirs meanwhile.
        static func count(to servers: [TestServer]) throws -> Int {
            let mine = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            }
            let inodes = Set(mine.filter { $0.hasPrefix("socket:[") }.map { $0.dropFirst(8).dropLast() })
            let remotes = try Set(
                servers.map { server in
                    let bytes = server.host.split(separator: ".").compactMap { UInt32($0) }
                    guard bytes.count == 4 else { throw IOError(errnoCode: EINVAL, reason: server.host) }
                    let word = bytes[3] << 24 | bytes[2] << 16 | bytes[1] << 8 | bytes[0]
                    return String(format: "%08X:%04X", word, server.port)
                }
            )
            return lines().count { line in
                let words = line.split(separator: " ")
                return words.count > 9 && remotes.contains(String(words[2])) && inodes.contains(words[9])
            }
        }

        /// Read to the end by hand: the size of such a file is 0, and Foundation stops early for that.
        private static func lines() -> [Substring] {
            let descriptor = open("/proc/self/net/tcp", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return [] }
            defer { close(descriptor) }
            var bytes: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }
    }
#endif
