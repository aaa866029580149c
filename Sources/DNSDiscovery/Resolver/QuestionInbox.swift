#if DNSDiscovery
    import LoadBalancing

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Questions on their way to the thread that asks them, which sleeps in `poll` until there are some.
    final class QuestionInbox: Sendable {
        private struct State {
            var questions: [Question] = []
            var isStopping = false
        }

        private let state = Locked(State())
        /// Readable once something was put in.
        let readEnd: Int32
        private let writeEnd: Int32

        /// - Throws: ``DNSDiscoveryError/system(reason:)`` if there are no descriptors left.
        init() throws(DNSDiscoveryError) {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                throw .system(reason: "no pipe can be made: \(String(cString: strerror(errno)))")
            }
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            (readEnd, writeEnd) = (ends[0], ends[1])
        }

        /// To be called once, when nobody reads any more.
        func close() {
            // Under the lock, for somebody may be about to wake.
            state.withLock { state in
                state.isStopping = true
                closeEnd(readEnd)
                closeEnd(writeEnd)
            }
        }

        func put(_ question: Question) {
            state.withLock { state in
                guard !state.isStopping else { return }
                state.questions.append(question)
                wake()
            }
        }

        func stop() {
            state.withLock { state in
                state.isStopping = true
                wake()
            }
        }

        private func wake() {
            // A full pipe wakes as well.
            var byte: UInt8 = 0
            _ = write(writeEnd, &byte, 1)
        }

        /// All questions that have come; `nil` once it was stopped.
        func takeAll() -> [Question]? {
            state.withLock { state in
                var bytes = [UInt8](repeating: 0, count: 256)
                while read(readEnd, &bytes, bytes.count) > 0 {}
                guard !state.isStopping else { return nil }
                defer { state.questions = [] }
                return state.questions
            }
        }
    }

    /// `close` by itself would be the method above.
    private func closeEnd(_ descriptor: Int32) {
        _ = close(descriptor)
    }
#endif
