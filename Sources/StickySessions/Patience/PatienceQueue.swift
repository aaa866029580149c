#if StickySessions
    import NIOCore

    /// Whose patience ends when, without clock or timer: what waits goes in with its time, what is due comes out. All have the same
    /// patience, so they end in the order in which they came. Times are nanoseconds.
    struct PatienceQueue<Waiter: Sendable>: Sendable {
        private struct Entry: Sendable {
            let end: UInt64
            /// `nil` if it waits no more.
            var waiter: Waiter?
        }

        private var entries = CircularBuffer<Entry>()
        /// How many have left the queue at its front.
        private var left = 0
        private var hasTimer = false

        /// - Parameter end: when to be told; not before that of the last one.
        /// - Returns: what to leave with, and when a timer is to be set that was not.
        mutating func enter(_ waiter: Waiter, until end: UInt64) -> (place: Int, timer: UInt64?) {
            entries.append(Entry(end: end, waiter: waiter))
            let place = left + entries.count - 1
            guard !hasTimer else { return (place, nil) }
            hasTimer = true
            return (place, end)
        }

        /// It waits no more. O(1), amortised.
        mutating func leave(_ place: Int) {
            // Who was due has left already.
            guard place >= left else { return }
            entries[entries.index(entries.startIndex, offsetBy: place - left)].waiter = nil
            while let first = entries.first, first.waiter == nil { dropFirst() }
        }

        /// The timer has gone off.
        ///
        /// - Returns: those whose patience has ended, and when to set the timer again; `nil` if nobody waits.
        mutating func timePassed(at now: UInt64) -> (due: [Waiter], timer: UInt64?) {
            var due: [Waiter] = []
            while let first = entries.first, first.end <= now || first.waiter == nil {
                if let waiter = first.waiter { due.append(waiter) }
                dropFirst()
            }
            hasTimer = !entries.isEmpty
            return (due, entries.first?.end)
        }

        private mutating func dropFirst() {
            entries.removeFirst()
            left += 1
        }
    }
#endif
