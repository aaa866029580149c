import Foundation

extension ServerProgram {
    /// Seconds of processor time that the server has taken, all its processes and threads together, in user and in system mode. 0
    /// where the system does not tell: only Linux does.
    public var processorTime: Double {
        Self.descendants(of: process.processIdentifier).reduce(0) { $0 + Self.processorTime(of: $1) }
    }

    /// A process's children and theirs.
    private static func descendants(of parent: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
        let children = threads.flatMap { thread in
            let list = try? String(contentsOfFile: "/proc/\(parent)/task/\(thread)/children", encoding: .utf8)
            return list?.split(separator: " ").compactMap { Int32($0) } ?? []
        }
        return children + children.flatMap { descendants(of: $0) }
    }

    /// Nanoseconds, where `/proc/…/stat` would give hundredths of a second.
    private static func processorTime(of id: Int32) -> Double {
        #if os(Linux)
            var clock = clockid_t()
            var time = timespec()
            guard clock_getcpuclockid(id, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        #else
            return 0
        #endif
    }
}
