import Testing

@testable import CommandLineSupport

@Suite("Arguments that are no text")
struct ArgumentBytesTests {
    @Test(
        "come back as the bytes they were",
        arguments: [
            [], Array("user:1".utf8), Array("é🚀".utf8), [0xFF], [0xC3], [0x61, 0xFF, 0xFE, 0x62], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x9A, 0x80, 0xF0, 0x9F], [0xF4, 0x8F, 0xBF, 0xBF],
            Array("\u{10FF61}\u{10FFFF}".utf8), Array("e\u{301}".utf8),
        ] as [[UInt8]]
    )
    func roundTrip(bytes: [UInt8]) {
        let text = ArgumentBytes.encoded(bytes)
        #expect(ArgumentBytes.bytes(of: text) == bytes, "as \(text.unicodeScalars.map(\.value))")
    }

    @Test("come back for every single byte and every pair of high ones")
    func all() {
        for first in UInt8.min...UInt8.max {
            #expect(ArgumentBytes.bytes(of: ArgumentBytes.encoded([first])) == [first])
        }
        for first in stride(from: UInt8(0x80), through: 0xFE, by: 2) {
            for second in UInt8(0x80)...0xFF {
                #expect(ArgumentBytes.bytes(of: ArgumentBytes.encoded([first, second])) == [first, second])
            }
        }
    }

    @Test("are left as they are if they are text")
    func text() {
        #expect(ArgumentBytes.encoded(Array("--nodes=a,é".utf8)) == "--nodes=a,é")
    }
}
