#if Caches
    /// Where the values of one read are put as its nodes answer, each in its place among all keys.
    ///
    /// Each batch puts its own once, on its link's event loop, before it is over; who waits for all of them takes them after that.
    final class ValueShelf: @unchecked Sendable {
        // Unchecked: see above. No two batches have the same place.
        private let slots: UnsafeMutableBufferPointer<CachedValue?>
        /// The values have not been taken.
        private var isFull = true

        init(count: Int) {
            slots = .allocate(capacity: count)
            slots.initialize(repeating: nil)
        }

        deinit {
            if isFull { slots.deinitialize() }
            slots.deallocate()
        }

        /// Moves values to their places; `nil` is left.
        ///
        /// - Returns: how many keys have a value.
        func put(_ values: inout [CachedValue?], at places: ArraySlice<Int>) -> Int {
            var count = 0
            for (number, place) in zip(values.indices, places) {
                if case .some = values[number] { count += 1 }
                swap(&slots[place], &values[number])
            }
            return count
        }

        /// All values. Once.
        func take() -> [CachedValue?] {
            precondition(isFull, "values are taken once")
            isFull = false
            return Array(unsafeUninitializedCapacity: slots.count) { values, count in
                count = values.moveInitialize(fromContentsOf: slots)
            }
        }
    }
#endif
