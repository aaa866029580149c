import ConsistentHashing
import Foundation
import RunningPrograms
import Testing

@Suite("shard place")
struct PlaceTests {
    private let shard = Program("shard")

    private func place(_ arguments: String..., input: Data = Data(), files: [String: Data] = [:]) throws
        -> Program.Ended
    {
        try shard.run(["place"] + arguments, input: input, files: files)
    }

    @Test("tells the owners that the library tells, with every placement of this package")
    func owners() throws {
        let keys = (0..<200).map { "user:\($0)" }
        let members = [Member("a", weight: 2), Member("b"), Member("c", weight: 0.5)]
        func expect(_ placement: some Placement<String>, _ arguments: String...) throws {
            let ended = try shard.run(
                ["place", "--nodes", "a=2,b,c=0.5"] + arguments,
                input: Data(keys.joined(separator: "\n").utf8)
            )
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.lines == keys.map { "\($0)\t\(placement.owner(of: $0) ?? "")" }, "\(arguments)")
        }
        try expect(HashRing(members))
        try expect(HashRing(members), "--placement", "ring")
        try expect(RendezvousHash(members), "--placement", "rendezvous")
        try expect(RendezvousTable(members), "--placement", "rendezvous-table")
        try expect(MaglevTable(members), "--placement", "maglev")
        try expect(IncrementalMaglevTable(members), "--placement", "incremental-maglev")
        try expect(ThinnedRing(members), "--placement", "thinned-ring")
        try expect(ThinnedRing(members, virtualNodes: 9), "--placement", "thinned-ring", "--option", "virtualNodes=9")
        try expect(IncrementalSlotHash(members), "--placement", "incremental-slots")
        let hash = HashFunction(.xxh64, seed: 7)
        try expect(
            HashRing(members, virtualNodes: 20, hashFunction: hash),
            "--option",
            "virtualNodes=20",
            "--option",
            "hashFunction=xxh64",
            "--option",
            "seed=7"
        )
        try expect(MaglevTable(members, slotCount: 251), "--placement", "maglev", "--option", "slotCount=251")
    }

    @Test("tells replicas in the order of the ranking")
    func replicas() throws {
        let ring = try HashRing(["a", "b", "c"])
        let ended = try place("--nodes", "a,b,c", "--replicas", "2", "user:1", "user:2")
        #expect(
            ended.lines
                == ["user:1", "user:2"].map { "\($0)\t" + ring.replicas(of: $0, count: 2).joined(separator: "\t") }
        )
        let csv = try place("--nodes", "a,b,c", "--replicas", "2", "--format", "csv", "user:1")
        #expect(
            csv.output
                == "key,replica_1,replica_2\r\nuser:1,\(ring.replicas(of: "user:1", count: 2).joined(separator: ","))\r\n"
        )
        let json = try place("--nodes", "a,b,c", "--replicas", "2", "--format", "json", "user:1")
        let objects = try #require(try JSONSerialization.jsonObject(with: json.bytes) as? [[String: Any]])
        #expect(objects[0]["replicas"] as? [String] == ring.replicas(of: "user:1", count: 2))
        let many = try place("--nodes", "a,b,c", "--replicas", "4", "user:1")
        #expect(many.code == 64)
        #expect(many.errors.contains("--replicas 4 is more than there are nodes: 3"))
    }

    @Test("keys are bytes: what is no UTF-8 comes out as it went in, and is placed as these bytes")
    func bytes() throws {
        let ring = try HashRing(["a", "b", "c"])
        let keys: [[UInt8]] = [[0xFF, 0xFE], [0xC3], Array("é".utf8), Array("e\u{301}".utf8), [0x61, 0x00, 0x62]]
        let ended = try place("--nodes", "a,b,c", input: Data(keys.joined(separator: [0x0A])))
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.bytes == Data(keys.flatMap { $0 + [0x09] + Array(ring.owner(of: $0)!.utf8) + [0x0A] }))
        // As arguments, where a zero byte can't be.
        let argument = try shard.shell("exec \"$program\" place --nodes a,b,c \"$(printf '\\377\\376')\"")
        #expect(argument.bytes == Data(keys[0] + [0x09] + Array(ring.owner(of: keys[0])!.utf8) + [0x0A]))
        let json = try place("--nodes", "a,b,c", "--format", "json", input: Data(keys.joined(separator: [0x0A])))
        let objects = try #require(try JSONSerialization.jsonObject(with: json.bytes) as? [[String: String]])
        let read = objects.map { $0["key"].map { Data($0.utf8) } ?? Data(base64Encoded: $0["key_base64"] ?? "") }
        #expect(read == keys.map { Data($0) })
        #expect(objects.map { $0["owner"] } == keys.map { ring.owner(of: $0) })
    }

    @Test("takes keys from a file, by field, and skips blank lines; CSV quotes what needs it")
    func files() throws {
        let log = Data("1 a,b x\r\n\r\n2 \"q\" x\r\n3\r\n".utf8)
        let ended = try place("--nodes", "n=1", "--keys", "log", "--field", "2", "--format", "csv", files: ["log": log])
        #expect(ended.output == "key,owner\r\n\"a,b\",n\r\n\"\"\"q\"\"\",n\r\n")
        #expect(ended.errors == "Note: 1 lines of log have no field 2 and were skipped.\n")
        #expect(try place("--nodes", "n=1", "-", input: Data("k".utf8)).output == "k\tn\n")
        #expect(try place("--nodes", "n=1", "--", "-k").output == "-k\tn\n")
        #expect(try place("--nodes", "n=1").output == "")
        #expect(try place("--nodes", "-", "k", input: Data("n".utf8)).output == "k\tn\n")
    }

    @Test("places a hundred thousand keys from a pipe, in order")
    func pipe() throws {
        let count = 100_000
        let ended = try shard.shell(
            "seq 1 \(count) | \"$program\" place --nodes a,b,c | cut -f 1 | cksum; seq 1 \(count) | cksum"
        )
        #expect(ended.lines.count == 2)
        #expect(ended.lines.first == ended.lines.last)
    }

    @Test("ends quietly if nobody reads what it writes")
    func closedPipe() throws {
        let ended = try shard.shell(
            "{ yes key | head -n 200000 | \"$program\" place --nodes a,b; echo $? > code; } | head -n 1; cat code"
        )
        #expect(ended.lines.count == 2)
        #expect(ended.lines.last == "0")
        #expect(ended.errors == "")
        let help = try shard.shell("{ \"$program\" place --help; echo $? > code; } | true; cat code")
        #expect(help.lines.last == "0")
        #expect(help.errors == "")
    }

    #if os(Linux)
        @Test("a full disk is an error")
        func fullDisk() throws {
            let ended = try shard.shell("\"$program\" place --nodes a,b key > /dev/full")
            #expect(ended.code == 74)
            #expect(ended.errors.hasPrefix("Error: can't write to standard output: "))
        }
    #endif

    @Test(
        "says what is wrong with the command line",
        arguments: [
            (
                ["--nodes", "a,b", "--placement", "rong", "k"], 64,
                "there is no placement “rong”: choose from ring, thinned-ring"
            ),
            (["k"], 64, "Missing expected argument '--nodes"),
            (["--nodes", "a,b", "--option", "virtualNodes", "k"], 64, "write name=value"),
            (["--nodes", "a,b", "--option", "vnodes=3", "k"], 64, "ring has no option “vnodes”; it has virtualNodes"),
            (["--nodes", "a,b", "--option", "virtualNodes=x", "k"], 64, "a whole number is expected, not “x”"),
            (["--nodes", "a,b", "--option", "virtualNodes=0", "k"], 64, "0 virtual nodes are not allowed"),
            (["--nodes", "a,b", "--option", "seed=1", "--option", "seed=2", "k"], 64, "given twice"),
            (["--nodes", "a,b", "--option", "hashFunction=md5", "k"], 64, "there are xxh3 and xxh64, not “md5”"),
            (["--nodes", "a,b", "--placement", "maglev", "--option", "slotCount=10", "k"], 64, "prime number"),
            (["--nodes", "a,b", "--replicas", "0", "k"], 64, "--replicas 0 is too few"),
            (["--nodes", "a,b", "--format", "xml", "k"], 64, "'xml' is invalid"),
            (["--nodes", "a,b", "--keys", "f", "k"], 64, "not both"),
            (["--nodes", "a,b", "--field", "2", "k"], 64, "--field is for lines"),
            (["--nodes", "-"], 64, "standard input can't be both"),
            (["--nodes", "nowhere.yaml", "k"], 66, "can't read nowhere.yaml: No such file"),
            (["--nodes", ".", "k"], 66, "can't read .: Is a directory"),
            (["--nodes", "a,b", "--keys", "nowhere"], 66, "can't read nowhere: No such file"),
            (["--nodes", "/dev/zero", "k"], 65, "more than 32 MiB"),
        ]
    )
    func mistakes(arguments: [String], code: Int32, message: String) throws {
        let ended = try shard.run(["place"] + arguments)
        #expect(ended.code == code, "\(ended.errors)")
        #expect(ended.output == "")
        #expect(ended.errors.hasPrefix("Error: "))
        #expect(ended.errors.contains(message), "\(ended.errors)")
    }

    @Test("says where in a nodes file it is wrong, and takes its options unless the command line has others")
    func nodesFiles() throws {
        let bad = try place("--nodes", "n.txt", "k", files: ["n.txt": Data("a\nb x\n".utf8)])
        #expect(bad.code == 65)
        #expect(
            bad.errors
                == "Error: n.txt, line 2: “x” is no weight of the node “b”: a weight is a finite number above 0\n"
        )
        let unknown = try place("--nodes", "n.yaml", "k", files: ["n.yaml": Data("- id: a\n  wieght: 2\n".utf8)])
        #expect(unknown.code == 65)
        #expect(unknown.errors.contains("n.yaml, line 2, wieght: the field “wieght” means nothing to ring"))
        let yaml = ["n.yaml": Data("config: {seed: 3}\nnodes: [a, b, c, d, e, f]\n".utf8)]
        let ids = ["a", "b", "c", "d", "e", "f"]
        let keys = (0..<50).map(String.init)
        func expected(seed: UInt64) throws -> [String] {
            let ring = try HashRing(ids, hashFunction: HashFunction(.xxh3, seed: seed))
            return keys.map { "\($0)\t\(ring.owner(of: $0)!)" }
        }
        #expect(try shard.run(["place", "--nodes", "n.yaml"] + keys, files: yaml).lines == expected(seed: 3))
        #expect(
            try shard.run(["place", "--nodes", "n.yaml", "--option", "seed=4"] + keys, files: yaml).lines
                == expected(seed: 4)
        )
    }
}
