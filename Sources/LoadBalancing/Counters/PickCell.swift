import Synchronization

/// What the picks of one lane touch of an endpoint: how many began and ended, and the endpoint as it was listed.
///
/// A pick counts no reference to the cell: it *is* one, from its beginning to its end. So that nobody else has to be counted,
/// picks begin only while somebody holds the ``EndpointState`` that made the cell, and that retires it when it goes:
///
/// ```
///   started    finished                                  started    finished
///      7          5         two picks are under way         7         −3        retired: less by started + 1
///      8          5         a third begins                  7         −2        one of the two ends
///      8          6         one of them ends                7         −1        the other ends, and frees the cell
/// ```
///
/// Nothing begins any more once it is retired, so `started` stands still, and exactly one addition makes `finished` −1: that of
/// the last pick to end, or retiring itself where none is under way. Whoever makes it is the last to touch the cell. Before
/// that, `finished` is never below 0.
///
/// That addition acquires what all others have released, so that whoever frees the cell comes after all who used it. Whoever
/// retires it has seen every beginning: each was made by one who held the ``EndpointState``, and let go of it afterwards.
struct PickCell: Sendable, Equatable {
    private struct Fields: ~Copyable, Sendable {
        let started = Atomic<Int>(0)
        let finished = Atomic<Int>(0)
        let failures = Atomic<Int>(0)
        let cancellations = Atomic<Int>(0)
        let listed: ListedEndpoint
        let live: LiveEndpoint
        /// Whether the endpoint may have failed since a pick of this cell last succeeded. All cells share one
        /// ``FailureStreak``; this one is at hand without a look at it.
        let mayHaveFailed = Atomic<Bool>(true)
        /// Whether anything but the counts is kept up by picks.
        let measuresMore: Bool

        init(_ listed: ListedEndpoint, _ live: LiveEndpoint) {
            self.listed = listed
            self.live = live
            measuresMore = live.measuresMore
        }
    }

    private let line: CacheLine<Fields>

    /// To be retired once, by whoever makes it.
    init(_ listed: ListedEndpoint, _ live: LiveEndpoint) {
        line = CacheLine(Fields(listed, live))
    }

    /// What it stands for. It lasts for as long as the cell: nobody reads it whose pick has ended.
    var endpoint: Endpoint { listed.endpoint }

    /// The same, as one reference. It may be kept for longer than the cell.
    var listed: ListedEndpoint { line.value.listed }

    /// Counts a pick, which has to ``finish(_:startedAt:)`` once.
    ///
    /// - Parameter alone: whether no other thread can do so at the same time. Then it takes no locked addition.
    @inline(__always)
    func start(alone: Bool = false) {
        if alone {
            line.value.started.store(line.value.started.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        } else {
            line.value.started.wrappingAdd(1, ordering: .relaxed)
        }
        if line.value.measuresMore {
            line.value.live.totals?.start()
        }
    }

    /// Counts a pick that is finished. Whoever calls this must not touch the cell any more.
    @inline(__always)
    func finish(_ outcome: Outcome, startedAt start: UInt64) {
        if line.value.measuresMore {
            measure(outcome, startedAt: start)
        }
        guard case .success = outcome else { return finishOther(outcome) }
        if line.value.mayHaveFailed.load(ordering: .relaxed) {
            endStreak()
        }
        end()
    }

    @inline(never)
    private func endStreak() {
        // In this order, which all see: a failure that comes between sets the mark again.
        _ = line.value.mayHaveFailed.exchange(false, ordering: .sequentiallyConsistent)
        line.value.live.streak.end()
    }

    /// Lets the next success end the endpoint's streak.
    func markFailed() {
        line.value.mayHaveFailed.store(true, ordering: .sequentiallyConsistent)
    }

    @inline(never)
    private func measure(_ outcome: Outcome, startedAt start: UInt64) {
        line.value.live.measure(outcome, startedAt: start)
    }

    @inline(never)
    private func finishOther(_ outcome: Outcome) {
        guard case .failure(let kind) = outcome else {
            line.value.cancellations.wrappingAdd(1, ordering: .relaxed)
            return end()
        }
        // Retained: the cell may go with this end.
        let (listed, live) = (line.value.listed, line.value.live)
        line.value.failures.wrappingAdd(1, ordering: .relaxed)
        live.failures.add(kind)
        end()
        if live.growStreak() == live.consecutiveFailureLimit {
            live.reportConsecutiveFailures(listed.endpoint.id)
        }
    }

    @inline(__always)
    private func end() {
        if line.value.finished.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == -1 {
            free()
        }
    }

    /// No pick begins any more. It is freed when the last one under way has ended.
    func retire() {
        let started = line.value.started.load(ordering: .relaxed)
        if line.value.finished.wrappingAdd(-started - 1, ordering: .acquiringAndReleasing).newValue == -1 {
            free()
        }
    }

    @inline(never)
    private func free() {
        let live = line.value.live
        live.forget(self)
        line.deallocate()
    }

    // MARK: Counts

    /// Picks that are not finished.
    var inFlight: Int {
        let (started, finished) = startedAndFinished
        return started &- finished
    }

    /// All counts. Those of a moment in which nobody picks or finishes add up; otherwise they may be some picks apart.
    var totals: EndpointTotals {
        let failures = line.value.failures.load(ordering: .relaxed)
        let cancellations = line.value.cancellations.load(ordering: .relaxed)
        let (started, finished) = startedAndFinished
        return EndpointTotals(
            started: started,
            finished: finished,
            failures: failures,
            cancellations: cancellations
        )
    }

    private var startedAndFinished: (Int, Int) {
        let finished = line.value.finished.load(ordering: .acquiring)
        let started = line.value.started.load(ordering: .relaxed)
        // Once it is retired, `finished` is less by what was started and one more.
        let ended = finished < 0 ? finished &+ started &+ 1 : finished
        // Two reads, between which others write.
        return (max(started, ended), ended)
    }
}
