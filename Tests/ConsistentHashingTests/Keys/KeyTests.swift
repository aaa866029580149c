import ConsistentHashing
import Foundation
import Testing

@Suite("A key is its bytes")
struct KeyTests {
    /// A key of one's own, as the documentation has it.
    struct Session: PlacementKey {
        var token: String

        func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
            token.withKeyBytes(body)
        }
    }

    /// One that can't be copied.
    struct Ticket: PlacementKey, ~Copyable {
        var number: UInt32

        func withKeyBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
            number.withKeyBytes(body)
        }
    }

    static let functions = [HashFunction.xxh3, .xxh64, HashFunction(.xxh3, seed: 42)]

    /// Text of the given number of bytes, code points of one to four bytes among it where they fit.
    private static func text(_ length: Int) -> String {
        let scalars = ["a", "\u{e9}", "\u{20AC}", "\u{1F680}"]
        var text = ""
        while text.utf8.count + 4 <= length { text += scalars[text.utf8.count % 4] }
        while text.utf8.count < length { text += "z" }
        return text
    }

    @Test("Everything that holds the same bytes has the same hash, 0 to 1000 of them", arguments: functions)
    func sameBytes(function: HashFunction) {
        for length in Array(0...130) + [239, 240, 241, 255, 256, 511, 512, 1000] {
            let text = Self.text(length)
            let bytes = Array(text.utf8)
            #expect(bytes.count == length)
            let expected = function.hash(bytes: bytes.span.bytes)
            let padded = [0xFF] + bytes + [0xFF]
            let surrounded = "<<" + text + ">>"
            var hashes = [
                function.hash(text),
                function.hash(surrounded.dropFirst(2).dropLast(2)),
                function.hash(Substring(text)),
                function.hash(bytes),
                function.hash(padded.dropFirst().dropLast()),
                function.hash(ContiguousArray(bytes)),
                function.hash(bytes.span),
                function.hash(bytes.span.bytes),
                function.hash(Session(token: text)),
            ]
            bytes.withUnsafeBytes { hashes.append(function.hash($0)) }
            bytes.withUnsafeBufferPointer { hashes.append(function.hash($0)) }
            var copy = bytes
            copy.withUnsafeMutableBytes { hashes.append(function.hash($0)) }
            #expect(hashes == Array(repeating: expected, count: hashes.count), "length \(length)")
        }
    }

    @Test("No bytes are a key too, however they are written")
    func emptyKey() throws {
        let empty = HashFunction.xxh3.hash("")
        #expect(empty == 0x2D06_8005_38D3_94C2, "XXH3-64 of nothing")
        #expect(HashFunction.xxh3.hash([UInt8]()) == empty)
        #expect(HashFunction.xxh3.hash(UnsafeRawBufferPointer(start: nil, count: 0)) == empty)
        #expect(HashFunction.xxh3.hash("abc".dropFirst(3)) == empty)
        #expect(HashFunction.xxh64.hash("") == 0xEF46_DB37_51D8_E999, "XXH64 of nothing")
        let ring = try HashRing(["a", "b"])
        #expect(ring.owner(of: "") == ring.owner(ofHash: empty))
    }

    @Test("Integers are their little-endian bytes, in their own width")
    func integers() {
        let function = HashFunction.xxh3
        #expect(function.hash(UInt8(0x01)) == function.hash([1] as [UInt8]))
        #expect(function.hash(Int8(-1)) == function.hash([255] as [UInt8]))
        #expect(function.hash(UInt16(0x0102)) == function.hash([2, 1] as [UInt8]))
        #expect(function.hash(Int16(-2)) == function.hash([254, 255] as [UInt8]))
        #expect(function.hash(UInt32(0x0102_0304)) == function.hash([4, 3, 2, 1] as [UInt8]))
        #expect(function.hash(Int32(1)) == function.hash([1, 0, 0, 0] as [UInt8]))
        #expect(function.hash(UInt64(0x0102_0304_0506_0708)) == function.hash([8, 7, 6, 5, 4, 3, 2, 1] as [UInt8]))
        #expect(function.hash(Int64(-1)) == function.hash([UInt8](repeating: 255, count: 8)))
        #expect(function.hash(Int(1)) == function.hash(Int64(1)))
        #expect(function.hash(UInt(1)) == function.hash(UInt64(1)))
        #expect(function.hash(UInt128(1)) == function.hash([1] + [UInt8](repeating: 0, count: 15)))
        #expect(function.hash(Int128(-1)) == function.hash([UInt8](repeating: 255, count: 16)))
    }

    @Test("A number in two widths, and its digits, are different keys")
    func differentKeys() {
        let function = HashFunction.xxh3
        let hashes = [
            function.hash("1"), function.hash(UInt8(1)), function.hash(Int16(1)), function.hash(Int32(1)),
            function.hash(Int64(1)), function.hash(Int128(1)), function.hash(""),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("Text in two Unicode compositions is two keys")
    func composition() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(HashFunction.xxh3.hash("\u{e9}") != HashFunction.xxh3.hash("e\u{301}"))
    }

    @Test("Text that came through Foundation is the same key")
    func foundationStrings() throws {
        for length in [0, 1, 15, 16, 17, 100] {
            let text = Self.text(length)
            let units = Array(text.utf16)
            let bridged = NSString(characters: units, length: units.count) as String
            #expect(HashFunction.xxh3.hash(bridged) == HashFunction.xxh3.hash(text))
            let piece = (NSString(string: "<" + text + ">") as String).dropFirst().dropLast()
            #expect(HashFunction.xxh3.hash(piece) == HashFunction.xxh3.hash(text))
        }
        var built = ""
        for scalar in Self.text(200).unicodeScalars { built.unicodeScalars.append(scalar) }
        #expect(HashFunction.xxh3.hash(built) == HashFunction.xxh3.hash(Self.text(200)))
    }

    @Test("A key that can't be copied is placed as its bytes are", arguments: Subjects.all)
    func noncopyableKeys(subject: any PlacementSubject) throws {
        try expectNoncopyableKeyWorks(subject)
    }

    private func expectNoncopyableKeyWorks(_ subject: some PlacementSubject) throws {
        let placement = try subject.build(idUniverse.map { Member($0) })
        for number in 0..<UInt32(50) {
            let ticket = Ticket(number: number)
            #expect(placement.ownerIndex(of: ticket) == placement.ownerIndex(of: number))
            #expect(placement.owner(of: ticket) == placement.owner(of: number))
            #expect(placement.replicas(of: ticket, count: 2) == placement.replicas(of: number, count: 2))
        }
    }

    @Test("All kinds of keys go through all the forms of a lookup", arguments: Subjects.all)
    func lookups(subject: any PlacementSubject) throws {
        try expectLookupsAgree(subject)
    }

    private func expectLookupsAgree(_ subject: some PlacementSubject) throws {
        let placement = try subject.build(idUniverse.map { Member($0) })
        for length in [0, 1, 8, 16, 17, 300] {
            let text = Self.text(length)
            let bytes = Array(text.utf8)
            let owner = placement.owner(of: text)
            #expect(placement.owner(of: bytes) == owner)
            #expect(placement.owner(of: bytes.span) == owner)
            #expect(placement.owner(of: bytes.span.bytes) == owner)
            #expect(placement.owner(of: text[...]) == owner)
            #expect(placement.owner(of: Session(token: text)) == owner)
            #expect(Array(placement.ranking(of: bytes.span)) == Array(placement.ranking(of: text)))
            #expect(placement.replicas(of: bytes.span.bytes, count: 3) == placement.replicas(of: text, count: 3))
        }
    }

    @Test("A view of a string's UTF-8 is the string's key")
    func utf8Views() {
        let text = "10.0.0.7 user:\u{1F680}"
        let slice = text.dropFirst(9)
        for function in Self.functions {
            #expect(function.hash(text.utf8) == function.hash(text))
            #expect(function.hash(slice.utf8) == function.hash(slice))
            #expect(function.hash(slice.utf8) == function.hash(Array(slice.utf8)))
        }
    }
}
