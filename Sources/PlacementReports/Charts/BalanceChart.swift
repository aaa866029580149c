import ConsistentHashing

extension BalanceResults {
    /// For each input one picture: from the emptiest to the fullest node of each method, beside chance.
    public func charts() -> [Chart] {
        inputs.indices.map { input in
            Chart(fileName: "balance-\(inputs[input].id).svg", svg: BalanceChart(results: self, input: input).svg)
        }
    }
}

/// From the emptiest to the fullest node of each method, by distinct keys, a panel for each number of nodes. A grey band
/// is what chance does with so many keys; a black line is what the nodes have exactly.
struct BalanceChart {
    let results: BalanceResults
    let input: Int

    private static let labelWidth = 170.0
    private static let plotWidth = 250.0
    /// Room beside a panel for the least and the largest load.
    private static let numberWidth = 116.0
    private static let laneHeight = 30.0
    private static let barHeight = 12.0

    /// Those whose keys have owners.
    private static let methods = PlacementMethod.allCases.filter { $0 != .roundRobin }
    private static var plotHeight: Double { Double(methods.count) * laneHeight }

    var svg: String {
        let panel = Self.plotWidth + Self.numberWidth
        let width = ChartFrame.margin + Self.labelWidth + max(2, Double(results.sizes.count)) * panel
        let top = ChartFrame.top
        let title = results.inputs[input].title
        var svg = SVG(width: width, height: top + Self.plotHeight + 62, title: "\(title): how evenly keys are spread")
        ChartFrame.write(
            title: "From the emptiest to the fullest node",
            subtitle: "\(title), \(Digits.grouped(results.inputs[input].sample.count)) distinct keys, nodes of equal "
                + "weight. Colour: these keys. Black line: all keys there could be. Grey: chance.",
            into: &svg
        )
        for (position, method) in Self.methods.enumerated() {
            svg.text(
                method.rawValue,
                x: ChartFrame.margin + Self.labelWidth - 14,
                y: top + (Double(position) + 0.5) * Self.laneHeight + 4,
                anchor: .end
            )
        }
        for (position, nodes) in results.sizes.enumerated() {
            let left = ChartFrame.margin + Self.labelWidth + Double(position) * panel
            writePanel(nodes: nodes, left: left, top: top, into: &svg)
        }
        return svg.text
    }

    private func writePanel(nodes: Int, left: Double, top: Double, into svg: inout SVG) {
        let rows = results.rows.filter { $0.input == input && $0.nodes == nodes }
        let chance = results.chance(input: input, nodes: nodes)?.keys
        let axis = Self.axis(for: rows.flatMap { [$0.keys, $0.exact] }.compactMap { $0 } + [chance].compactMap { $0 })
        let bottom = top + Self.plotHeight
        svg.text(BalanceResults.name(nodes), x: left, y: top - 10, size: 13, bold: true)
        svg.text(
            "least to largest",
            x: left + Self.plotWidth + 10,
            y: top - 10,
            size: 10.5,
            fill: Palette.quiet
        )
        if let chance {
            let (low, high) = Self.ends(of: chance, axis: axis)
            svg.rectangle(x: left + low, y: top, width: high - low, height: Self.plotHeight, fill: Palette.band)
        }
        for tick in axis.ticks(spacing: 42) {
            let x = left + axis.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text(Self.label(tick, axis), x: x, y: bottom + 17, size: 10.5, anchor: .middle, fill: Palette.quiet)
        }
        svg.text(
            "load / mean load",
            x: left + Self.plotWidth / 2,
            y: bottom + 38,
            size: 11,
            anchor: .middle,
            fill: Palette.quiet
        )
        let mean = left + axis.position(of: 1)
        svg.line(from: (mean, top), to: (mean, bottom), stroke: Palette.quiet)
        for (position, method) in Self.methods.enumerated() {
            let middle = top + (Double(position) + 0.5) * Self.laneHeight
            write(rows.first { $0.method == method }, left: left, middle: middle, axis: axis, into: &svg)
        }
    }

    private func write(
        _ row: BalanceResults.Row?,
        left: Double,
        middle: Double,
        axis: Axis,
        into svg: inout SVG
    ) {
        let numbers = left + Self.plotWidth + 10
        guard let row, let keys = row.keys else {
            svg.text("left out", x: numbers, y: middle + 4, size: 11, fill: Palette.quiet)
            return
        }
        let (low, high) = Self.ends(of: keys, axis: axis)
        svg.rectangle(
            x: left + low,
            y: middle - Self.barHeight / 2,
            width: max(1.5, high - low),
            height: Self.barHeight,
            fill: Palette.colour(of: row.method)
        )
        if let exact = row.exact {
            let (low, high) = Self.ends(of: exact, axis: axis)
            svg.line(
                from: (left + low, middle),
                to: (left + max(low + 1.5, high), middle),
                stroke: Palette.ink,
                width: 2
            )
        }
        svg.text(
            "\(Digits.fixed(keys.smallestOverMean, digits: 2)) – \(Digits.fixed(keys.largestOverMean, digits: 2))",
            x: numbers,
            y: middle + 4,
            size: 11
        )
    }

    private static func ends(of balance: Balance, axis: Axis) -> (low: Double, high: Double) {
        (axis.position(of: balance.smallestOverMean), axis.position(of: balance.largestOverMean))
    }

    private static func axis(for balances: [Balance]) -> Axis {
        let least = balances.map(\.smallestOverMean).min() ?? 0
        let largest = balances.map(\.largestOverMean).max() ?? 1
        // A little more than there is on either side, to the next round number.
        let step = Axis.roundStep(atLeast: max(0.001, (largest - least) / 10))
        let low = max(0, (least / step).rounded(.down) * step)
        return Axis(scale: .linear, range: low...((largest / step).rounded(.up) * step), length: plotWidth)
    }

    private static func label(_ load: Double, _ axis: Axis) -> String {
        let width = axis.range.upperBound - axis.range.lowerBound
        return Digits.fixed(load, digits: width < 0.05 ? 3 : width < 0.5 ? 2 : 1)
    }
}
