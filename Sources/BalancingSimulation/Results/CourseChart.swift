import PlacementReports

/// A scenario's course, second by second: a line for each row.
struct CourseChart {
    let scenario: Scenario
    let figure: Scenario.Timeline.Figure
    let rows: [BalancingResults.Row]

    private static let plotWidth = 640.0
    private static let plotHeight = 260.0
    private static let axisWidth = 66.0
    private static let pitch = 20.0

    /// Rows of one policy differ by their settings, and others by their policy.
    private var isBySettings: Bool { Set(rows.map(\.variant.policy)).count == 1 }

    /// Of rows that differ by their settings.
    private static let colours = ["#8a8a8a", "#d55e00", "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#cc79a7"]

    private func colour(_ place: Int) -> String {
        isBySettings ? Self.colours[place % Self.colours.count] : rows[place].variant.policy.colour
    }

    private func name(_ place: Int) -> String {
        isBySettings ? rows[place].variant.settings : rows[place].variant.policy.name
    }

    var svg: String {
        let left = ChartFrame.margin + Self.axisWidth
        let top = 84.0
        let bottom = top + Self.plotHeight
        let names = rows.indices.map { ChartFrame.width(of: name($0)) }.max() ?? 0
        let right = left + Self.plotWidth
        var svg = SVG(
            width: right + 44 + names + ChartFrame.margin,
            height: bottom + 56,
            title: "\(scenario.title): its course"
        )
        let common = isBySettings ? rows[0].variant.policy.name : rows[0].variant.settings
        ChartFrame.write(title: scenario.title, subtitle: "\(about). Here: \(common).", into: &svg)
        let (across, up) = (across, up)
        for tick in across.ticks(spacing: 60) {
            let x = left + across.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text("\(Int(tick)) s", x: x, y: bottom + 17, size: 10.5, anchor: .middle, fill: Palette.quiet)
        }
        for tick in up.ticks(spacing: 40) {
            let y = bottom - up.position(of: tick)
            svg.line(from: (left, y), to: (right, y), stroke: Palette.grid)
            svg.text(label(tick), x: left - 8, y: y + 4, size: 10.5, anchor: .end, fill: Palette.quiet)
        }
        for place in rows.indices {
            for points in pieces(of: rows[place]) {
                svg.line(
                    through: points.map { (left + across.position(of: $0.0), bottom - up.position(of: $0.1)) },
                    stroke: colour(place),
                    width: 2
                )
            }
            let y = top + 10 + Double(place) * Self.pitch
            svg.line(from: (right + 16, y), to: (right + 36, y), stroke: colour(place), width: 3)
            svg.text(name(place), x: right + 44, y: y + 4, size: 11.5)
        }
        return svg.text
    }

    private var about: String {
        switch figure {
        case .p99: "99th percentile of each second's requests, logarithmic; at the upper edge if more than 1 % failed"
        case .successes: "Of the requests that came in a second, those that were answered in time"
        }
    }

    private var across: Axis {
        Axis(scale: .linear, range: 0...Double(rows[0].result.seconds.count), length: Self.plotWidth)
    }

    private var up: Axis {
        switch figure {
        case .successes:
            return Axis(scale: .linear, range: 0...1, length: Self.plotHeight)
        case .p99:
            let all = rows.flatMap { $0.result.seconds.compactMap(\.p99) }.map { Double($0) }
            let (least, largest) = (all.min() ?? 1e6, all.max() ?? 1e9)
            var low = 1.0
            while low * 10 <= least { low *= 10 }
            var high = low * 10
            while high < largest { high *= 10 }
            return Axis(scale: .logarithmic, range: low...high, length: Self.plotHeight)
        }
    }

    private func label(_ value: Double) -> String {
        switch figure {
        case .successes: "\(Int((value * 100).rounded())) %"
        case .p99: value >= 1e9 ? "\(Int(value / 1e9)) s" : "\(Int(value / 1e6)) ms"
        }
    }

    /// A line breaks where a second has nothing to show.
    private func pieces(of row: BalancingResults.Row) -> [[(Double, Double)]] {
        var pieces: [[(Double, Double)]] = [[]]
        for (second, counts) in row.result.seconds.enumerated() {
            let value: Double? =
                switch figure {
                case .p99: counts.p99.map { Double($0) } ?? (counts.requests > 0 ? up.range.upperBound : nil)
                case .successes: counts.requests > 0 ? Double(counts.successes) / Double(counts.requests) : nil
                }
            if let value {
                pieces[pieces.count - 1].append((Double(second) + 0.5, value))
            } else if !pieces[pieces.count - 1].isEmpty {
                pieces.append([])
            }
        }
        return pieces.filter { !$0.isEmpty }
    }
}
