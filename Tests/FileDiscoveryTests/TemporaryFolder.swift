#if FileDiscovery
    import Foundation

    /// A folder of a test's own, gone when the test is over.
    final class TemporaryFolder: Sendable {
        let path: String

        init() throws {
            path = "\(NSTemporaryDirectory())file-discovery-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(atPath: path)
        }

        /// The path of a name in it.
        func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

        /// Writes a file in place, as editors do that keep it.
        func write(_ text: String, to name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: self(name)))
        }

        /// Writes another file and renames it.
        func replace(_ name: String, with text: String) throws {
            try write(text, to: "\(name).new")
            guard rename(self("\(name).new"), self(name)) == 0 else { throw POSIXError(.EIO) }
        }

        /// Takes a file away. It is kept elsewhere, so that the next one made can't get its inode and pass for the same.
        func remove(_ name: String) throws {
            guard rename(self(name), self("\(name).removed")) == 0 else { throw POSIXError(.EIO) }
        }

        /// What this process has open below the folder.
        func openFiles() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            }
            .filter { $0.contains(URL(fileURLWithPath: path).lastPathComponent) }
        }
    }
#endif
