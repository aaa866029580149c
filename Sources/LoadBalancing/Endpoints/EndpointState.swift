/// An endpoint as it is listed now: what snapshots hold, so that picks can begin. Immutable but for its counts.
///
/// Another weight, address or the like makes another one, with the same ``LiveEndpoint``. Picks hold none of it but their
/// ``PickCell``.
package final class EndpointState: Sendable {
    package let endpoint: Endpoint
    /// Shared with those that came before: the same id with another weight or address has the same past.
    let live: LiveEndpoint
    /// One for each lane.
    let cells: [PickCell]

    package init(_ endpoint: Endpoint, live: LiveEndpoint) {
        self.endpoint = endpoint
        self.live = live
        let listed = ListedEndpoint(endpoint)
        cells = (0..<live.laneCount).map { _ in PickCell(listed, live) }
        live.remember(cells)
    }

    deinit {
        for cell in cells {
            cell.retire()
        }
    }

    var latency: LatencyEstimate? { live.latency }

    /// Requests picked for it as it is listed now, and not finished.
    var inFlight: Int { cells.reduce(0) { $0 + $1.inFlight } }
}

/// An endpoint as it was listed when it was picked: what picks' cells hold, and what may outlive them.
package final class ListedEndpoint: Sendable {
    package let endpoint: Endpoint

    init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
    }
}
