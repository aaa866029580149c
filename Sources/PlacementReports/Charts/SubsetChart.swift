extension SubsetResults {
    /// A picture: connections per server, a panel for each fleet.
    public func charts() -> [Chart] {
        [Chart(fileName: "subsets.svg", svg: SubsetChart(results: self).svg)]
    }
}

/// Connections per server: for each method how many servers have how many, a panel for each fleet.
struct SubsetChart {
    let results: SubsetResults

    private static let labelWidth = 104.0
    private static let plotWidth = 250.0
    private static let numberWidth = 100.0
    private static let laneHeight = 44.0
    private static let barHeight = 30.0
    private static let binWidth = 5.0
    private static let columns = 3
    /// Room below a panel for its axis, and above it for its name.
    private static let below = 92.0

    /// Source: Okabe and Ito, "Color Universal Design", 2008.
    private static let colours = ["#d55e00", "#0072b2", "#009e73", "#e69f00", "#56b4e9", "#cc79a7"]

    private var methods: [String] {
        results.rows.filter { $0.fleet == 0 }.map(\.method)
    }

    private var plotHeight: Double { Double(methods.count) * Self.laneHeight }

    var svg: String {
        let panelWidth = Self.labelWidth + Self.plotWidth + Self.numberWidth
        let columns = min(Self.columns, max(2, results.fleets.count))
        let lines = (results.fleets.count + columns - 1) / columns
        let height = ChartFrame.top + Double(lines) * (plotHeight + Self.below)
        var svg = SVG(
            width: ChartFrame.margin + Double(columns) * panelWidth,
            height: height,
            title: "Connections per server"
        )
        ChartFrame.write(
            title: "Connections per server",
            subtitle: "Height: how many servers have so many, each row to its own scale. Black line: the mean.",
            into: &svg
        )
        for position in results.fleets.indices {
            writePanel(
                fleet: position,
                left: ChartFrame.margin + Double(position % columns) * panelWidth + Self.labelWidth,
                top: ChartFrame.top + Double(position / columns) * (plotHeight + Self.below),
                into: &svg
            )
        }
        return svg.text
    }

    private func writePanel(fleet position: Int, left: Double, top: Double, into svg: inout SVG) {
        let rows = results.rows.filter { $0.fleet == position }
        let bottom = top + plotHeight
        let most = rows.compactMap { row in row.perServer.last.map { Double($0) / mean(row) } }.max() ?? 1
        let axis = Axis(scale: .linear, range: 0...max(2, most * 1.03), length: Self.plotWidth)
        let name = SubsetResults.name(of: results.fleets[position])
        svg.text(name, x: left - Self.labelWidth, y: top - 12, size: 13, bold: true)
        for tick in axis.ticks(spacing: 50) {
            let x = left + axis.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text(
                Digits.fixed(tick, digits: 1),
                x: x,
                y: bottom + 17,
                size: 10.5,
                anchor: .middle,
                fill: Palette.quiet
            )
        }
        svg.text(
            "connections / mean",
            x: left + Self.plotWidth / 2,
            y: bottom + 36,
            size: 11,
            anchor: .middle,
            fill: Palette.quiet
        )
        let one = left + axis.position(of: 1)
        svg.line(from: (one, top), to: (one, bottom), stroke: Palette.ink)
        for (lane, row) in rows.enumerated() {
            let base = top + Double(lane + 1) * Self.laneHeight - 6
            svg.line(from: (left, base), to: (left + Self.plotWidth, base), stroke: Palette.grid)
            svg.text(row.method, x: left - 10, y: base - 4, anchor: .end)
            let bars = Self.bars(of: row.perServer.map { Double($0) / mean(row) }, axis: axis)
            svg.bars(
                bars.map { (x: left + $0.x, height: $0.height) },
                width: Self.binWidth - 0.6,
                base: base,
                fill: Self.colours[lane % Self.colours.count]
            )
            let ends = "\(row.perServer.first ?? 0) – \(row.perServer.last ?? 0)"
            svg.text(ends, x: left + Self.plotWidth + 8, y: base - 4, size: 11)
        }
    }

    private func mean(_ row: SubsetResults.Row) -> Double {
        Double(row.perServer.reduce(0, +)) / Double(max(1, row.perServer.count))
    }

    /// How many servers fall into each of the line's bins, as bars; the highest is as high as a lane allows.
    private static func bars(of values: [Double], axis: Axis) -> [(x: Double, height: Double)] {
        var counts = [Int](repeating: 0, count: Int(plotWidth / binWidth))
        for value in values {
            counts[min(Int(axis.position(of: value) / binWidth), counts.count - 1)] += 1
        }
        let highest = Double(max(1, counts.max() ?? 1))
        return counts.enumerated().filter { $1 > 0 }.map { bin, count in
            (x: Double(bin) * binWidth, height: max(1.5, Double(count) / highest * barHeight))
        }
    }
}
