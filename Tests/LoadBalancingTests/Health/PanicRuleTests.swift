import LoadBalancing
import Testing

@Suite("Panic")
struct PanicRuleTests {
    @Test("Below half, unless said otherwise")
    func defaults() {
        #expect(PanicRule().threshold == 0.5)
    }

    @Test("It panics below the threshold, not at it", arguments: 1...40)
    func threshold(total: Int) {
        for healthy in 0...total {
            #expect(
                PanicRule().panics(total: total, healthy: healthy) == (2 * healthy < total),
                "\(healthy) of \(total)"
            )
            let seventy = PanicRule(threshold: 0.7).panics(total: total, healthy: healthy)
            #expect(seventy == (10 * healthy < 7 * total), "\(healthy) of \(total)")
        }
    }

    @Test("With none healthy it always panics, for the last endpoint must not be lost", arguments: [0, 0.5, 1, .nan])
    func noneHealthy(threshold: Double) {
        for total in 1...5 { #expect(PanicRule(threshold: threshold).panics(total: total, healthy: 0)) }
        #expect(!PanicRule(threshold: threshold).panics(total: 0, healthy: 0))
    }

    @Test("0 switches it off as long as one is healthy, 1 asks for all")
    func ends() {
        #expect(!PanicRule(threshold: 0).panics(total: 1_000_000, healthy: 1))
        #expect(PanicRule(threshold: 1).panics(total: 1_000_000, healthy: 999_999))
        #expect(!PanicRule(threshold: 1).panics(total: 3, healthy: 3))
    }

    @Test("A threshold is a share")
    func check() throws {
        for threshold in [0, 0.5, 1] { try PanicRule(threshold: threshold).check() }
        for threshold in [-0.1, 1.1, .infinity] {
            let error = ConfigurationError.invalidNumber(
                name: "panicThreshold",
                value: threshold,
                allowed: "0 (off) to 1"
            )
            #expect(throws: error) { try PanicRule(threshold: threshold).check() }
        }
        #expect(throws: ConfigurationError.self) { try PanicRule(threshold: .nan).check() }
    }
}
