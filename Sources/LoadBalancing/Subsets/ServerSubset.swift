public import ConsistentHashing

/// Which of many servers a client talks to, so that neither has too many connections.
///
/// A pure function of the servers and of the client's own number or name: nobody is asked, and every client knows its part.
///
/// | | needs to know | servers' load | when a server or a client comes |
/// | --- | --- | --- | --- |
/// | ``DeterministicAperture`` | the client's number, and how many there are | exactly even | what is at the edges moves; all edges do |
/// | ``RocksteadierSubset`` | the client's number | nearly even | little moves; nothing at all for other clients |
/// | ``RendezvousSubset`` | the client's name | as chance has it | the least moves; nothing at all for other clients |
///
/// `swift run Benchmarks subsets` measures all three.
public protocol ServerSubset: Sendable {
    /// What to call it in logs and reports, such as `aperture`.
    var subsetName: String { get }

    /// The servers that the client talks to, by their indices, in order.
    func members(of servers: Membership<String>) -> [SubsetMember]
}

/// A server of a subset.
public struct SubsetMember: Hashable, Sendable {
    /// Its index among all servers.
    public let index: Int

    /// How much of it is this client's, in `0...1`, above 0: 1 but at the edges of a ``DeterministicAperture``. What the client sends it
    /// beside the others is to be this times its weight.
    public let fraction: Double

    public init(index: Int, fraction: Double = 1) {
        self.index = index
        self.fraction = fraction
    }
}

extension Membership<String> {
    /// All of them, whole.
    var everyMember: [SubsetMember] { indices.map { SubsetMember(index: $0) } }
}
