import Foundation

/// All that is not the result: what a command has to say about its work.
package enum StandardError {
    package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line.
    package static func say(_ line: String) {
        put(line + "\n")
    }

    /// Writes some text, if anybody listens.
    package static func put(_ text: String) {
        _ = writeAll(Array(text.utf8)[...], to: STDERR_FILENO)
    }
}

/// Writes all bytes to a descriptor. Gives the error's number if it can't, else `nil`.
package func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR {
            return errno
        }
    }
    return nil
}
