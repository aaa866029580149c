/// gRPC's throttle of retries: while too many requests fail, none is sent again.
///
/// There are `maximumTokens` at first. A failure takes one, a success gives `tokenRatio` back, between 0 and the maximum.
/// Retries and hedges are made only while there is more than half.
///
/// | `maximumTokens` 10, `tokenRatio` 0.1 | tokens | retries |
/// | --- | --- | --- |
/// | at first | 10 | yes |
/// | 4 failures later | 6 | yes |
/// | another failure later | 5 | no |
/// | one success later | 5.1 | yes |
///
/// Source: gRFC A6, "gRPC Retry Design".
public struct RetryThrottle: Hashable, Sendable {
    /// 10, as in gRFC A6's example; above 0, at most 1000.
    public var maximumTokens: Double

    /// 0.1, as in gRFC A6's example; above 0. Of either number three decimals count.
    public var tokenRatio: Double

    public init(maximumTokens: Double = 10, tokenRatio: Double = 0.1) {
        self.maximumTokens = maximumTokens
        self.tokenRatio = tokenRatio
    }

    func check() throws(ConfigurationError) {
        guard maximumTokens >= 0.001, maximumTokens <= 1000 else {
            throw .invalidNumber(name: "throttle.maximumTokens", value: maximumTokens, allowed: "0.001 to 1000")
        }
        guard tokenRatio >= 0.001, tokenRatio.isFinite else {
            throw .invalidNumber(name: "throttle.tokenRatio", value: tokenRatio, allowed: "finite, 0.001 or above")
        }
    }
}

/// How many tokens a ``RetryThrottle`` has.
package struct RetryThrottleState: Sendable {
    // In thousandths: a tenth added ten times is one.
    private let maximum: Int
    private let gain: Int
    private var thousandths: Int

    package init(_ throttle: RetryThrottle) {
        maximum = Int(saturating: (throttle.maximumTokens * 1000).rounded())
        // More than the maximum is the maximum.
        gain = min(maximum, Int(saturating: (throttle.tokenRatio * 1000).rounded()))
        thousandths = maximum
    }

    package var tokens: Double { Double(thousandths) / 1000 }

    package var allowsRetries: Bool { thousandths * 2 > maximum }

    package mutating func succeeded() {
        thousandths = min(maximum, thousandths + gain)
    }

    package mutating func failed() {
        thousandths = max(0, thousandths - 1000)
    }
}
