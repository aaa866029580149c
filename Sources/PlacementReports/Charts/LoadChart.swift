import ConsistentHashing

/// The load per node: for each method how many nodes have which load, a panel for each number of nodes.
///
/// Where one node has many times the mean, as with a log in which one key is asked for far more than others, the scale is
/// that of square roots, which still has room for the many nodes below the mean.
struct LoadChart {
    let results: MovementResults
    let input: Int

    private static let labelWidth = 128.0
    private static let plotWidth = 270.0
    /// Room beside a panel for the least and the largest load.
    private static let numberWidth = 104.0
    private static let laneHeight = 46.0
    private static let barHeight = 32.0
    /// Two pixels and a gap: fine enough to show a shape, coarse enough to be seen.
    private static let binWidth = 3.0

    private static var plotHeight: Double { Double(PlacementMethod.allCases.count) * laneHeight }

    var svg: String {
        let panel = Self.plotWidth + Self.numberWidth
        let width = ChartFrame.margin + Self.labelWidth + max(2, Double(results.sizes.count)) * panel
        let top = ChartFrame.top
        let name = results.inputs[input].title
        var svg = SVG(width: width, height: top + Self.plotHeight + 62, title: "\(name): load per node")
        ChartFrame.write(
            title: "Load per node",
            subtitle: "\(name), \(Digits.grouped(results.inputs[input].sample.requestCount)) requests, nodes of equal "
                + "weight. Height: how many nodes have that load, each row to its own scale. Black line: the mean.",
            into: &svg
        )
        for (position, method) in PlacementMethod.allCases.enumerated() {
            svg.text(
                method.rawValue,
                x: ChartFrame.margin + Self.labelWidth - 14,
                y: top + Double(position + 1) * Self.laneHeight - 8,
                anchor: .end
            )
        }
        let loads = results.loads.filter { $0.input == input }
        let largest = loads.compactMap(\.requestsOverMean.last).max() ?? 1
        for (position, nodes) in results.sizes.enumerated() {
            let here = loads.filter { $0.nodes == nodes }
            // One scale for all panels where that shows something in each of them.
            let axis = Self.axis(for: largest <= Self.linearLimit ? loads : here)
            let left = ChartFrame.margin + Self.labelWidth + Double(position) * panel
            writePanel(here, nodes: nodes, left: left, top: top, axis: axis, into: &svg)
        }
        return svg.text
    }

    private static let linearLimit = 4.0

    private static func axis(for loads: [MovementResults.Load]) -> Axis {
        let least = loads.compactMap(\.requestsOverMean.first).min() ?? 0
        let largest = loads.compactMap(\.requestsOverMean.last).max() ?? 1
        guard largest <= linearLimit else {
            return Axis(scale: .squareRoot, range: 0...(largest * 1.03), length: plotWidth)
        }
        let low = min((least * 10).rounded(.down) / 10, 0.9)
        let high = max((largest * 10).rounded(.up) / 10, 1.1)
        return Axis(scale: .linear, range: low...high, length: plotWidth)
    }

    private func writePanel(
        _ loads: [MovementResults.Load],
        nodes: Int,
        left: Double,
        top: Double,
        axis: Axis,
        into svg: inout SVG
    ) {
        let bottom = top + Self.plotHeight
        let numbers = left + Self.plotWidth + 10
        svg.text("\(Digits.grouped(nodes)) nodes", x: left, y: top - 8, size: 13, bold: true)
        svg.text("least to largest", x: numbers, y: top - 8, size: 10.5, fill: Palette.quiet)
        for tick in axis.ticks(spacing: axis.scale == .linear ? 36 : 28) {
            let x = left + axis.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text(Self.label(tick), x: x, y: bottom + 17, size: 10.5, anchor: .middle, fill: Palette.quiet)
        }
        svg.text(
            axis.scale == .linear ? "load / mean load" : "load / mean load, square-root scale",
            x: left + Self.plotWidth / 2,
            y: bottom + 38,
            size: 11,
            anchor: .middle,
            fill: Palette.quiet
        )
        let mean = left + axis.position(of: 1)
        svg.line(from: (mean, top), to: (mean, bottom), stroke: Palette.ink)
        for (position, method) in PlacementMethod.allCases.enumerated() {
            let base = top + Double(position + 1) * Self.laneHeight - 4
            svg.line(from: (left, base), to: (left + Self.plotWidth, base), stroke: Palette.grid)
            guard let load = loads.first(where: { $0.method == method }) else {
                svg.text("left out", x: numbers, y: base - 4, size: 11, fill: Palette.quiet)
                continue
            }
            let bars = Self.bars(of: load, axis: axis).map { (x: left + $0.x, height: $0.height) }
            svg.bars(bars, width: Self.binWidth - 0.4, base: base, fill: Palette.colour(of: method))
            let ends = [load.requestsOverMean.first, load.requestsOverMean.last].compactMap { $0 }
            let numerals = ends.map { $0 == 0 ? "0" : Digits.fixed($0, digits: $0 < 9.995 ? 2 : 1) }
            svg.text(numerals.joined(separator: " – "), x: numbers, y: base - 4, size: 11)
        }
    }

    /// How many nodes fall into each of the line's bins, as bars; the highest is as high as a lane allows.
    private static func bars(of load: MovementResults.Load, axis: Axis) -> [(x: Double, height: Double)] {
        var counts = [Int](repeating: 0, count: Int(plotWidth / binWidth))
        for value in load.requestsOverMean {
            counts[min(Int(axis.position(of: value) / binWidth), counts.count - 1)] += 1
        }
        let highest = Double(max(1, counts.max() ?? 1))
        return counts.enumerated().filter { $1 > 0 }.map { bin, count in
            (x: Double(bin) * binWidth, height: max(1.5, Double(count) / highest * barHeight))
        }
    }

    private static func label(_ load: Double) -> String {
        load == load.rounded() ? Digits.fixed(load, digits: 0) : Digits.fixed(load, digits: 1)
    }
}
