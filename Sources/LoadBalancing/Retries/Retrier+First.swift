#if LoadBalancing
    extension Retrier {
        /// Begins a request whose first attempt ends by itself; `nil`, without effect, if that is a ``RequestCourse``'s to do.
        ///
        /// - Throws: ``PickError`` if there is no endpoint: that is the request's end.
        @usableFromInline
        package func beginFirst(
            _ keyHash: UInt64?,
            _ options: RequestOptions
        ) throws(PickError) -> (first: FirstAttempt, attempt: Attempt)? {
            let now = clock.now()
            // It makes no retries, so there is nothing to count but itself.
            let begun = limits.withLock { FirstAttempt(configuration, options: options, limits: &$0, at: now) }
            guard let begun else { return nil }
            do throws(PickError) {
                let pick = PickBox(
                    try pick(keyHash, stayingOn: options.stayingOn, CollectionOfOne(options.excluding))
                )
                let attempt = Attempt(
                    number: 1,
                    isHedge: false,
                    timeLimit: begun.timeLimit,
                    endsItself: true,
                    pick: pick
                )
                return (begun, attempt)
            } catch {
                limits.withLock { begun.pickRefused(limits: &$0) }
                throw error
            }
        }

        /// Ends a request by what is said of its first attempt's answer. False, without effect, if that is not its end.
        @usableFromInline
        package func endFirst(_ first: FirstAttempt, _ pick: PickBox, _ said: Verdict) -> Bool {
            if case .failure = said { return false }
            let outcome = said.outcome
            if let outcome { pick.finish(outcome) }
            let now = keepsLatencies ? clock.now() : first.startedAt
            limits.withLock { first.answered(outcome, limits: &$0, at: now) }
            return true
        }

        /// An endpoint for an attempt.
        ///
        /// - Parameters:
        ///   - id: the endpoint to take if it is well.
        ///   - exclusions: see ``RequestMachine/AttemptOrder/exclusions``.
        func pick(
            _ keyHash: UInt64?,
            stayingOn id: EndpointID?,
            _ exclusions: some Collection<[EndpointID]>
        ) throws(PickError) -> Pick {
            if let id {
                do throws(PickError) {
                    return try balancer.pick(stayingOn: id)
                } catch .unavailable {
                    // Elsewhere, then.
                }
            }
            var refusal = PickError.allExcluded
            for excluded in exclusions {
                do throws(PickError) {
                    return try balancer.pick(keyHash: keyHash, excluding: excluded)
                } catch .allExcluded {
                    refusal = .allExcluded
                }
            }
            throw refusal
        }
    }
#endif
