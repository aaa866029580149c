import Foundation

/// Files and standard input as bytes.
package enum ByteSource {
    /// Why something could not be read, in the system's words.
    package struct Failure: Error {
        package let reason: String
    }

    /// Reads a file, or standard input for `nil`, to its end, piece by piece.
    ///
    /// - Throws: ``Failure``, and what `body` throws.
    package static func read(_ path: String?, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        var descriptor: Int32 = 0
        if let path {
            // The path as bytes: a file's name need not be UTF-8.
            let path = ArgumentBytes.bytes(of: path).map { CChar(bitPattern: $0) } + [0]
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(reason: systemReason()) }
        }
        defer { if path != nil { close(descriptor) } }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count < 0 {
                guard errno == EINTR else { throw Failure(reason: systemReason()) }
            } else if count == 0 {
                return
            } else {
                try body(piece[..<count])
            }
        }
    }

    /// What the last call that failed says about it.
    package static func systemReason() -> String { String(cString: strerror(errno)) }
}
