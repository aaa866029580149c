import LoadBalancing
import Testing

@Suite("Outlier configuration")
struct OutlierConfigurationTests {
    /// A change, and the setting it spoils.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        let name: String
        let spoil: @Sendable (inout OutlierConfiguration) -> Void
        var testDescription: String { name }
    }

    @Test("The defaults are those of Envoy and gRFC A50")
    func defaults() {
        let configuration = OutlierConfiguration()
        #expect(configuration.interval == .seconds(10))
        #expect(configuration.baseEjectionTime == .seconds(30))
        #expect(configuration.maximumEjectionTime == .seconds(300))
        #expect(configuration.maximumEjectedFraction == 0.1)
        #expect(configuration.consecutiveFailures == 5)
        #expect(configuration.successRate?.minimumHosts == 5)
        #expect(configuration.successRate?.requestVolume == 100)
        #expect(configuration.successRate?.stdevFactor == 1.9)
        #expect(configuration.failurePercentage?.minimumHosts == 5)
        #expect(configuration.failurePercentage?.requestVolume == 50)
        #expect(configuration.failurePercentage?.threshold == 85)
    }

    @Test("The reasons are written as gRPC's metrics and a status would have them")
    func reasons() {
        #expect(
            EjectionReason.allCases.map(\.rawValue) == ["consecutive_failures", "success_rate", "failure_percentage"]
        )
    }

    @Test("The defaults, the ends of every range and switched-off rules are allowed")
    func allowed() throws {
        try OutlierConfiguration().check()
        try OutlierConfiguration(
            interval: .milliseconds(1),
            baseEjectionTime: .milliseconds(1),
            maximumEjectionTime: .zero,
            maximumEjectedFraction: 0,
            consecutiveFailures: 1,
            successRate: .init(minimumHosts: 1, requestVolume: 1, stdevFactor: 0),
            failurePercentage: .init(minimumHosts: 1, requestVolume: 1, threshold: 100)
        ).check()
        try OutlierConfiguration(maximumEjectedFraction: 1, consecutiveFailures: nil, successRate: nil).check()
    }

    @Test(
        "The setting that is out of its range is named",
        arguments: [
            Spoiled(name: "outliers.interval") { $0.interval = .zero },
            Spoiled(name: "outliers.baseEjectionTime") { $0.baseEjectionTime = .nanoseconds(1) },
            Spoiled(name: "outliers.maximumEjectionTime") { $0.maximumEjectionTime = .seconds(-1) },
            Spoiled(name: "outliers.maximumEjectedFraction") { $0.maximumEjectedFraction = 1.1 },
            Spoiled(name: "outliers.maximumEjectedFraction") { $0.maximumEjectedFraction = .nan },
            Spoiled(name: "outliers.consecutiveFailures") { $0.consecutiveFailures = 0 },
            Spoiled(name: "outliers.successRate.minimumHosts") { $0.successRate?.minimumHosts = 0 },
            Spoiled(name: "outliers.successRate.requestVolume") { $0.successRate?.requestVolume = 0 },
            Spoiled(name: "outliers.successRate.stdevFactor") { $0.successRate?.stdevFactor = -1 },
            Spoiled(name: "outliers.successRate.stdevFactor") { $0.successRate?.stdevFactor = .infinity },
            Spoiled(name: "outliers.failurePercentage.minimumHosts") { $0.failurePercentage?.minimumHosts = -3 },
            Spoiled(name: "outliers.failurePercentage.requestVolume") { $0.failurePercentage?.requestVolume = 0 },
            Spoiled(name: "outliers.failurePercentage.threshold") { $0.failurePercentage?.threshold = 0 },
            Spoiled(name: "outliers.failurePercentage.threshold") { $0.failurePercentage?.threshold = 101 },
        ]
    )
    func refused(spoiled: Spoiled) {
        var configuration = OutlierConfiguration()
        spoiled.spoil(&configuration)
        let error = #expect(throws: ConfigurationError.self) { try configuration.check() }
        #expect(error?.description.hasPrefix("\(spoiled.name) is ") == true, "\(error?.description ?? "none")")
    }
}
