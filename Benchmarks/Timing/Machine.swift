package import Foundation
package import PlacementReports

/// Where and with what a report was made.
package enum Machine {
    /// Where the package is, as seen when this file was compiled.
    package static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()  // Timing
        .deletingLastPathComponent()  // Benchmarks
        .deletingLastPathComponent()

    package static var header: [Report.HeaderLine] {
        [
            Report.HeaderLine("package", .text("swift-sharding \(PackageVersion.current), \(configuration)")),
            Report.HeaderLine("compiler", .text(compiler)),
            Report.HeaderLine("machine", .text("\(processor), \(cores)")),
            Report.HeaderLine("system", .text("\(operatingSystem), \(architecture)")),
        ]
    }

    private static var configuration: String {
        #if DEBUG
            "debug build: times are many times those of a release build"
        #else
            "release build"
        #endif
    }

    /// The compiler can be asked whether it is at least some version, not which it is.
    private static var compiler: String {
        #if compiler(>=6.5)
            "Swift 6.5 or later"
        #elseif compiler(>=6.4)
            "Swift 6.4"
        #elseif compiler(>=6.3.2)
            "Swift 6.3.2 or later"
        #elseif compiler(>=6.3.1)
            "Swift 6.3.1"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }

    private static var cores: String {
        let count = ProcessInfo.processInfo.activeProcessorCount
        return count == 1 ? "1 core" : "\(count) cores"
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "another architecture"
        #endif
    }

    /// The processor's name as Linux tells it.
    private static var processor: String {
        value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? "processor unknown"
    }

    private static var operatingSystem: String {
        value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=")
            ?? ProcessInfo.processInfo.operatingSystemVersionString
    }

    /// The first value of a name in a file of `name: value` lines.
    private static func value(of name: String, in path: String, separator: Character) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: separator, maxSplits: 1)
            if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
                return parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
            }
        }
        return nil
    }
}
