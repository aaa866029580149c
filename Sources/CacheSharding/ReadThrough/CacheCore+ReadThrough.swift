#if Caches
    import LoadBalancing
    import NIOCore

    /// How long a value that is loaded is kept, and how to write and read it.
    struct LoadPlan<Value: Sendable>: Sendable {
        let key: CacheKey
        let fresh: TimeToLive
        /// Kept for so long beyond that, to be served while it is loaded anew.
        let stale: Duration
        let read: @Sendable (CachedValue) -> Value?
        let write: @Sendable (Value) throws -> ByteBuffer
        let load: @Sendable () async throws -> Value

        var flight: Flights.ID { Flights.ID(key: key, type: ObjectIdentifier(Value.self)) }
    }

    extension CacheCore {
        /// What is stored; what is loaded, and stored, if there is nothing. Of those who ask for a key at a time, one loads.
        func readThrough<Value: Sendable>(_ plan: LoadPlan<Value>) async throws -> Value {
            let isTimed = plan.stale > .zero
            if let stored = try await read(plan.key, details: isTimed) {
                if let value = plan.read(stored) {
                    if isTimed, let left = stored.timeLeft, left <= plan.stale { refresh(plan) }
                    return value
                }
                totals.count(.undecodable)
            }
            while true {
                switch await flights.join(plan.flight) {
                case .load: return try await load(plan)
                case .landed(let result):
                    // The flight's type is a part of its id.
                    if let value = try result.get() as? Value { return value }
                case .cancelled: throw CancellationError()
                }
            }
        }

        /// Loads a stale value anew, unless that is under way. Nobody waits for it.
        private func refresh<Value: Sendable>(_ plan: LoadPlan<Value>) {
            guard flights.begin(plan.flight) else { return }
            let isBegun = background.begin { _ = try? await self.load(plan) }
            // Nobody runs this: the next who finds it stale tries again, and a miss loads it in any case.
            if !isBegun { flights.handOver(plan.flight) }
        }

        /// Loads and stores, for all who wait for this flight.
        private func load<Value: Sendable>(_ plan: LoadPlan<Value>) async throws -> Value {
            do {
                let value = try await plan.load()
                totals.countLoad()
                let buffer = try plan.write(value)
                do {
                    // Whether it could be stored is not the caller's concern; that it never can be is.
                    _ = try await store(
                        plan.key,
                        StoredValue(buffer: buffer),
                        plan.fresh.extended(by: plan.stale)
                    )
                } catch CacheError.shutDown {}
                flights.land(plan.flight, .success(value))
                return value
            } catch {
                if Task.isCancelled {
                    flights.handOver(plan.flight)
                    throw CancellationError()
                }
                flights.land(plan.flight, .failure(error))
                throw error
            }
        }
    }
#endif
