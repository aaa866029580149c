import Foundation

/// Nobody reads standard output any more: there is no use in going on.
package struct OutputClosed: Error {}

/// Standard output, by the buffer instead of by the line.
///
/// What was appended and not flushed is not written.
package struct StandardOutput {
    /// What is to be written.
    package var buffer: [UInt8] = []

    /// Nothing to be written.
    package init() {}

    /// Adds some text to what is to be written.
    package mutating func append(_ text: String) {
        buffer.append(contentsOf: text.utf8)
    }

    /// Writes what was appended, if it is at least as much as this.
    ///
    /// - Throws: ``OutputClosed`` if nobody reads it, ``Failure`` if it can't be written.
    package mutating func flush(atLeast count: Int = 1) throws {
        guard buffer.count >= count else { return }
        let failure = writeAll(buffer[...], to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
        guard let failure else { return }
        guard failure != EPIPE else { throw OutputClosed() }
        throw Failure(
            .ioError,
            "can't write to standard output: \(String(cString: strerror(failure))); send it to where there is room"
        )
    }

    /// Writes some text.
    package static func write(_ text: String) throws {
        var output = StandardOutput()
        output.append(text)
        try output.flush()
    }
}
