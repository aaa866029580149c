/// What is to happen, the earliest first; of two at the same time, the one that was scheduled first.
///
/// So the order of events follows from the order of calls alone. A binary heap: O(log n) for each event.
struct EventQueue<Event> {
    private struct Entry {
        let time: UInt64
        let number: UInt64
        let event: Event

        func precedes(_ other: Entry) -> Bool {
            (time, number) < (other.time, other.number)
        }
    }

    private var entries: [Entry] = []
    private var count: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    /// Schedules an event.
    ///
    /// - Parameter time: nanoseconds since the start.
    mutating func schedule(_ event: Event, at time: UInt64) {
        count += 1
        entries.append(Entry(time: time, number: count, event: event))
        var place = entries.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].precedes(entries[parent]) else { break }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    /// Takes the next event out; `nil` if there is none.
    mutating func next() -> (time: UInt64, event: Event)? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < entries.count else { return }
            if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(entries[place]) else { return }
            entries.swapAt(place, child)
            place = child
        }
    }
}
