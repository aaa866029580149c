#if Caches
    import NIOCore

    /// What a connection to a node waits for, as far as ``LinkMachine`` has to know.
    protocol LinkRequest: AnyObject {
        /// When the caller stops waiting.
        var deadline: UInt64 { get }
        /// Nobody waits for it any more.
        var isOver: Bool { get }
        /// How many replies it is to have.
        var replyCount: Int { get }
        /// How many bytes it takes to send, about.
        var byteCount: Int { get }
    }

    /// Limits and times of one connection, in nanoseconds.
    struct LinkLimits: Hashable, Sendable {
        /// The most replies that are waited for, and the most bytes sent for them.
        var replies: Int
        var bytes: Int
        /// For how long nothing may be answered before the connection is given up.
        var unanswered: UInt64
        /// The longest wait after the first failure; it doubles with each, up to the maximum.
        var backoff: UInt64
        var maximumBackoff: UInt64
    }

    /// All that a connection to a node decides, without socket, clock or lock: requests and replies go in with their time, what is to
    /// be done comes out. Times are nanoseconds.
    ///
    /// Replies come in the order of the requests. A request that nobody waits for any more keeps its place among them, so that
    /// a reply that comes late is never taken for the next.
    ///
    ///     idle ──request──▶ connecting ──stood──▶ ready ──lost──▶ resting (a moment) ──time──▶ connecting
    ///                           │                                     ▲
    ///                           └──failed (longer each time)──────────┘
    struct LinkMachine<Request: LinkRequest> {
        enum Phase: Hashable {
            /// Nobody has asked for anything yet.
            case idle
            case connecting
            case ready
            /// The next attempt is made then.
            case resting(until: UInt64)
            case closed
        }

        /// A reply that is waited for.
        struct Place {
            let request: Request
            /// Which of the request's replies.
            let number: Int
            let opaque: UInt32
            /// What it took to send.
            let bytes: Int
        }

        /// What becomes of a request.
        enum Admission: Equatable {
            /// Write it now.
            case write
            /// Keep it until the connection stands, which is being made.
            case hold(connect: Bool)
            case refuse(NodeFailure)
        }

        let limits: LinkLimits
        private(set) var phase = Phase.idle
        /// Attempts to connect that failed since a connection last stood.
        private(set) var failures = 0
        private(set) var places = CircularBuffer<Place>()
        private(set) var held: [Request] = []
        private var heldReplies = 0
        private var bytes = 0
        private var nextOpaque: UInt32 = 0
        /// When something last came, or the first of those that wait was sent.
        private var heardAt: UInt64 = 0

        init(limits: LinkLimits) {
            self.limits = limits
        }

        /// Replies that are waited for, those of requests that are held among them.
        var outstanding: Int { places.count + heldReplies }

        // MARK: Requests

        mutating func admit(_ request: Request) -> Admission {
            if case .closed = phase { return .refuse(.shutDown) }
            // A node that could not be connected to is tried by itself: no request waits for that.
            if failures > 0 { return .refuse(.out) }
            let isFull =
                outstanding + request.replyCount > limits.replies
                || (bytes + request.byteCount > limits.bytes && outstanding > 0)
            guard !isFull else { return .refuse(.busy) }
            if case .ready = phase { return .write }
            held.append(request)
            heldReplies += request.replyCount
            bytes += request.byteCount
            guard case .idle = phase else { return .hold(connect: false) }
            phase = .connecting
            return .hold(connect: true)
        }

        /// The request's next reply has a place from here on. Called for each, in the order in which they are written.
        ///
        /// - Returns: what to mark it with.
        mutating func place(_ request: Request, number: Int, bytes: Int, at now: UInt64) -> UInt32 {
            if places.isEmpty { heardAt = now }
            let opaque = nextOpaque
            nextOpaque &+= 1
            places.append(Place(request: request, number: number, opaque: opaque, bytes: bytes))
            self.bytes += bytes
            return opaque
        }

        /// A part of a reply came.
        mutating func heard(at now: UInt64) { heardAt = now }

        /// A reply came: whose it is. `nil` if none is waited for.
        mutating func reply(at now: UInt64) -> Place? {
            heardAt = now
            guard let place = places.popFirst() else { return nil }
            bytes -= place.bytes
            return place
        }

        // MARK: Connections

        /// The connection stands: what was held is to be written, in this order.
        mutating func connected() -> [Request] {
            guard case .connecting = phase else { return [] }
            phase = .ready
            failures = 0
            return takeHeld().filter { !$0.isOver }
        }

        /// It could not be made.
        ///
        /// - Parameter random: uniform in `[0, 1)`.
        /// - Returns: the requests that fail by it.
        mutating func failedToConnect(at now: UInt64, random: Double) -> [Request] {
            guard case .connecting = phase else { return [] }
            failures += 1
            rest(at: now, random: random)
            return takeHeld()
        }

        /// It broke, or was given up.
        ///
        /// - Returns: the requests whose replies won't come, each once for every reply.
        mutating func lost(at now: UInt64, random: Double) -> [Place] {
            guard case .ready = phase else { return [] }
            rest(at: now, random: random)
            defer {
                bytes -= places.reduce(0) { $0 + $1.bytes }
                places.removeAll()
            }
            return Array(places)
        }

        /// Full jitter: any time from now to the end of the wait, which doubles with each failure.
        ///
        /// | failures | 0 | 1 | 2 | 3 | … |
        /// | --- | --- | --- | --- | --- | --- |
        /// | wait, at most | backoff | 2 × | 4 × | 8 × | maximum |
        private mutating func rest(at now: UInt64, random: Double) {
            let doubled = Double(limits.backoff) * Double(UInt64(1) << UInt64(min(failures, 40)))
            let longest = min(doubled, Double(limits.maximumBackoff))
            phase = .resting(until: now + UInt64(longest * random))
        }

        private mutating func takeHeld() -> [Request] {
            defer {
                held = []
                heldReplies = 0
            }
            bytes -= held.reduce(0) { $0 + $1.byteCount }
            return held
        }

        /// Nothing is sent or connected from here on.
        ///
        /// - Returns: the requests that were held.
        mutating func close() -> [Request] {
            phase = .closed
            return takeHeld()
        }

        // MARK: Time

        enum Due {
            /// Nobody waits for these any longer.
            case expired([Request])
            /// The node is silent: give the connection up.
            case giveUp
            case connect
        }

        /// What is due, and when to ask again; `nil` if there is nothing to wait for.
        mutating func advance(to now: UInt64) -> (due: [Due], next: UInt64?) {
            var due: [Due] = []
            var next = UInt64.max
            var expired: [Request] = []
            func look(at request: Request) {
                guard !request.isOver else { return }
                if request.deadline <= now { expired.append(request) } else { next = min(next, request.deadline) }
            }
            for request in held { look(at: request) }
            var last: Request?
            // Replies to one request stand side by side.
            for place in places where place.request !== last {
                last = place.request
                look(at: place.request)
            }
            if !expired.isEmpty { due.append(.expired(expired)) }
            switch phase {
            case .resting(let until) where until <= now:
                phase = .connecting
                due.append(.connect)
            case .resting(let until): next = min(next, until)
            case .ready where !places.isEmpty:
                let limit = heardAt + limits.unanswered
                if limit <= now { due.append(.giveUp) } else { next = min(next, limit) }
            default: break
            }
            return (due, next == .max ? nil : next)
        }
    }
#endif
