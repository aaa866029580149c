extension BalancerMachine {
    /// How the candidates' load is divided between levels and zones.
    func grouping() -> EndpointGrouping {
        EndpointGrouping(
            records.lazy.filter(\.isCandidate).map { record in
                GroupCandidate(
                    level: record.endpoint.priority,
                    zone: record.endpoint.zone,
                    weight: record.endpoint.weight,
                    isWell: isWell(record)
                )
            },
            configuration: configuration
        )
    }

    /// Whether an endpoint is in service though it is not well, as too few of its level are.
    func isPanicking(_ record: EndpointRecord) -> Bool {
        panickingLevels.contains(record.endpoint.priority)
    }
}
