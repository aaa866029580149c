public import ConsistentHashing

/// Keys to measure with, and what to call them.
public struct KeyInput: Sendable {
    /// The name for files and programs: `sticky-sessions`.
    public let id: String
    /// The name for people: `Sticky sessions`.
    public let title: String
    /// What the keys are, in a sentence.
    public let about: String
    /// The keys, in the order in which requests asked for them.
    public let sample: KeySample

    /// Keys to measure with.
    public init(id: String, title: String, about: String, sample: KeySample) {
        self.id = id
        self.title = title
        self.about = about
        self.sample = sample
    }
}
