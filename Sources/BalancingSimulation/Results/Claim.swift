import PlacementReports

/// Something the guide says, and the two rows of the report that say so.
package struct Claim: Sendable {
    /// A column of the report in which less is better.
    package enum Figure: String, Sendable {
        case p50, p99
        case p999 = "p99.9"
        case errors
        case busiest
        case extra
        case movedKeys = "moved keys"
        case movedRequests = "moved requests"
        case wellAfter = "well after"
        case hurt = "tenants hurt"
    }

    /// A row's settings and policy.
    package struct Side: Hashable, Sendable {
        package let settings: String
        package let policy: PolicyChoice

        package init(_ settings: String, _ policy: PolicyChoice) {
            self.settings = settings
            self.policy = policy
        }
    }

    /// For whom it is.
    package let need: String
    /// A scenario's id.
    package let scenario: String
    package let figure: Figure
    /// What to take.
    package let taken: Side
    /// What it is better than.
    package let other: Side

    package init(_ need: String, _ scenario: String, _ figure: Figure, take taken: Side, ratherThan other: Side) {
        self.need = need
        self.scenario = scenario
        self.figure = figure
        self.taken = taken
        self.other = other
    }
}

extension Claim.Figure {
    /// A row's value, less being better: infinite for what never comes. `nil` if the row has no such figure.
    func value(of row: BalancingResults.Row, in scenario: Scenario) -> Double? {
        let result = row.result
        switch self {
        case .p50: return result.p50.map { Double($0) } ?? .infinity
        case .p99: return result.p99.map { Double($0) } ?? .infinity
        case .p999: return result.p999.map { Double($0) } ?? .infinity
        case .errors: return result.errorShare
        case .busiest: return result.largestShare
        case .extra: return result.extraAttemptsPerRequest
        case .hurt: return Double(result.hurtKeys)
        case .movedKeys: return result.movedKeyShare
        case .movedRequests: return result.movedRequestShare
        case .wellAfter:
            return scenario.troubleEnds.map { result.secondsUntilWell(after: $0).map { Double($0) } ?? .infinity }
        }
    }

    /// A value as people read it.
    func text(of value: Double) -> String {
        switch self {
        case .p50, .p99, .p999:
            value.isFinite ? Digits.duration(.nanoseconds(Int64(value))) : "–"
        case .errors, .busiest, .movedKeys, .movedRequests: Digits.fixed(value * 100, digits: 2) + " %"
        case .hurt: Digits.fixed(value, digits: 0)
        case .extra: Digits.fixed(value, digits: 3)
        case .wellAfter: value.isFinite ? Digits.fixed(value, digits: 0) + " s" : "never"
        }
    }
}
