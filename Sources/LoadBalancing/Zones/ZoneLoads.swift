/// How the requests of a client are divided between zones.
///
/// A zone can **carry** *f* · (weight in service) / (weight of all zones) of all requests, *f* being how much more than its load it
/// can carry: 1.4. Its clients send what is known of them, or else as large a part as its endpoints weigh. While a client's own zone
/// can carry what its clients send, it carries it alone; otherwise, it carries as much of it as it can, and what is missing
/// spills over to the other zones, in proportion to what each can carry beyond what its own clients send:
///
/// | own zone well | others well | clients of the own zone | own zone carries | the others carry |
/// | --- | --- | --- | --- | --- |
/// | 4 of 4 | 4 of 4, 4 of 4 | 1/3 | 100 % | 0 % |
/// | 3 of 4 | 4 of 4, 4 of 4 | 1/3 | 100 % | 0 % |
/// | 2 of 4 | 4 of 4, 4 of 4 | 1/3 | 70 % | 15 %, 15 % |
/// | 2 of 4 | 3 of 4, 4 of 4 | 1/3 | 70 % | 3.3 %, 26.7 % |
/// | 0 of 4 | 4 of 4, 4 of 4 | 1/3 | 0 % | 50 %, 50 % |
/// | 4 of 4 | 4 of 4, 4 of 4 | 70 % (the others 15 % each) | 66.7 % | 16.7 %, 16.7 % |
/// | none there | 4 of 4, 2 of 4 | 0 | | 100 %, 0 % |
///
/// If all zones together can't carry the load, each counts as carrying its part of what they can: the shortage is shared.
///
/// If every zone's clients go by this, no zone is sent more than it can carry. With *f* = 1 this is what Envoy does.
///
/// Cost: O(zones).
///
/// Source: Envoy's zone aware routing, which asks how many clients each zone has, and knows no *f*: there, requests leave a zone
/// as soon as one of its endpoints is out.
public enum ZoneLoads {
    /// The endpoints of one zone.
    public struct Zone: Hashable, Sendable {
        /// What they weigh together, 0 or above.
        public var weight: Double
        /// What those of them weigh that are in service.
        public var weightInService: Double
        /// The part of all requests that clients in this zone send; `nil` if that is not known.
        public var clientShare: Double?

        public init(weight: Double, weightInService: Double, clientShare: Double? = nil) {
            self.weight = weight
            self.weightInService = weightInService
            self.clientShare = clientShare
        }
    }

    /// What each zone gets of a client's requests, a part of 1; all 0 only if none has an endpoint in service.
    ///
    /// - Parameters:
    ///   - zones: all zones, of which either all client shares are known or none.
    ///   - local: the position of the client's own; `nil` if no endpoint is in it.
    ///   - overprovisioning: *f*: finite, 1 or above.
    public static func shares(of zones: [Zone], local: Int?, overprovisioning: Double = 1.4) -> [Double] {
        let weight = zones.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return zones.map { _ in 0 } }
        var carried = zones.map { overprovisioning * $0.weightInService / weight }
        let sum = carried.reduce(0, +)
        guard sum > 0 else { return zones.map { _ in 0 } }
        if sum < 1 {
            carried = carried.map { $0 / sum }
        }
        let sent = zones.map { $0.clientShare ?? $0.weight / weight }

        var kept = 0.0
        if let local, sent[local] > 0 {
            // Less an error of rounding: what is carried and what is sent may be the same number, summed up in another order.
            kept = carried[local] >= sent[local] * (1 - 0x1p-40) ? 1 : carried[local] / sent[local]
        } else if let local, carried[local] > 0 {
            kept = 1
        }
        var spare = zones.indices.map { $0 == local ? 0 : max(0, carried[$0] - sent[$0]) }
        if spare.reduce(0, +) <= 0x1p-40 {
            spare = zones.indices.map { $0 == local ? 0 : carried[$0] }
        }
        let spareSum = spare.reduce(0, +)
        guard kept < 1, spareSum > 0 else {
            return zones.indices.map { $0 == local ? 1 : 0 }
        }
        return zones.indices.map { $0 == local ? kept : (1 - kept) * spare[$0] / spareSum }
    }
}
