import ConsistentHashing
import Foundation
import Testing

@testable import PlacementReports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Charts")
struct ChartTests {
    /// All text of an XML file and the attributes of its elements; nil if it is not well-formed.
    private final class Reader: NSObject, XMLParserDelegate {
        var text: [String] = []
        var elements: [(name: String, attributes: [String: String])] = []

        init?(_ svg: String) {
            super.init()
            let parser = XMLParser(data: Data(svg.utf8))
            parser.delegate = self
            guard parser.parse() else { return nil }
        }

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append((name, attributes))
        }

        func parser(_ parser: XMLParser, foundCharacters characters: String) {
            text.append(characters)
        }
    }

    /// One key makes most of the requests, so that the two panels of the load need different scales.
    private static let charts = Task { await charts(title: "<A> & \"log\"", sizes: [2, 12]) }

    private static func charts(title: String, sizes: [Int]) async -> [Chart] {
        let keys = (0..<200).flatMap { Array(repeating: "user:\($0)", count: $0 == 0 ? 300 : 1) }
        let input = KeyInput(id: "log", title: title, about: "", sample: KeySample(keys))
        return await MovementExperiment(inputs: [input], sizes: sizes).run().charts()
            + BalanceExperiment(inputs: [input], sizes: sizes, boundedKeyLimit: 0).run().charts()
    }

    @Test("are well-formed, name every method and size, and have their files' names from the input")
    func wellFormed() async throws {
        let charts = await Self.charts.value
        #expect(charts.map(\.fileName) == ["movement-log.svg", "load-log.svg", "balance-log.svg"])
        for chart in charts {
            let reader = try #require(Reader(chart.svg), "\(chart.fileName) is not well-formed")
            let text = reader.text.joined()
            #expect(text.contains("<A> & \"log\""))
            // Under round robin keys have no owners whose balance could be shown.
            let methods = PlacementMethod.allCases.filter {
                $0 != .roundRobin || !chart.fileName.hasPrefix("balance")
            }
            for word in methods.map(\.rawValue) + ["2 nodes", "12 nodes"] {
                #expect(text.contains(word), "\(chart.fileName) does not say \(word)")
            }
        }
    }

    @Test("need nothing but themselves: no style sheet, script, font or picture from elsewhere")
    func selfContained() async throws {
        for chart in await Self.charts.value {
            let reader = try #require(Reader(chart.svg))
            #expect(Set(reader.elements.map(\.name)).isSubset(of: ["svg", "title", "rect", "line", "path", "text"]))
            #expect(reader.elements.allSatisfy { $0.attributes["href"] == nil && $0.attributes["style"] == nil })
        }
    }

    @Test("keep every bar, line and text inside the picture, for one size as for more")
    func inside() async throws {
        for chart in await Self.charts.value + Self.charts(title: "One", sizes: [3]) {
            let reader = try #require(Reader(chart.svg))
            func numbers(_ attributes: [String: String], _ names: [String]) -> [Double] {
                names.compactMap { attributes[$0].flatMap(Double.init) }
            }
            let picture = try #require(reader.elements.first).attributes
            let (width, height) = (numbers(picture, ["width"])[0], numbers(picture, ["height"])[0])
            for (name, attributes) in reader.elements.dropFirst() {
                #expect(numbers(attributes, ["x", "x1", "x2"]).allSatisfy { (0...width).contains($0) }, "\(name)")
                #expect(numbers(attributes, ["y", "y1", "y2"]).allSatisfy { (0...height).contains($0) }, "\(name)")
                let right =
                    numbers(attributes, ["x"]).reduce(0, +) + (name == "rect" ? numbers(attributes, ["width"])[0] : 0)
                #expect(right <= width)
            }
        }
    }
}

@Suite("An axis")
struct AxisTests {
    @Test("puts values where its scale says")
    func positions() {
        let linear = Axis(scale: .linear, range: 0...10, length: 200)
        #expect(linear.position(of: 2.5) == 50)
        #expect(linear.position(of: 11) == 200)
        let root = Axis(scale: .squareRoot, range: 0...16, length: 100)
        #expect(root.position(of: 4) == 50)
        let decades = Axis(scale: .logarithmic, range: 0.001...1, length: 300)
        for (value, place) in [(0.001, 0.0), (0.01, 100), (0.1, 200), (1, 300), (0.0316227766, 150), (0.2, 230.103)] {
            #expect(abs(decades.position(of: value) - place) < 0.01, "\(value)")
        }
    }

    @Test("has round ticks that are far enough apart")
    func ticks() {
        func rounded(_ ticks: [Double]) -> [Double] { ticks.map { ($0 * 1e6).rounded() / 1e6 } }
        #expect(
            rounded(Axis(scale: .linear, range: 0.7...1.3, length: 300).ticks(spacing: 40)) == [
                0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3,
            ]
        )
        #expect(
            rounded(Axis(scale: .logarithmic, range: 0.001...1, length: 300).ticks(spacing: 50)) == [
                0.001, 0.01, 0.1, 1,
            ]
        )
        #expect(
            rounded(Axis(scale: .logarithmic, range: 1e-6...1, length: 240).ticks(spacing: 50)) == [
                1e-6, 0.0001, 0.01, 1,
            ]
        )
        #expect(
            Axis(scale: .squareRoot, range: 0...50, length: 280).ticks(spacing: 36) == [0, 1, 4, 9, 16, 25, 36, 49]
        )
    }
}
