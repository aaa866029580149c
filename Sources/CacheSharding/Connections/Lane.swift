#if Caches
    import LoadBalancing
    import NIOCore

    /// One event loop, with one connection to each node on it: what is sent to several nodes at once wakes it up once.
    final class Lane: Sendable {
        private struct State: Sendable {
            var batches: [Batch] = []
            var isWoken = false
        }

        let loop: any EventLoop
        private let state = Locked(State())

        init(loop: any EventLoop) {
            self.loop = loop
        }

        /// Sends batches, each by its link. Those of many tasks that come at a time are sent in one turn of the loop.
        static func submit(_ batches: [Batch]) {
            let first = batches[0].link.lane
            if batches.allSatisfy({ $0.link.lane === first }) {
                first.submit(batches)
            } else {
                for batch in batches { batch.link.lane.submit([batch]) }
            }
        }

        private func submit(_ batches: [Batch]) {
            if loop.inEventLoop {
                state.withLock { $0.batches += batches }
                drain()
                return
            }
            let isFirst = state.withLock { state in
                state.batches += batches
                defer { state.isWoken = true }
                return !state.isWoken
            }
            if isFirst { loop.execute { self.drain() } }
        }

        private func drain() {
            let batches = state.withLock { state in
                defer { state.batches = [] }
                state.isWoken = false
                return state.batches
            }
            // What goes to one connection is sent in one piece, and as soon as the last of it is written: its node answers while the
            // others' requests are written.
            for batch in batches { batch.link.waitingBatches += 1 }
            for batch in batches {
                batch.link.begin(batch)
                batch.link.waitingBatches -= 1
                if batch.link.waitingBatches == 0 { batch.link.flush() }
            }
        }
    }
#endif
