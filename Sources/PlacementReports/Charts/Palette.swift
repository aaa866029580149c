/// The colours of all charts.
enum Palette {
    static let ink = "#222222"
    static let quiet = "#666666"
    static let grid = "#dddddd"

    /// A colour that those who can't tell red from green can tell from the others.
    ///
    /// Source: Okabe and Ito, "Color Universal Design", 2008.
    static func colour(of method: Method) -> String {
        switch method {
        case .hashRing: "#0072b2"
        case .thinnedRing: "#000000"
        case .rendezvousHash: "#56b4e9"
        case .rendezvousTable: "#009e73"
        case .maglevTable: "#e69f00"
        case .incrementalMaglevTable: "#f0e442"
        case .hashModulo: "#d55e00"
        case .roundRobin: "#cc79a7"
        }
    }
}
