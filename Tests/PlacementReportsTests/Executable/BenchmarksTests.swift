import Foundation
import PlacementReports
import RunningPrograms
import Testing

/// The program as its users run it: the product that is built beside the tests.
@Suite("swift run Benchmarks")
struct BenchmarksTests {
    private func run(
        _ arguments: String...,
        input: Data = Data(),
        files: [String: Data] = [:],
        then check: (URL) throws -> Void = { _ in }
    ) throws -> Program.Ended {
        try Program("Benchmarks").run(arguments, input: input, files: files, then: check)
    }

    @Test("takes the keys of a file, and writes the report to standard output and charts to a folder")
    func keysOfAFile() throws {
        let log = Data((0..<50).map { "\($0) user-\($0 % 20)\r\n" }.joined().utf8)
        var charts: [String] = []
        let ended = try run(
            "--allow-debug",
            "--keys",
            "keys.log",
            "--field",
            "2",
            "--nodes",
            "10",
            "--format",
            "csv",
            "--svg",
            "a/b",
            files: ["keys.log": log]
        ) { folder in
            charts = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("a/b").path)
        }
        #expect(ended.code == 0, "\(ended.errors)")
        let lines = ended.output.split(separator: "\r\n")
        #expect(lines.count == 1 + PlacementMethod.allCases.count * 6)
        let first = try #require(lines.dropFirst().first)
        #expect(first.hasPrefix("\"Keys of keys.log, 10 nodes\",keys,10,20,50,one added,HashRing,"))
        #expect(charts.sorted() == ["load-keys.svg", "movement-keys.svg"])
    }

    @Test("takes the keys of standard input, and says which build it is")
    func keysOfStandardInput() throws {
        let ended = try run("movement", "--allow-debug", "--keys", "-", "--nodes", "3", input: Data("a\nb\na".utf8))
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors == "")
        #expect(ended.output.contains("swift-sharding \(PackageVersion.current), "))
        #expect(ended.output.contains("Keys of standard input  2 keys in 3 requests"))
    }

    @Test("balancing runs the scenarios and policies that are named, and writes their charts")
    func balancing() throws {
        var charts: [String] = []
        let ended = try run(
            "balancing",
            "--allow-debug",
            "--scenario",
            "scale-down",
            "--policy",
            "round_robin,ring_hash",
            "--format",
            "csv",
            "--svg",
            "charts"
        ) { folder in
            charts = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("charts").path)
        }
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(charts.sorted() == ["balancing-scale-down-course.svg", "balancing-scale-down.svg"])
        let lines = ended.output.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("Three of twelve servers leave,scale-down,1997,defaults,round_robin,"))
        #expect(lines[2].hasPrefix("Three of twelve servers leave,scale-down,1997,defaults,ring_hash,"))
    }

    @Test("balancing names the scenarios and policies there are", arguments: ["--scenario", "--policy"])
    func unknownScenario(option: String) throws {
        let ended = try run("balancing", "--allow-debug", option, "none")
        #expect(ended.code == 64)
        #expect(ended.errors.contains(option == "--scenario" ? "retry-storm" : "round_robin"))
    }

    @Test("balance takes the keys of a file, counts them beside chance, and within bounds")
    func balance() throws {
        let log = Data((0..<50).map { "user-\($0 % 20)\n" }.joined().utf8)
        var charts: [String] = []
        let ended = try run(
            "balance",
            "--allow-debug",
            "--keys",
            "keys.log",
            "--nodes",
            "4",
            "--format",
            "csv",
            "--svg",
            "charts",
            files: ["keys.log": log]
        ) { folder in
            charts = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("charts").path)
        }
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(charts == ["balance-keys.svg"])
        let lines = ended.output.split(separator: "\r\n")
        // Names, every method and chance, every placement and one more within five bounds.
        let methods = PlacementMethod.allCases.count
        #expect(lines.count == 1 + methods + 1 + (methods - 1) * 5)
        #expect(lines[1].hasPrefix("Keys of keys.log,keys,20,50,"))
        #expect(lines[methods + 1].contains(",4 nodes,chance,"))
        #expect(lines[methods + 2].hasPrefix("\"Bounded load, 4 nodes\",keys,20,"))
    }

    @Test("speed times every placement beside the bare hash and the floor, and every change")
    func speed() throws {
        let ended = try run("speed", "--allow-debug", "--nodes", "10,17", "--quick", "--format", "csv")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors == "")
        let rows = ended.output.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let placements = [
            "HashRing", "ThinnedRing", "RendezvousTable", "MaglevTable", "IncrementalMaglevTable", "RendezvousHash",
            "plain RendezvousHash",
            "IncrementalSlotHash",
        ]
        let others = [
            "JumpHash", "JumpBackHash", "… 50 % vacant", "… 90 % vacant", "bare hash", "floor",
        ]
        for nodes in ["10 nodes", "17 nodes"] {
            func names(_ section: String) -> [String] {
                rows.filter { $0[0] == section && $0[1] == nodes }.map { String($0[2]) }
            }
            #expect(names("Lookups") == placements + others)
            #expect(Set(names("Lookups in other ways")).isSubset(of: placements))
            #expect(names("Changes") == placements.flatMap { Array(repeating: $0, count: 4) })
        }
    }

    @Test("speed says why a placement of so many nodes can't be measured")
    func speedOfTooMany() throws {
        let ended = try run("speed", "--allow-debug", "--nodes", "320000", "--quick")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("not held in 1 GB"))
        #expect(ended.output.contains("takes too long"))
    }

    @Test("ends with 66 and names the file if it can't be read", arguments: ["nowhere.txt", "."])
    func unreadable(name: String) throws {
        let ended = try run("--allow-debug", "--keys", name, "--nodes", "10")
        #expect(ended.code == 66)
        #expect(ended.output == "")
        #expect(ended.errors.hasPrefix("Error: can't read \(name): "))
        #expect(ended.errors.contains("give --keys"))
    }

    @Test("ends with 65 and names the file if there is no key in it")
    func empty() throws {
        let blank = try run("--allow-debug", "--keys", "blank", files: ["blank": Data("\r\n\n".utf8)])
        #expect(blank.code == 65)
        #expect(blank.errors.contains("can't take keys from blank: there is no key in it"))
        let field = try run("--allow-debug", "--keys", "two", "--field", "3", files: ["two": Data("a b\n".utf8)])
        #expect(field.code == 65)
        #expect(field.errors.contains("has a field 3"))
    }

    @Test(
        "ends with 64 if the command line is wrong",
        arguments: [
            ["--nodes", "1"], ["--nodes", "10,x"], ["--nodes", "100001"], ["--format", "xml"], ["--field", "2"],
            ["--keys", "x", "--field", "0"], ["--nonsense"], ["nonsense"], ["speed", "--nodes", "0"],
            ["speed", "--nodes", "1000001"], ["balance", "--nodes", "1"], ["balance", "--field", "2"],
            ["papers", "--nodes", "10"], ["papers", "--format", "xml"],
        ]
    )
    func usage(arguments: [String]) throws {
        #expect(try Program("Benchmarks").run(arguments + ["--allow-debug"]).code == 64)
    }

    @Test("ends with 73 if the charts' folder can't be made, before it measures anything")
    func folder() throws {
        let ended = try run(
            "--allow-debug",
            "--keys",
            "keys",
            "--nodes",
            "10",
            "--svg",
            "keys/charts",
            files: ["keys": Data("a\n".utf8)]
        )
        #expect(ended.code == 73)
        #expect(ended.output == "")
        #expect(ended.errors.contains("keys/charts"))
    }

    @Test("says what it is for, with examples", arguments: ["--help", "help"])
    func help(argument: String) throws {
        let ended = try run(argument)
        #expect(ended.code == 0)
        #expect(ended.output.contains("swift run Benchmarks --keys access.log --field 7"))
        for command in ["movement", "balance", "speed", "papers", "subsets"] {
            #expect(ended.output.contains("\n  \(command) "))
            #expect(try run(command, "--help").output.contains("EXIT CODES"))
        }
        #expect(try run("--version").output == PackageVersion.current + "\n")
    }

    @Test("subsets counts one fleet, and writes a chart")
    func subsets() throws {
        var charts: [String] = []
        let ended = try run(
            "subsets",
            "--allow-debug",
            "--clients",
            "9",
            "--servers",
            "9",
            "--size",
            "3",
            "--quick",
            "--format",
            "csv",
            "--svg",
            "charts"
        ) { folder in
            charts = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("charts").path)
        }
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(charts == ["subsets.svg"])
        let lines = ended.output.split(separator: "\r\n")
        let aperture = try #require(lines.first { $0.contains("9 clients") && $0.contains(",aperture,") })
        #expect(
            aperture.hasPrefix("Connections per server,\"9 clients, 9 servers, 3 each\",aperture,3.0,3,3.0,3,0.0,")
        )
        let wrong = try run("subsets", "--allow-debug", "--clients", "6")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("--clients, --servers and --size go together"))
        let large = try run("subsets", "--allow-debug", "--clients", "9", "--servers", "9", "--size", "10")
        #expect(large.errors.contains("--size is 10: give a number from 1 to that of --servers, 9"))
    }
}
