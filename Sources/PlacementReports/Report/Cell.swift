/// One value of a table, as measured.
public enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A count.
    case integer(Int)
    /// Any other number; its column says how many digits a reader needs.
    case real(Double)
    /// A part of a whole, in [0, 1], with half the width of its 95 % interval.
    case share(Double, error: Double)
    /// How long something took.
    case duration(Duration)
    /// Nothing to tell.
    case none
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral text: String) {
        self = .text(text)
    }

    public init(integerLiteral number: Int) {
        self = .integer(number)
    }
}

extension Cell {
    /// A number, if there is one.
    public init(real: Double?) { self = real.map { .real($0) } ?? .none }

    /// The cell as people read it.
    ///
    /// - Parameter digits: how many digits behind the point a real number gets.
    func text(digits: Int) -> String {
        switch self {
        case .text(let text): text
        case .integer(let number): Digits.grouped(number)
        case .real(let number): Digits.fixed(number, digits: digits)
        case .share(let share, let error): Digits.share(share, error: error)
        case .duration(let duration): Digits.duration(duration)
        case .none: "–"
        }
    }

    /// The names under which programs find the cell's values, as many as there are ``rawValues``.
    func keys(_ key: String) -> [String] {
        if case .share = self { return Self.shareKeys(key) }
        return [key]
    }

    /// The names of a share and of its error.
    static func shareKeys(_ key: String) -> [String] { [key, key + "_error"] }

    /// The cell as programs read it: one value, or two for a share with its error; `nil` is a value that is not there.
    /// Shares are parts of 1, durations are seconds, reals have all their digits.
    var rawValues: [RawValue?] {
        switch self {
        case .text(let text): [.text(text)]
        case .integer(let number): [.number("\(number)")]
        case .real(let number): [RawValue(number)]
        case .share(let share, let error): [RawValue(share), RawValue(error)]
        case .duration(let duration): [RawValue(duration / .seconds(1))]
        case .none: [nil]
        }
    }
}

/// Words, or a number written so that it reads back as the same number.
enum RawValue: Hashable, Sendable {
    case text(String)
    case number(String)

    /// `nil` for what is no number: neither CSV nor JSON can write it.
    init?(_ number: Double) {
        guard number.isFinite else { return nil }
        // Swift writes the shortest digits that read back as the same number.
        self = .number(number.description)
    }
}
