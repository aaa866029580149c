extension BalancerMachine {
    /// Tells of each endpoint's picks where it is time to.
    mutating func advanceTraffic(to now: UInt64) {
        guard now >= nextTrafficAt else { return }
        nextTrafficAt = now.addingSaturating(configuration.metricsInterval.nanoseconds)
        tellTraffic()
    }

    /// Tells of each endpoint's picks now, as far as that has not been told yet.
    package mutating func tellTraffic() {
        for index in records.indices {
            let told = records[index].toldTraffic.tell(records[index].id, records[index].live)
            // The number in flight is told once more when it has come down to 0.
            if !told.isEmpty || told.inFlight > 0 || records[index].hadTraffic {
                traffic.append(told)
            }
            records[index].hadTraffic = told.inFlight > 0
        }
    }

    /// Tells of an endpoint's picks for the last time.
    mutating func tellLastTraffic(of record: EndpointRecord) {
        var record = record
        var told = record.toldTraffic.tell(record.id, record.live)
        told.isGone = true
        traffic.append(told)
    }

    /// What was told since this was last called.
    package mutating func takeTraffic() -> [EndpointTraffic] {
        defer { traffic = [] }
        return traffic
    }
}
