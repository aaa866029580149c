import Foundation

/// Files and standard input as bytes.
package enum ByteSource {
    /// Why something could not be read, in the system's words.
    package struct Failure: Error {
        package let reason: String
        /// True if it is a folder.
        package let isDirectory: Bool

        /// What the last call that failed says.
        fileprivate init() {
            reason = ByteSource.systemReason()
            isDirectory = errno == EISDIR
        }
    }

    /// There is more than anybody would want to hold.
    package struct TooLarge: Error {}

    /// Reads a file, or standard input for `nil`, to its end, piece by piece.
    ///
    /// - Throws: ``Failure``, and what `body` throws.
    package static func read(_ path: String?, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        var descriptor: Int32 = 0
        if let path {
            // The path as bytes: a file's name need not be UTF-8.
            let path = ArgumentBytes.bytes(of: path).map { CChar(bitPattern: $0) } + [0]
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure() }
        }
        defer { if path != nil { close(descriptor) } }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count < 0 {
                guard errno == EINTR else { throw Failure() }
            } else if count == 0 {
                return
            } else {
                try body(piece[..<count])
            }
        }
    }

    /// All bytes of a file, or of standard input for `nil`.
    ///
    /// - Throws: ``Failure``, and ``TooLarge`` beyond so many bytes.
    package static func contents(of path: String?, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path) { piece in
            bytes.append(contentsOf: piece)
            guard bytes.count <= limit else { throw TooLarge() }
        }
        return bytes
    }

    /// What the last call that failed says about it.
    package static func systemReason() -> String { String(cString: strerror(errno)) }
}
