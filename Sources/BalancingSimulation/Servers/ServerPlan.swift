/// A server of a simulation: what it can do, when it is listed, and what goes wrong with it.
package struct ServerPlan: Hashable, Sendable {
    /// Its endpoint's id.
    package var id: String
    /// Its endpoint's weight.
    package var weight: Double
    /// How many requests it works on at once; others wait, first come, first served.
    package var workers: Int
    /// How many may wait. One more is refused at once.
    package var queueLimit: Int
    /// What a refusal costs: so much of a worker's time.
    package var refusalWork: Duration
    /// How many times as quick as others it works.
    package var speed: Double
    /// While it is in the list that clients get.
    package var listed: Range<Double>
    /// What goes wrong, and when, in seconds. Of two at the same time the first counts.
    package var faults: [Fault]
    /// So many keys are at hand; a request for another takes ``missFactor`` times as long. 0 for no cache.
    package var cachedKeys: Int
    package var missFactor: Double

    package init(
        id: String,
        weight: Double = 1,
        workers: Int = 4,
        queueLimit: Int = 1000,
        refusalWork: Duration = .zero,
        speed: Double = 1,
        listed: Range<Double> = 0..<(.infinity),
        faults: [Fault] = [],
        cachedKeys: Int = 0,
        missFactor: Double = 1
    ) {
        self.id = id
        self.weight = weight
        self.workers = workers
        self.queueLimit = queueLimit
        self.refusalWork = refusalWork
        self.speed = speed
        self.listed = listed
        self.faults = faults
        self.cachedKeys = cachedKeys
        self.missFactor = missFactor
    }

    /// Something that goes wrong for a while.
    package struct Fault: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// Work takes so many times as long.
            case slow(Double)
            /// Work takes *length of the fault / time since it began* times as long, at most so many times: caches and
            /// compilers that warm up.
            case warming(atMost: Double)
            /// Every request fails at once, which takes 1 ms.
            case failing
            /// Nothing is answered, and connections are not accepted: a black hole.
            case gone
        }

        package var kind: Kind
        /// Seconds.
        package var during: Range<Double>

        package init(_ kind: Kind, during: Range<Double>) {
            self.kind = kind
            self.during = during
        }
    }

    /// Servers that are all alike: `s-00`, `s-01` and so on.
    package static func alike(_ count: Int, _ change: (inout ServerPlan, Int) -> Void = { _, _ in }) -> [ServerPlan] {
        (0..<count).map { number in
            var plan = ServerPlan(id: number < 10 ? "s-0\(number)" : "s-\(number)")
            change(&plan, number)
            return plan
        }
    }

    /// The fault at a time.
    ///
    /// - Parameter seconds: since the start.
    func fault(at seconds: Double) -> Fault? {
        faults.first { $0.during.contains(seconds) }
    }

    /// How many times as long work takes that begins now.
    func slowness(at seconds: Double) -> Double {
        switch fault(at: seconds) {
        case .some(let fault):
            switch fault.kind {
            case .slow(let factor): factor / speed
            case .warming(let most):
                min(most, (fault.during.upperBound - fault.during.lowerBound) / (seconds - fault.during.lowerBound))
                    / speed
            case .failing, .gone: 1 / speed
            }
        case nil: 1 / speed
        }
    }
}
