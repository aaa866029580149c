#if LoadBalancing
    import LoadBalancing
    import Timing

    // Loops that are timed: each picks and finishes once for every key, and gives the number of picks.

    /// By a picker, without a key.
    @inline(never)
    func picksByPicker(_ balancer: LoadBalancer, _ keys: SpeedKeys) -> UInt64 {
        var picker = balancer.makePicker()
        var picks: UInt64 = 0
        for _ in 0..<keys.count {
            guard let pick = try? picker.pick() else { continue }
            pick.finish(.success)
            picks &+= 1
        }
        return picks
    }

    /// By a picker, by key.
    @inline(never)
    func keyedPicksByPicker(_ balancer: LoadBalancer, _ keys: SpeedKeys) -> UInt64 {
        var picker = balancer.makePicker()
        var picks: UInt64 = 0
        for key in keys {
            guard let pick = try? picker.pick(key: key) else { continue }
            pick.finish(.success)
            picks &+= 1
        }
        return picks
    }

    /// By a picker, by key, passing over some endpoints: keys of theirs go to the next in their rankings.
    @inline(never)
    func keyedPicksByPicker(_ balancer: LoadBalancer, _ keys: SpeedKeys, excluding excluded: [EndpointID]) -> UInt64 {
        var picker = balancer.makePicker()
        var picks: UInt64 = 0
        for key in keys {
            guard let pick = try? picker.pick(key: key, excluding: excluded) else { continue }
            pick.finish(.success)
            picks &+= 1
        }
        return picks
    }

    /// By the load balancer itself, without a key.
    @inline(never)
    func picksByBalancer(_ balancer: LoadBalancer, _ keys: SpeedKeys) -> UInt64 {
        var picks: UInt64 = 0
        for _ in 0..<keys.count {
            guard let pick = try? balancer.pick() else { continue }
            pick.finish(.success)
            picks &+= 1
        }
        return picks
    }

    /// By the load balancer itself, by key.
    @inline(never)
    func keyedPicksByBalancer(_ balancer: LoadBalancer, _ keys: SpeedKeys) -> UInt64 {
        var picks: UInt64 = 0
        for key in keys {
            guard let pick = try? balancer.pick(key: key) else { continue }
            pick.finish(.success)
            picks &+= 1
        }
        return picks
    }

    /// The two clock reads that a policy which asks for latencies adds.
    @inline(never)
    func clockReads(_ keys: SpeedKeys) -> UInt64 {
        let clock = ContinuousClock()
        let start = clock.now
        var sum: UInt64 = 0
        for _ in 0..<keys.count {
            let first = start.duration(to: clock.now).nanoseconds
            let second = start.duration(to: clock.now).nanoseconds
            sum &+= second >= first ? 1 : 0
        }
        return sum
    }
#endif
