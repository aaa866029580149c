import ConsistentHashing

/// What moved beside the minimum: a group of bars for each change, a panel for each number of nodes.
///
/// The scale is logarithmic, as hash mod n moves nearly everything and a placement next to nothing.
struct MovementChart {
    let results: MovementResults
    let input: Int

    private static let labelWidth = 208.0
    private static let plotWidth = 264.0
    /// Room behind a bar of 100 % for its number.
    private static let numberWidth = 62.0
    private static let barHeight = 11.0
    private static let barPitch = 13.0
    private static let groupGap = 20.0

    private static var groupHeight: Double { Double(PlacementMethod.allCases.count) * barPitch }
    private static var plotHeight: Double {
        Double(MovementExperiment.Change.allCases.count) * (groupHeight + groupGap)
    }

    var svg: String {
        let panel = Self.plotWidth + Self.numberWidth
        let width = max(
            ChartFrame.margin + Self.labelWidth + Double(results.sizes.count) * panel,
            ChartFrame.legendEnd + 12 + ChartFrame.width(of: "minimum") + ChartFrame.margin
        )
        let top = ChartFrame.top + 26
        let name = results.inputs[input].title
        var svg = SVG(width: width, height: top + Self.plotHeight + 62, title: "\(name): keys moved by a change")
        ChartFrame.write(
            title: "Keys that move when nodes come and go",
            subtitle: "\(name), \(Digits.grouped(results.inputs[input].sample.count)) distinct keys",
            into: &svg
        )
        let legendEnd = ChartFrame.writeLegend(into: &svg)
        svg.line(from: (legendEnd + 4, 66), to: (legendEnd + 4, 84), stroke: Palette.ink, width: 2)
        svg.text("minimum", x: legendEnd + 12, y: 79.5)
        for (position, change) in MovementExperiment.Change.allCases.enumerated() {
            let middle = top + groupTop(position) + Self.groupHeight / 2
            svg.text(
                change.rawValue,
                x: ChartFrame.margin + Self.labelWidth - 14,
                y: middle + 4,
                anchor: .end
            )
        }
        for (position, nodes) in results.sizes.enumerated() {
            let left = ChartFrame.margin + Self.labelWidth + Double(position) * panel
            writePanel(nodes: nodes, left: left, top: top, into: &svg)
        }
        return svg.text
    }

    private func groupTop(_ position: Int) -> Double {
        Self.groupGap / 2 + Double(position) * (Self.groupHeight + Self.groupGap)
    }

    /// From the power of ten below the smallest share that is not 0, the same for all panels, to everything.
    private var axis: Axis {
        let shares = results.rows.filter { $0.input == input }
            .flatMap { [$0.movement.keys.movedShare, $0.movement.keys.minimumShare] }
        var low = 0.1
        while let least = shares.filter({ $0 > 0 }).min(), low > least, low > 1e-9 {
            low /= 10
        }
        return Axis(scale: .logarithmic, range: low...1, length: Self.plotWidth)
    }

    private func writePanel(nodes: Int, left: Double, top: Double, into svg: inout SVG) {
        let axis = axis
        let bottom = top + Self.plotHeight
        svg.text("\(Digits.grouped(nodes)) nodes", x: left, y: top - 12, size: 13, bold: true)
        for tick in axis.ticks(spacing: 50) {
            let x = left + axis.position(of: tick)
            svg.line(from: (x, top), to: (x, bottom), stroke: Palette.grid)
            svg.text(Self.tickLabel(tick), x: x, y: bottom + 17, size: 10.5, anchor: .middle, fill: Palette.quiet)
        }
        svg.text(
            "share of the keys that moved, logarithmic",
            x: left + Self.plotWidth / 2,
            y: bottom + 38,
            size: 11,
            anchor: .middle,
            fill: Palette.quiet
        )
        let rows = results.rows.filter { $0.input == input && $0.nodes == nodes }
        for (position, change) in MovementExperiment.Change.allCases.enumerated() {
            writeGroup(
                rows.filter { $0.change == change },
                left: left,
                top: top + groupTop(position),
                axis: axis,
                into: &svg
            )
        }
        svg.line(from: (left, top), to: (left, bottom), stroke: Palette.quiet)
    }

    private func writeGroup(
        _ rows: [MovementResults.Row],
        left: Double,
        top: Double,
        axis: Axis,
        into svg: inout SVG
    ) {
        // What the nodes' weights alone call for is the same whatever the method.
        let minimum = rows.first?.movement.keys.minimumShare ?? 0
        let mark = minimum > 0 ? axis.position(of: minimum) : 0
        for row in rows {
            guard let place = PlacementMethod.allCases.firstIndex(of: row.method) else { continue }
            let y = top + Double(place) * Self.barPitch
            let share = row.movement.keys.movedShare
            let length = share > 0 ? max(1, axis.position(of: share)) : 0
            if length > 0 {
                svg.rectangle(
                    x: left,
                    y: y,
                    width: length,
                    height: Self.barHeight,
                    fill: Palette.colour(of: row.method)
                )
            }
            // Behind the bar, and behind the mark too where that would stand in the number.
            let end = length + 44 > mark ? max(length, mark) : length
            svg.text(Digits.percent(share), x: left + end + 6, y: y + 9.3, size: 10)
        }
        if minimum > 0 {
            let x = left + mark
            svg.line(from: (x, top - 4), to: (x, top + Self.groupHeight + 2), stroke: Palette.ink, width: 2)
        }
    }

    private static func tickLabel(_ share: Double) -> String {
        var digits = 0
        var percent = share * 100
        while percent < 0.9995, digits < 9 {
            percent *= 10
            digits += 1
        }
        return Digits.fixed(share * 100, digits: digits) + " %"
    }
}
