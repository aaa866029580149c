import Testing

@testable import LoadBalancing

@Suite("Nanoseconds")
struct NanosecondsTests {
    private static let durations: [(Duration, UInt64)] = [
        (Duration.zero, UInt64(0)),
        (Duration.nanoseconds(1), 1),
        (Duration.seconds(5), 5_000_000_000),
        (Duration.milliseconds(1500), 1_500_000_000),
        (Duration(secondsComponent: 0, attosecondsComponent: 999_999_999), 0),
        (Duration(secondsComponent: 2, attosecondsComponent: 1_999_999_999), 2_000_000_001),
        (Duration.nanoseconds(-1), 0),
        (Duration.seconds(-3), 0),
        (Duration.seconds(Int64.min), 0),
        (Duration.nanoseconds(Int64.max), UInt64(Int64.max)),
        (Duration.seconds(18_446_744_073) + Duration.nanoseconds(709_551_614), .max - 1),
        (Duration.seconds(18_446_744_073) + Duration.nanoseconds(709_551_615), .max),
        (Duration.seconds(18_446_744_073) + Duration.nanoseconds(709_551_616), .max),
        (Duration.seconds(Int64.max), .max),
        // Beyond what its components could say.
        (Duration.seconds(Int64.max) + Duration.seconds(Int64.max), .max),
    ]

    @Test("A duration is counted in whole nanoseconds, and stops at both ends", arguments: durations)
    func nanoseconds(duration: Duration, expected: UInt64) {
        #expect(duration.nanoseconds == expected)
    }

    @Test("Sums and products stop at the largest number")
    func saturation() {
        #expect(UInt64(3).addingSaturating(4) == 7)
        #expect((UInt64.max - 1).addingSaturating(1) == .max)
        #expect((UInt64.max - 1).addingSaturating(2) == .max)
        #expect(UInt64(3).multipliedSaturating(by: 4) == 12)
        #expect(UInt64.max.multipliedSaturating(by: 0) == 0)
        #expect((UInt64.max / 2 + 1).multipliedSaturating(by: 2) == .max)
    }

    private static let numbers: [(Double, UInt64)] = [
        (1.9, UInt64(1)), (0.9, 0), (-1, 0), (.nan, 0), (-.infinity, 0), (0x1p63, 1 << 63), (0x1p64, .max),
        (0x1p64.nextDown, .max - 2047), (.infinity, .max),
    ]

    @Test("A number is cut to a whole one that exists", arguments: numbers)
    func fromDouble(number: Double, expected: UInt64) {
        #expect(UInt64(saturating: number) == expected)
    }
}
