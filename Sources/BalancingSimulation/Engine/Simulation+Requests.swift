import ConsistentHashing
import LoadBalancing

extension Simulation {
    /// A request is sent for the first time, or refused by its own client.
    func begin(_ number: Int) {
        let client = requests[number].client
        perform(
            requests[number].machine.start(
                limits: &clients[client].limits,
                at: now,
                random: clients[client].chance.next()
            ),
            for: number
        )
    }

    /// A time has come that a request waited for: of its deadline, of an attempt's, of a retry or of a hedge.
    func requestIsDue(_ number: Int) {
        // It may have ended meanwhile, or have something else to wait for.
        guard requests[number].machine.nextEventAt <= now else { return }
        perform(
            requests[number].machine.advance(to: now, limits: &clients[requests[number].client].limits),
            for: number
        )
    }

    /// What a server did, or did not, has reached the client. Without effect on an attempt that has ended for it.
    func attemptEnded(_ attempt: Int, _ verdict: Verdict) {
        guard attempts[attempt].pick != nil else { return }
        let number = attempts[attempt].request
        perform(verdictActions(attempt, verdict), for: number)
    }

    /// Does what a request's machine orders, and what follows from that.
    private func perform(_ actions: RequestMachine.Actions, for number: Int) {
        var left = Array(actions)[...]
        while let action = left.popFirst() {
            switch action {
            case .start(let order): left += start(order, of: number)
            case .timeOut(let place):
                left += verdictActions(
                    requests[number].attempts[place - 1],
                    .failure(.timedOut, .sentAndSafe)
                )
            case .cancel(let place, let outcome): finishPick(of: requests[number].attempts[place - 1], outcome)
            case .finish(let conclusion): finish(number, conclusion)
            }
        }
        let next = requests[number].machine.nextEventAt
        if next != .max, next != requests[number].nextTimer {
            requests[number].nextTimer = next
            events.schedule(.requestIsDue(number), at: max(now, next))
        }
    }

    /// Finishes an attempt's pick, and tells its request.
    private func verdictActions(_ attempt: Int, _ verdict: Verdict) -> RequestMachine.Actions {
        if let outcome = verdict.outcome {
            finishPick(of: attempt, outcome)
        }
        let number = attempts[attempt].request
        let client = requests[number].client
        return requests[number].machine.attemptEnded(
            attempts[attempt].place,
            verdict,
            limits: &clients[client].limits,
            at: now,
            random: clients[client].chance.next()
        )
    }

    private func finishPick(of attempt: Int, _ outcome: Outcome) {
        guard let pick = attempts[attempt].pick else { return }
        attempts[attempt].pick = nil
        let client = requests[attempts[attempt].request].client
        clients[client].balancer.set(now)
        pick.finish(outcome)
        // An endpoint may have failed for the last time before it is ejected.
        if outcome != .success, clients[client].balancer.hasNews {
            turn(client)
        }
    }

    /// Picks an endpoint for an attempt, and sends it there.
    private func start(_ order: RequestMachine.AttemptOrder, of number: Int) -> RequestMachine.Actions {
        let client = requests[number].client
        guard let pick = pick(order, of: number), let server = Self.server(of: pick.endpoint) else {
            return requests[number].machine.pickRefused(order.number, limits: &clients[client].limits, at: now)
        }
        requests[number].machine.picked(order.number, pick.endpoint.id, limits: &clients[client].limits)
        let attempt = attempts.count
        attempts.append(
            SimulatedAttempt(
                request: number,
                place: order.number,
                server: server,
                work: setup.service.draw(using: &requests[number].chance),
                pick: pick
            )
        )
        requests[number].attempts.append(attempt)
        recorder.sent(number: order.number, isHedge: order.isHedge, isNoise: requests[number].isNoise)
        arrive(attempt, at: server)
        return RequestMachine.Actions()
    }

    /// The first of the order's exclusions that leaves an endpoint is what is gone by.
    private func pick(_ order: RequestMachine.AttemptOrder, of number: Int) -> PickBox? {
        let client = requests[number].client
        let hash = clients[client].hash(ofKey: requests[number].key, in: setup.keys)
        let balancer = clients[client].balancer
        for excluded in order.exclusions {
            do throws(PickError) {
                return PickBox(try balancer.pick(keyHash: hash, excluding: excluded, at: now))
            } catch {
                guard error == .allExcluded else { return nil }
            }
        }
        return nil
    }

    private func finish(_ number: Int, _ conclusion: RequestMachine.Conclusion) {
        precondition(!requests[number].hasEnded, "a request ends once")
        requests[number].hasEnded = true
        var answer: Int?
        if case .answered(let place) = conclusion, attempts[requests[number].attempts[place - 1]].wasAnswered {
            answer = attempts[requests[number].attempts[place - 1]].server
        }
        recorder.ended(
            arrivedAt: requests[number].arrivedAt,
            at: now,
            answeredBy: answer,
            key: requests[number].key,
            wasThrottled: conclusion == .throttled,
            isNoise: requests[number].isNoise
        )
    }
}
