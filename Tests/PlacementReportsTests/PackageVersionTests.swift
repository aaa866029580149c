import Foundation
import PlacementReports
import Testing

@Suite("The package's version")
struct PackageVersionTests {
    @Test("is the newest one of the change log")
    func isTheNewestOfTheChangeLog() throws {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent()  // PlacementReportsTests
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()
        let log = try String(contentsOf: package.appendingPathComponent("CHANGELOG.md"), encoding: .utf8)
        let heading = try #require(log.split(separator: "\n").first { $0.hasPrefix("## ") })
        let version = heading.split(separator: " ")[1]
        #expect(PackageVersion.current == version)
    }
}
