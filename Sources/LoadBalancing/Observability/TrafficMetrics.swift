#if LoadBalancing
    import Metrics

    /// What endpoints' picks do, in swift-metrics: see ``BalancerMetrics``. Recorded from counts that picks keep anyway, so no pick
    /// waits for it.
    final class TrafficMetrics: Sendable {
        private struct Instruments: Sendable {
            let started: Counter
            let inFlight: Gauge
            /// Made when it is first needed: most endpoints never fail in most ways.
            var finished: [TrafficOutcome: Counter] = [:]
        }

        private let name: String
        private let factory: any MetricsFactory
        private let endpoints = Locked<[EndpointID: Instruments]>([:])

        init(name: String, factory: any MetricsFactory) {
            self.name = name
            self.factory = factory
        }

        /// Only one task at a time calls this.
        func record(_ traffic: [EndpointTraffic]) {
            // Taken out meanwhile: what is called below is not ours.
            var endpoints = endpoints.withLock { endpoints in
                defer { endpoints = [:] }
                return endpoints
            }
            for traffic in traffic {
                var instruments = endpoints[traffic.id] ?? makeInstruments(traffic.id)
                record(traffic, &instruments)
                if traffic.isGone {
                    forget(instruments)
                    endpoints[traffic.id] = nil
                } else {
                    endpoints[traffic.id] = instruments
                }
            }
            self.endpoints.withLock { [endpoints] in $0 = endpoints }
        }

        private func record(_ traffic: EndpointTraffic, _ instruments: inout Instruments) {
            instruments.started.increment(by: traffic.started)
            for (outcome, count) in traffic.finished {
                let counter =
                    instruments.finished[outcome]
                    ?? Counter(
                        label: "lb.endpoint.requests_finished",
                        dimensions: dimensions(traffic.id) + [("lb.outcome", outcome.name)],
                        factory: factory
                    )
                instruments.finished[outcome] = counter
                counter.increment(by: count)
            }
            instruments.inFlight.record(traffic.inFlight)
        }

        private func makeInstruments(_ id: EndpointID) -> Instruments {
            Instruments(
                started: Counter(label: "client.attempt.started", dimensions: dimensions(id), factory: factory),
                inFlight: Gauge(
                    label: "lb.endpoint.requests_in_flight",
                    dimensions: dimensions(id),
                    factory: factory
                )
            )
        }

        private func forget(_ instruments: Instruments) {
            instruments.started.destroy()
            instruments.inFlight.destroy()
            for counter in instruments.finished.values {
                counter.destroy()
            }
        }

        private func dimensions(_ id: EndpointID) -> [(String, String)] {
            [("lb.name", name), ("lb.endpoint", id.string)]
        }
    }
#endif
