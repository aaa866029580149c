#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value behind a lock. The one lock of this module.
///
/// It is a `pthread_mutex_t`, not `Synchronization.Mutex`, because on Linux the thread sanitizer can't see the latter and
/// reports races where there are none. Hold it for a few instructions, and never while calling code that is not yours.
package final class Locked<Value: ~Copyable & Sendable>: @unchecked Sendable {
    // Unchecked: `value` is only touched between `lock` and `unlock`, so that nobody needs to look for another access either.
    @exclusivity(unchecked) private var value: Value
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ value: consuming Value) {
        self.value = value
        // A mutex must not move once it is in use, so it has memory of its own.
        mutex = .allocate(capacity: 1)
        let result = pthread_mutex_init(mutex, nil)
        precondition(result == 0, "pthread_mutex_init failed with \(result)")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Reads or changes the value while nobody else does.
    package func withLock<Result: ~Copyable>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
