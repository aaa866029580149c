import PlacementReports

extension Report.Column {
    /// A column of numbers with as many digits behind the point.
    static func real(_ title: String, unit: String = "", _ key: String, digits: Int = 2) -> Report.Column {
        Report.Column(title, unit: unit, key: key, kind: .real(digits: digits))
    }
}
