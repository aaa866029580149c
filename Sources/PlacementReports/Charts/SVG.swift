/// An SVG picture, written by hand: shapes with attributes only, so that it needs no style sheet, script or font.
package struct SVG {
    /// Where a text's position is: its beginning, middle or end.
    package enum Anchor: String {
        case start
        case middle
        case end
    }

    private let width: Double
    private let height: Double
    private let title: String
    private var body = ""

    /// An empty picture on white. The title is what a screen reader says.
    package init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        self.title = title
        rectangle(x: 0, y: 0, width: width, height: height, fill: "#ffffff")
    }

    /// The whole file.
    package var text: String {
        let (width, height) = (Self.number(width), Self.number(height))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img" \
            font-family="'DejaVu Sans', Verdana, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="12" fill="\(Palette.ink)">
            <title>\(Self.escaped(title))</title>
            \(body)</svg>

            """
    }

    package mutating func rectangle(x: Double, y: Double, width: Double, height: Double, fill: String) {
        element("rect", [("x", x), ("y", y), ("width", width), ("height", height)], "fill=\"\(fill)\"")
    }

    package mutating func line(
        from: (x: Double, y: Double),
        to: (x: Double, y: Double),
        stroke: String,
        width: Double = 1
    ) {
        element(
            "line",
            [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)],
            "stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\""
        )
    }

    package mutating func circle(x: Double, y: Double, radius: Double, fill: String) {
        element("circle", [("cx", x), ("cy", y), ("r", radius)], "fill=\"\(fill)\"")
    }

    /// A line through some points.
    package mutating func line(through points: [(x: Double, y: Double)], stroke: String, width: Double) {
        let path = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
        element(
            "polyline",
            [],
            "points=\"\(path.joined(separator: " "))\" fill=\"none\" stroke=\"\(stroke)\" "
                + "stroke-width=\"\(Self.number(width))\" stroke-linejoin=\"round\""
        )
    }

    /// Filled bars that stand side by side on a line, as one path.
    package mutating func bars(_ bars: [(x: Double, height: Double)], width: Double, base: Double, fill: String) {
        let (width, base) = (Self.number(width), Self.number(base))
        let path = bars.map { bar in
            "M\(Self.number(bar.x)) \(base)v-\(Self.number(bar.height))h\(width)V\(base)z"
        }
        element("path", [], "d=\"\(path.joined())\" fill=\"\(fill)\"")
    }

    package mutating func text(
        _ text: String,
        x: Double,
        y: Double,
        size: Double = 12,
        anchor: Anchor = .start,
        bold: Bool = false,
        fill: String = Palette.ink
    ) {
        let weight = bold ? " font-weight=\"bold\"" : ""
        body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\" "
        body += "text-anchor=\"\(anchor.rawValue)\" fill=\"\(fill)\"\(weight)>\(Self.escaped(text))</text>\n"
    }

    private mutating func element(_ name: String, _ numbers: [(String, Double)], _ rest: String) {
        let attributes = numbers.map { "\($0)=\"\(Self.number($1))\" " }.joined()
        body += "<\(name) \(attributes)\(rest)/>\n"
    }

    /// A coordinate: a tenth of a pixel is more than anybody sees.
    private static func number(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + (tenth == 0 ? "\(whole)" : "\(whole).\(tenth)")
    }

    /// The text with what XML would take for itself as entities, and what it forbids left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
