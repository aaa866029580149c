import PlacementReports

/// For each row of a scenario a bar from the median to the 99th percentile and a mark at the 99.9th, and beside it errors and the
/// busiest server's share.
struct LatencyChart {
    let scenario: Scenario
    let rows: [BalancingResults.Row]

    private static let labelWidth = 236.0
    private static let plotWidth = 420.0
    private static let numberWidth = 78.0
    private static let laneHeight = 17.0
    private static let headHeight = 27.0
    private static let barHeight = 10.0

    private var groups: [(settings: String, rows: [BalancingResults.Row])] {
        var groups: [(settings: String, rows: [BalancingResults.Row])] = []
        for row in rows {
            if groups.last?.settings == row.variant.settings {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((row.variant.settings, [row]))
            }
        }
        return groups
    }

    var svg: String {
        let groups = groups
        let left = ChartFrame.margin + Self.labelWidth
        let top = ChartFrame.top - 14
        let height = groups.reduce(0) { $0 + Self.headHeight + Double($1.rows.count) * Self.laneHeight }
        let bottom = top + height
        let numbers = left + Self.plotWidth + 24
        let width = numbers + 4 * Self.numberWidth
        var svg = SVG(width: width, height: bottom + 56, title: "\(scenario.title): latencies and errors")
        ChartFrame.write(
            title: scenario.title,
            subtitle: "Bar: median to 99th percentile. Line and dot: to the 99.9th. Up to the edge: not answered.",
            into: &svg
        )
        let axis = axis
        for tick in axis.ticks(spacing: 60) {
            let x = left + axis.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text(Self.label(tick), x: x, y: bottom + 17, size: 10.5, anchor: .middle, fill: Palette.quiet)
        }
        svg.text(
            "time to the answer, logarithmic",
            x: left + Self.plotWidth / 2,
            y: bottom + 38,
            size: 11,
            anchor: .middle,
            fill: Palette.quiet
        )
        for (place, name) in ["p99", "errors", "busiest", "extra"].enumerated() {
            svg.text(
                name,
                x: numbers + (Double(place) + 0.8) * Self.numberWidth,
                y: top - 8,
                size: 11,
                anchor: .end,
                fill: Palette.quiet
            )
        }
        var y = top
        for group in groups {
            svg.text(group.settings, x: ChartFrame.margin, y: y + 19, size: 12, bold: true)
            y += Self.headHeight
            for row in group.rows {
                write(row, left: left, numbers: numbers, middle: y + Self.laneHeight / 2, axis: axis, into: &svg)
                y += Self.laneHeight
            }
        }
        return svg.text
    }

    private func write(
        _ row: BalancingResults.Row,
        left: Double,
        numbers: Double,
        middle: Double,
        axis: Axis,
        into svg: inout SVG
    ) {
        let result = row.result
        svg.text(row.variant.policy.name, x: left - 12, y: middle + 4, size: 11, anchor: .end)
        if let p50 = result.p50 {
            func position(_ time: UInt64?) -> Double { time.map { axis.position(of: Double($0)) } ?? Self.plotWidth }
            let (low, high, end) = (position(p50), position(result.p99), position(result.p999))
            let colour = row.variant.policy.colour
            svg.line(from: (left + low, middle), to: (left + end, middle), stroke: colour, width: 1.5)
            if result.p999 != nil {
                svg.circle(x: left + end, y: middle, radius: 2.5, fill: colour)
            }
            svg.rectangle(
                x: left + low,
                y: middle - Self.barHeight / 2,
                width: max(1.5, high - low),
                height: Self.barHeight,
                fill: colour
            )
        }
        let texts = [
            result.p99.map { Digits.duration(.nanoseconds(Int64($0))) } ?? "–",
            Digits.percent(result.errorShare),
            Digits.percent(result.largestShare),
            Digits.fixed(result.extraAttemptsPerRequest, digits: 2),
        ]
        for (place, text) in texts.enumerated() {
            svg.text(
                text,
                x: numbers + (Double(place) + 0.8) * Self.numberWidth,
                y: middle + 4,
                size: 11,
                anchor: .end,
                fill: place == 1 && result.errorShare >= 0.01 ? "#b00020" : Palette.ink
            )
        }
    }

    /// From the power of ten below the least median to the one above the largest percentile.
    private var axis: Axis {
        let least = Double(rows.compactMap(\.result.p50).min() ?? 1_000_000)
        let largest = Double(
            rows.flatMap { [$0.result.p50, $0.result.p99, $0.result.p999] }.compactMap { $0 }.max() ?? 1_000_000_000
        )
        var low = 1.0
        while low * 10 <= least { low *= 10 }
        var high = low * 10
        while high < largest { high *= 10 }
        return Axis(scale: .logarithmic, range: low...high, length: Self.plotWidth)
    }

    private static func label(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case 1e9...: "\(Int(nanoseconds / 1e9)) s"
        case 1e6...: "\(Int(nanoseconds / 1e6)) ms"
        default: "\(Int(nanoseconds / 1e3)) µs"
        }
    }
}
