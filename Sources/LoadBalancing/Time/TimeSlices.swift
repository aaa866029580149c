/// What happened lately, in slices of time: the one that is running and those of a whole window before it.
///
/// What it sums up therefore covers at least the window, and at most a slice more. A time before the running slice counts as
/// that slice's. Memory: one sum a slice. Cost: O(1) within a slice, O(slices) from one to the next.
struct TimeSlices<Sum: AdditiveArithmetic & Sendable>: Sendable {
    private let length: UInt64
    private var slices: [Sum]
    /// The running slice's number, counted from the clock's start.
    private var running: UInt64 = 0

    /// All slices together.
    private(set) var total = Sum.zero

    /// - Parameter count: into how many slices the window is cut.
    init(window: Duration, count: Int) {
        length = max(1, window.nanoseconds / UInt64(max(1, count)))
        slices = Array(repeating: .zero, count: max(1, count) + 1)
    }

    /// Forgets what is too old. Called before anything is read.
    mutating func move(to now: UInt64) {
        let number = now / length
        guard number > running else { return }
        for step in 1...min(number - running, UInt64(slices.count)) {
            let index = index(of: running &+ step)
            total -= slices[index]
            slices[index] = .zero
        }
        running = number
    }

    /// Counts something in the running slice, and returns the slice's number.
    @discardableResult
    mutating func count(at now: UInt64, _ body: (inout Sum) -> Void) -> UInt64 {
        move(to: now)
        count(inSlice: running, body)
        return running
    }

    /// Counts something in a slice that ran before; without effect if it is too old.
    mutating func count(inSlice number: UInt64, _ body: (inout Sum) -> Void) {
        guard number <= running, running - number < UInt64(slices.count) else { return }
        body(&slices[index(of: number)])
        body(&total)
    }

    private func index(of number: UInt64) -> Int { Int(number % UInt64(slices.count)) }
}
