package import ArgumentParser
import Foundation

extension ParsableCommand {
    /// Runs the command that the arguments name, and ends the process with its exit code.
    ///
    /// A reader of standard output that has gone away is no failure: the process ends as if all had been read.
    ///
    /// - Parameter arguments: without the program's name; `nil` for the process's own.
    package static func start(_ arguments: [String]? = nil) async -> Never {
        // A closed pipe is then an error of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                // Help and the version are commands of the parser's own.
                try command.run()
            }
            exit()
        } catch let failure as Failure {
            StandardError.say("Error: \(failure)")
            exit(withError: ExitCode(failure.code.rawValue))
        } catch is OutputClosed {
            exit()
        } catch {
            exit(withError: error)
        }
    }
}
