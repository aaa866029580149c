#if LoadBalancing
    /// One request, whatever it is answered with: does what its ``RequestMachine`` says, but for the attempts themselves.
    ///
    /// It knows nothing of answers, so that only the few lines of ``RequestRun`` are made anew for each kind of them. It is not
    /// copied: it is hundreds of bytes long.
    @usableFromInline
    package struct RequestCourse: ~Copyable, Sendable {
        /// An attempt to make, and when it is to be cancelled by itself: if its time is shorter than its request's.
        @usableFromInline
        package struct Begun: Sendable {
            @usableFromInline
            package let attempt: Attempt
            @usableFromInline
            package let limit: UInt64?
        }

        /// What the last attempt to end came to.
        @usableFromInline
        package enum Last: Sendable {
            /// There is none, or another one has begun since.
            case none
            /// What whoever made it has told, and keeps.
            case told
            case timedOut
        }

        /// What is asked for the meaning of an attempt's time being up.
        @usableFromInline
        package typealias TimeOutVerdict = (any Error) -> Verdict

        private typealias Actions = RequestMachine.Actions

        @usableFromInline
        package let retrier: Retrier
        private let keyHash: UInt64?
        private let endsItself: Bool
        private var machine: RequestMachine
        private let timeout: Duration?

        /// By the numbers of their attempts.
        private var picks = ShortList<PickBox?>()
        /// Those that nobody has made yet.
        private var begun = ShortList<Begun>()
        @usableFromInline
        package private(set) var last = Last.none
        private var refusal: PickError?

        @usableFromInline
        package init(_ retrier: Retrier, keyHash: UInt64?, options: RequestOptions, endsItself: Bool) {
            self.retrier = retrier
            self.keyHash = keyHash
            self.endsItself = endsItself
            timeout = options.timeout ?? retrier.configuration.timeout
            machine = RequestMachine(retrier.configuration, options: options, at: retrier.clock.now())
        }

        /// A request whose first attempt is under way, and ends by itself.
        ///
        /// - Parameter endsItself: whether those that follow do so, too.
        @usableFromInline
        package init(
            _ retrier: Retrier,
            _ keyHash: UInt64?,
            _ options: RequestOptions,
            endsItself: Bool,
            after first: FirstAttempt,
            at pick: PickBox
        ) {
            self.retrier = retrier
            self.keyHash = keyHash
            self.endsItself = endsItself
            timeout = options.timeout ?? retrier.configuration.timeout
            machine = RequestMachine(retrier.configuration, options: options, after: first, at: pick.endpointID)
            picks.append(pick)
        }

        /// When ``advance(_:)`` is to be called at the latest; `UInt64.max` if never.
        @usableFromInline
        package var nextEventAt: UInt64 { machine.nextEventAt }

        /// An attempt to make now; `nil` if there is none.
        @usableFromInline
        package mutating func takeBegun() -> Begun? { begun.popLast() }

        // MARK: Events

        /// Begins. Returns how the request ended, if it has, as all of these do.
        @usableFromInline
        package mutating func start(_ verdict: TimeOutVerdict) -> RequestMachine.Conclusion? {
            // Its machine was made a moment ago: that is the time.
            let now = machine.startedAt
            let random = retrier.configuration.adaptiveThrottle == nil ? 0 : retrier.nextRandom()
            return perform(retrier.decide { machine.start(limits: &$0, at: now, random: random) }, verdict)
        }

        /// An attempt has ended, and whoever made it says so.
        @usableFromInline
        package mutating func ended(
            _ number: Int,
            _ said: @autoclosure () -> Verdict,
            _ verdict: TimeOutVerdict
        ) -> RequestMachine.Conclusion? {
            perform(ended(number, .told, said()), verdict)
        }

        /// An attempt has ended before it reached its endpoint, of which that says nothing.
        @usableFromInline
        package mutating func endedBeforeItsEndpoint(
            _ number: Int,
            _ verdict: TimeOutVerdict
        ) -> RequestMachine.Conclusion? {
            guard machine.isOpen(number), let pick = takePick(number) else { return nil }
            pick.finish(.cancelled)
            last = .told
            return perform(tell(number, .failure(.overloaded, .notSent)), verdict)
        }

        /// An attempt that ends by itself has failed.
        @usableFromInline
        package mutating func failedInTurn(
            _ number: Int,
            _ error: any Error,
            _ verdict: TimeOutVerdict
        ) -> RequestMachine.Conclusion? {
            if Task.isCancelled { return cancelled(verdict) }
            // It may be that its time was up, or the request's.
            if let conclusion = advance(verdict) { return conclusion }
            if error is ConcurrencyLimitError { return endedBeforeItsEndpoint(number, verdict) }
            return ended(number, verdict(error), verdict)
        }

        /// Does what is due.
        @usableFromInline
        package mutating func advance(_ verdict: TimeOutVerdict) -> RequestMachine.Conclusion? {
            let now = retrier.clock.now()
            return perform(retrier.decide { machine.advance(to: now, limits: &$0) }, verdict)
        }

        /// Ends the request: the caller gave up.
        @usableFromInline
        package mutating func cancelled(_ verdict: TimeOutVerdict) -> RequestMachine.Conclusion? {
            let now = retrier.clock.now()
            return perform(retrier.decide { machine.cancelled(limits: &$0, at: now) }, verdict)
        }

        /// Why there is no answer.
        @usableFromInline
        package func error(_ conclusion: RequestMachine.Conclusion) -> any Error {
            switch conclusion {
            case .answered: last == .timedOut ? retrier.timedOut : CancellationError()
            case .refused: refusal ?? .allExcluded
            case .throttled: RetrierError.throttled
            case .deadlineExceeded(let attempts):
                RetrierError.deadlineExceeded(after: timeout ?? .zero, attempts: attempts)
            case .cancelled: CancellationError()
            }
        }

        // MARK: Actions

        /// Does what the machine says, and what it says to that.
        private mutating func perform(_ actions: Actions, _ verdict: TimeOutVerdict) -> RequestMachine.Conclusion? {
            var conclusion: RequestMachine.Conclusion?
            for index in actions.indices {
                switch actions[index] {
                case .start(let order):
                    // Nothing follows from one that has begun.
                    if let actions = start(order) { conclusion = perform(actions, verdict) ?? conclusion }
                case .timeOut(let number):
                    let error = retrier.timedOut
                    conclusion = perform(ended(number, .timedOut, verdict(error)), verdict) ?? conclusion
                case .cancel(let number, let outcome):
                    takePick(number)?.finish(outcome)
                case .finish(let end):
                    conclusion = end
                }
            }
            return conclusion
        }

        /// What is to be done if there is no endpoint to begin with.
        private mutating func start(_ order: RequestMachine.AttemptOrder) -> Actions? {
            let pick: PickBox
            do throws(PickError) {
                pick = PickBox(try retrier.pick(keyHash, stayingOn: order.stayingOn, order.exclusions))
            } catch {
                refusal = error
                let now = retrier.clock.now()
                return retrier.decide { machine.pickRefused(order.number, limits: &$0, at: now) }
            }
            while picks.count < order.number { picks.append(nil) }
            picks[order.number - 1] = pick
            last = .none
            var now = machine.startedAt
            if order.number == 1 {
                machine.pickedFirst(pick.endpointID)
            } else {
                retrier.decide { machine.picked(order.number, pick.endpointID, limits: &$0) }
                now = retrier.clock.now()
            }
            let limit = order.deadline
            let made = Attempt(
                number: order.number,
                isHedge: order.isHedge,
                timeLimit: limit == .max ? nil : .nanoseconds(Int64(clamping: limit - min(limit, now))),
                endsItself: endsItself,
                pick: pick
            )
            begun.append(Begun(attempt: made, limit: limit < machine.deadline ? limit : nil))
            return nil
        }

        private mutating func ended(_ number: Int, _ last: Last, _ said: @autoclosure () -> Verdict) -> Actions {
            // One whose time was up has been asked about, and its pick is finished.
            guard machine.isOpen(number), let pick = takePick(number) else { return Actions() }
            let said = said()
            if let outcome = said.outcome { pick.finish(outcome) }
            self.last = last
            return tell(number, said)
        }

        private mutating func tell(_ number: Int, _ said: Verdict) -> Actions {
            let now = retrier.clock.now()
            // An answer takes no chances: only a failure is waited after.
            let random = if case .failure = said { retrier.nextRandom() } else { UInt64(0) }
            return retrier.decide { machine.attemptEnded(number, said, limits: &$0, at: now, random: random) }
        }

        private mutating func takePick(_ number: Int) -> PickBox? {
            guard picks.indices.contains(number - 1) else { return nil }
            defer { picks[number - 1] = nil }
            return picks[number - 1]
        }
    }
#endif
