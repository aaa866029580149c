import CommandLineSupport
import ConsistentHashing
import Foundation
import PlacementReports

/// What is measured when nobody gives keys.
enum BundledInputs {
    static let syntheticCount = 1_000_000
    static let seed: UInt64 = 1997

    /// For `movement`: a log twice, and keys that nobody asked for.
    static func movement() throws -> [KeyInput] {
        [try stickySessions(), try cacheSharding(), sequential(id: "synthetic-keys", title: "Synthetic keys")]
    }

    /// For `balance`: keys of every make, and the same log.
    static func balance() throws -> [KeyInput] {
        [
            random, sequential(id: "sequential-keys", title: "Sequential keys"), longPrefix, zipf, try stickySessions(),
            try cacheSharding(),
        ]
    }

    /// For `balancing`: the log's keys, each as what they would be in a service.
    static func logs() throws -> [KeyInput] {
        [try stickySessions(), try cacheSharding()]
    }

    private static func stickySessions() throws -> KeyInput {
        KeyInput(
            id: "sticky-sessions",
            title: "Sticky sessions",
            about: "Key: the client's address in a web server's access log.",
            sample: try column(1)
        )
    }

    private static func cacheSharding() throws -> KeyInput {
        KeyInput(
            id: "cache-sharding",
            title: "Cache sharding",
            about: "Key: the path in a web server's access log.",
            sample: try column(7)
        )
    }

    private static func sequential(id: String, title: String) -> KeyInput {
        KeyInput(
            id: id,
            title: title,
            about: "Key: key:000000000000 and so on.",
            sample: SyntheticKeys.sample(count: syntheticCount)
        )
    }

    private static var random: KeyInput {
        KeyInput(
            id: "random-keys",
            title: "Random keys",
            about: "Key: 16 random bytes, seed \(seed).",
            sample: SyntheticKeys.random(count: syntheticCount, seed: seed)
        )
    }

    private static var longPrefix: KeyInput {
        // Long enough for the part of XXH3-64 that is for keys of 129 to 240 bytes.
        let prefix = "https://shop.example.org/catalogue/pictures/" + String(repeating: "thumbnails/", count: 8)
        return KeyInput(
            id: "long-prefix",
            title: "Keys with a long common prefix",
            about: "Key: \(prefix.utf8.count) bytes that are always the same (\(prefix.prefix(24))…), then "
                + "key:000000000000 and so on.",
            sample: SyntheticKeys.sample(count: syntheticCount, prefix: prefix)
        )
    }

    private static var zipf: KeyInput {
        let keys = 100_000
        return KeyInput(
            id: "zipf",
            title: "Requests by Zipf's law",
            about: "Key: key:000000000000 and so on, 100,000 of them; the k-th is asked for in proportion to 1 / k "
                + "(exponent 1), seed \(seed).",
            sample: SyntheticKeys.zipf(keys: keys, requests: syntheticCount, exponent: 1, seed: seed)
        )
    }

    private static func column(_ field: Int) throws -> KeySample {
        guard let log = Bundle.module.url(forResource: "access", withExtension: "log", subdirectory: "Data") else {
            throw Failure(.noInput, "the access log is missing beside this program: build the package again")
        }
        var lines = KeyLines(field: field)
        do {
            try ByteSource.read(log.path) { try lines.append($0) }
            return try lines.finish()
        } catch {
            throw Failure(.noInput, "can't read \(log.path): \(error); build the package again")
        }
    }
}
