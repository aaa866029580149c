/// A picture of some results.
public struct Chart: Hashable, Sendable {
    /// What to call its file: `movement-sticky-sessions.svg`.
    public let fileName: String
    /// The file: SVG 1.1, complete in itself.
    public let svg: String

    /// A picture in a file of this name.
    package init(fileName: String, svg: String) {
        self.fileName = fileName
        self.svg = svg
    }
}

extension MovementResults {
    /// For each input two pictures: what moved beside the minimum, and the load of the nodes.
    public func charts() -> [Chart] {
        inputs.indices.flatMap { input in
            [
                Chart(
                    fileName: "movement-\(inputs[input].id).svg",
                    svg: MovementChart(results: self, input: input).svg
                ),
                Chart(fileName: "load-\(inputs[input].id).svg", svg: LoadChart(results: self, input: input).svg),
            ]
        }
    }
}

/// What all charts have in common: a title, a line below it, a panel for each number of nodes.
package struct ChartFrame {
    package static let margin = 24.0
    /// How far below the top panels begin.
    package static let top = 112.0

    /// Writes title and subtitle.
    package static func write(title: String, subtitle: String, into svg: inout SVG) {
        svg.text(title, x: margin, y: 34, size: 18, bold: true)
        svg.text(subtitle, x: margin, y: 55, size: 12, fill: Palette.quiet)
    }

    /// Writes a legend of all methods; gives the place behind it.
    static func writeLegend(into svg: inout SVG) -> Double {
        var x = margin
        for method in PlacementMethod.allCases {
            svg.rectangle(x: x, y: 69, width: 12, height: 12, fill: Palette.colour(of: method))
            svg.text(method.rawValue, x: x + 17, y: 79.5)
            x += legendPitch(of: method)
        }
        return x
    }

    /// Where a legend of all methods ends.
    static var legendEnd: Double { PlacementMethod.allCases.reduce(margin) { $0 + legendPitch(of: $1) } }

    private static func legendPitch(of method: PlacementMethod) -> Double {
        17 + width(of: method.rawValue) + 18
    }

    /// About how wide a text is in 12 pixels of height, in the widest of the fonts asked for.
    package static func width(of text: String) -> Double { Double(text.count) * 7.4 }
}
