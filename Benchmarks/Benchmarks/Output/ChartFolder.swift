import CommandLineSupport
import Foundation
import PlacementReports

/// A folder that charts are written to.
struct ChartFolder {
    private let path: String

    /// Makes the folder, and those it is in, unless they are there.
    init(path: String) throws {
        self.path = path
        guard !path.isEmpty else { throw Self.failure("write to a folder without a name", ENOENT) }
        var made = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            made += name + "/"
            guard mkdir(made, 0o777) == 0 || errno == EEXIST || errno == EISDIR else {
                throw Self.failure("make the folder \(made)", errno)
            }
        }
        // What was there already may be a file, or closed to us.
        guard access(path + "/.", W_OK | X_OK) == 0 else {
            throw Self.failure("write to the folder \(path)", errno)
        }
    }

    /// Writes a chart, over one of an earlier run if need be, and says so.
    func write(_ chart: Chart) throws {
        let file = path.hasSuffix("/") ? path + chart.fileName : path + "/" + chart.fileName
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure("write \(file)", errno) }
        defer { close(descriptor) }
        if let number = writeAll(Array(chart.svg.utf8)[...], to: descriptor) {
            throw Self.failure("write \(file)", number)
        }
        StandardError.say("wrote \(file)")
    }

    private static func failure(_ what: String, _ number: Int32) -> Failure {
        Failure(
            .cannotCreate,
            "can't \(what): \(String(cString: strerror(number))); give --svg a folder that you may write to"
        )
    }
}
