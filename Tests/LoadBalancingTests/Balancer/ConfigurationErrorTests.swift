import LoadBalancing
import Testing

@Suite("Configuration errors")
struct ConfigurationErrorTests {
    @Test("An error names the setting, its value and what is allowed")
    func descriptions() {
        let duration = ConfigurationError.invalidDuration(
            name: "health.interval",
            value: .zero,
            allowed: "1 millisecond or longer"
        )
        #expect(duration.description == "health.interval is 0.0 seconds: it must be 1 millisecond or longer")
        let number = ConfigurationError.invalidNumber(
            name: "health.jitter",
            value: 1.5,
            allowed: "0 or above, and below 1"
        )
        #expect(number.description == "health.jitter is 1.5: it must be 0 or above, and below 1")
        let count = ConfigurationError.invalidCount(name: "health.healthyThreshold", value: 0, allowed: "1 or above")
        #expect("\(count)" == "health.healthyThreshold is 0: it must be 1 or above")
    }
}
