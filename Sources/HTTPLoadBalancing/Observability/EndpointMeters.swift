#if HTTP
    import LoadBalancing
    import Metrics
    import NIOCore

    /// Measures an endpoint's attempts, until their answers' bodies have ended: the timer `lb.http.attempt.duration`, with the
    /// dimensions `lb.name` and `lb.endpoint`. How many there are, and how they ended, the load balancer counts.
    struct EndpointMeters: Sendable {
        private let duration: Timer

        init(name: String, endpoint: EndpointID, factory: any MetricsFactory) {
            duration = Timer(
                label: "lb.http.attempt.duration",
                dimensions: [("lb.name", name), ("lb.endpoint", endpoint.string)],
                factory: factory
            )
        }

        func record(_ time: TimeAmount) {
            duration.recordNanoseconds(time.nanoseconds)
        }

        /// Takes it out of the factory: its endpoint has gone.
        func destroy() {
            duration.destroy()
        }
    }
#endif
