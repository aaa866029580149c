/// Something that happens to a service, and the ways to meet it that are set side by side.
package struct Scenario: Sendable {
    /// What `--scenario` calls it: `one-slow`.
    package let id: String
    package let title: String
    /// What happens, in a few sentences.
    package let about: String
    package let variants: [Variant]
    /// When the last trouble ends, in seconds: from then on it is counted how long the service takes to be well again. `nil` where
    /// nothing ends.
    package let troubleEnds: Double?
    /// Whether it matters which server answers a key.
    package let countsMoves: Bool
    /// Whether keys are tenants, and it matters how many of them are hurt.
    package let countsTenants: Bool
    /// What is drawn over time; `nil` if nothing changes.
    package let timeline: Timeline?
    private let base: SimulationSetup

    /// One way to meet it.
    package struct Variant: Sendable {
        /// How, beside the policy; rows of the same settings stand together.
        package let settings: String
        package let policy: PolicyChoice
        fileprivate let change: @Sendable (inout SimulationSetup) -> Void
    }

    /// What is drawn over time.
    package struct Timeline: Sendable {
        package enum Figure: Sendable {
            /// The 99th percentile of each second's requests.
            case p99
            /// The part of each second's requests that were answered.
            case successes
        }

        package let figure: Figure
        /// Which rows: those of these settings with these policies.
        package let settings: [String]
        package let policies: [PolicyChoice]

        package init(_ figure: Figure, settings: [String], policies: [PolicyChoice]) {
            self.figure = figure
            self.settings = settings
            self.policies = policies
        }
    }

    /// - Parameter base: with any policy; each variant has its own.
    package init(
        id: String,
        title: String,
        about: String,
        base: SimulationSetup,
        troubleEnds: Double? = nil,
        countsMoves: Bool = false,
        countsTenants: Bool = false,
        timeline: Timeline? = nil,
        variants: [[Variant]]
    ) {
        self.id = id
        self.title = title
        self.about = about
        self.base = base
        self.troubleEnds = troubleEnds
        self.countsMoves = countsMoves
        self.countsTenants = countsTenants
        self.timeline = timeline
        self.variants = variants.flatMap { $0 }
    }

    /// The same settings with each of these policies.
    package static func variants(
        _ settings: String,
        _ policies: [PolicyChoice],
        _ change: @escaping @Sendable (inout SimulationSetup) -> Void = { _ in }
    ) -> [Variant] {
        policies.map { Variant(settings: settings, policy: $0, change: change) }
    }

    /// The same with other numbers in all variants.
    package func changed(_ change: @escaping @Sendable (inout SimulationSetup) -> Void) -> Scenario {
        Scenario(
            id: id,
            title: title,
            about: about,
            base: base,
            troubleEnds: troubleEnds,
            countsMoves: countsMoves,
            countsTenants: countsTenants,
            timeline: timeline,
            variants: [
                variants.map { variant in
                    Variant(settings: variant.settings, policy: variant.policy) { setup in
                        variant.change(&setup)
                        change(&setup)
                    }
                }
            ]
        )
    }

    /// All that a variant's run follows from.
    package func setup(_ variant: Variant, seed: UInt64) -> SimulationSetup {
        var setup = base
        setup.policy = variant.policy
        setup.seed = seed
        variant.change(&setup)
        return setup
    }
}
