/// Something that ends the program with a message on standard error and an exit code of `sysexits.h`.
package struct Failure: Error, CustomStringConvertible {
    package enum Code: Int32 {
        /// The command line is wrong.
        case usage = 64
        /// There is nothing usable in the input.
        case dataError = 65
        /// The input can't be read.
        case noInput = 66
        /// A feature is not in this build.
        case unavailable = 69
        /// The operating system refused something.
        case systemError = 71
        /// A file can't be made.
        case cannotCreate = 73
        /// The output can't be written.
        case ioError = 74
    }

    package let code: Code
    /// What was wrong and what to do about it.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
