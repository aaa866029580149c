extension Claim {
    /// What the guide says, in its order.
    package static let all: [Claim] = []
}
