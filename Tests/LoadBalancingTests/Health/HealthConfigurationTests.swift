import LoadBalancing
import Testing

@Suite("Health configuration")
struct HealthConfigurationTests {
    /// A change, and the setting it spoils.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        let name: String
        let spoil: @Sendable (inout HealthConfiguration) -> Void
        var testDescription: String { name }
    }

    @Test("The defaults and the ends of every range are allowed")
    func allowed() throws {
        try HealthConfiguration().check()
        try HealthConfiguration(
            interval: .milliseconds(1),
            timeout: .milliseconds(1),
            jitter: 0,
            healthyThreshold: 1,
            unhealthyThreshold: 1,
            idleInterval: .milliseconds(1)
        ).check()
        try HealthConfiguration(jitter: 1.0.nextDown).check()
    }

    @Test(
        "The setting that is out of its range is named",
        arguments: [
            Spoiled(name: "health.interval") { $0.interval = .microseconds(999) },
            Spoiled(name: "health.timeout") { $0.timeout = .zero },
            Spoiled(name: "health.jitter") { $0.jitter = 1 },
            Spoiled(name: "health.jitter") { $0.jitter = -0.01 },
            Spoiled(name: "health.jitter") { $0.jitter = .nan },
            Spoiled(name: "health.healthyThreshold") { $0.healthyThreshold = 0 },
            Spoiled(name: "health.unhealthyThreshold") { $0.unhealthyThreshold = -1 },
            Spoiled(name: "health.idleInterval") { $0.idleInterval = .seconds(-1) },
        ]
    )
    func refused(spoiled: Spoiled) {
        var configuration = HealthConfiguration()
        spoiled.spoil(&configuration)
        let error = #expect(throws: ConfigurationError.self) { try configuration.check() }
        #expect(error?.description.hasPrefix("\(spoiled.name) is ") == true, "\(error?.description ?? "none")")
    }
}
