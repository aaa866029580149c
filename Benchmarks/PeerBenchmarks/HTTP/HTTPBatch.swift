#if HTTP
    import AsyncHTTPClient
    import CommandLineSupport
    import Foundation
    import NIOCore
    import NIOHTTP1

    extension RequestBatch {
        /// Sends requests by tasks of this process, whose processor time is measured.
        init(_ requests: Int, by senders: Int, _ subject: HTTPSubject) async throws {
            let clock = ContinuousClock()
            let used = Self.processorTime()
            let start = clock.now
            let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
                for sender in 0..<senders {
                    group.addTask {
                        var times: [Duration] = []
                        times.reserveCapacity(requests / senders + 1)
                        for number in stride(from: sender, to: requests, by: senders) {
                            let start = clock.now
                            try await Self.send(number, subject)
                            times.append(start.duration(to: clock.now))
                        }
                        return times
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            self.init(
                requests: requests,
                seconds: start.duration(to: clock.now) / .seconds(1),
                processorSeconds: Self.processorTime() - used,
                latencies: latencies.map { $0 / .microseconds(1) }
            )
        }

        private static func send(_ number: Int, _ subject: HTTPSubject) async throws {
            let response = try await subject.send(number)
            let body = try await response.body.collect(upTo: 1024)
            guard response.status == .ok, body.readableBytes == WebServers.bodyByteCount else {
                throw Failure(
                    .systemError,
                    "\(subject.client), \(subject.target): answered with \(response.status) and \(body.readableBytes) bytes"
                )
            }
        }

        /// Of all threads, in user and in system mode, in seconds.
        private static func processorTime() -> Double {
            var usage = rusage()
            #if canImport(Glibc)
                getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            #else
                getrusage(RUSAGE_SELF, &usage)
            #endif
            func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
            return seconds(usage.ru_utime) + seconds(usage.ru_stime)
        }
    }
#endif
