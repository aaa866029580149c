/// How far an experiment is.
public struct ExperimentProgress: Sendable {
    /// Done, as a part of the work expected, in [0, 1].
    public let fraction: Double
    /// What comes next, in a few words.
    public let next: String

    /// So far, and then this.
    package init(fraction: Double, next: String) {
        self.fraction = fraction
        self.next = next
    }
}
