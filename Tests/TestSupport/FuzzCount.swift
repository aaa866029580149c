import Foundation

/// How many messages nobody would send a fuzz test makes up.
package enum FuzzCount {
    /// What `SHARDING_FUZZ_COUNT` says: for `Scripts/fuzz.sh`, which asks for a million of each kind.
    ///
    /// - Parameter usual: how many it is if it says nothing.
    package static func orElse(_ usual: Int) -> Int {
        ProcessInfo.processInfo.environment["SHARDING_FUZZ_COUNT"].flatMap { Int($0) } ?? usual
    }
}
