import ArgumentParser

/// Something that ends the program with a message on standard error and an exit code of `sysexits.h`.
struct Failure: Error, CustomStringConvertible {
    enum Code: Int32 {
        /// There is nothing usable in the input.
        case dataError = 65
        /// The input can't be read.
        case noInput = 66
        /// The operating system refused something.
        case systemError = 71
        /// A file can't be made.
        case cannotCreate = 73
        /// The output can't be written.
        case ioError = 74
    }

    let code: Code
    /// What was wrong and what to do about it.
    let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
