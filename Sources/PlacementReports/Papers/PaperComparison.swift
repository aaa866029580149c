/// A paper's published figures beside ours.
public struct PaperComparison: Sendable {
    /// One figure.
    public struct Row: Sendable {
        /// With how many nodes, points, slots and keys ours was measured.
        public let setup: String
        /// What places the keys.
        public let placement: String
        /// What was measured.
        public let figure: String
        /// As published; `nil` where the paper gives no number.
        public let published: Double?
        /// Where in the paper; empty where there is nothing.
        public let source: String
        /// As measured here; `nil` for a placement that this package has not.
        public let ours: Double?

        init(
            _ setup: String,
            _ placement: String,
            _ figure: String,
            published: Double? = nil,
            source: String = "",
            ours: Double?
        ) {
            self.setup = setup
            self.placement = placement
            self.figure = figure
            self.published = published
            self.source = source
            self.ours = ours
        }

        /// Ours over the published one, where there are both and neither is 0.
        public var ratio: Double? {
            guard let published, let ours, published > 0, ours > 0 else { return nil }
            return ours / published
        }
    }

    /// Authors and year.
    public let title: String
    /// The paper, what it measured and what is not known about that.
    public let about: String
    /// Figure by figure.
    public let rows: [Row]
}
