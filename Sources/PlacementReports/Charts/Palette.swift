/// The colours of all charts.
package enum Palette {
    package static let ink = "#222222"
    package static let quiet = "#666666"
    package static let grid = "#dddddd"
    package static let band = "#eeeeee"

    /// A colour that those who can't tell red from green can tell from the others.
    ///
    /// Source: Okabe and Ito, "Color Universal Design", 2008.
    static func colour(of method: PlacementMethod) -> String {
        switch method {
        case .hashRing: "#0072b2"
        // The eight have run out: a grey, told from them by being one.
        case .thinnedRing: "#8a8a8a"
        case .rendezvousHash: "#56b4e9"
        case .rendezvousTable: "#009e73"
        case .maglevTable: "#e69f00"
        case .incrementalMaglevTable: "#f0e442"
        case .incrementalSlotHash: "#000000"
        case .hashModulo: "#d55e00"
        case .roundRobin: "#cc79a7"
        }
    }
}
