#if HTTP
    import NIOHTTP1
    import Testing

    @testable import HTTPLoadBalancing

    @Suite("HTTP's dates and Retry-After")
    struct RetryAfterTests {
        /// 2026-11-26 12:00:00 UTC.
        private let now: Int64 = 1_795_694_400

        @Test(
            "All three forms of a date are read",
            arguments: [
                ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
                ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
                ("Wed, 31 Dec 1969 23:59:59 GMT", -1), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
                ("Fri, 31 Dec 1999 23:59:60 GMT", 946_684_800), ("Tue, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
                ("Fri Dec 31 23:59:59 9999", 253_402_300_799),
                // Two digits: at most 50 years ahead.
                ("Thursday, 26-Nov-76 12:00:00 GMT", 3_373_617_600), ("Friday, 26-Nov-77 12:00:00 GMT", 249_393_600),
            ]
        )
        func dates(text: String, seconds: Int64) {
            #expect(HTTPDate(text, now: now)?.secondsSince1970 == seconds)
        }

        @Test(
            "What is no date is refused",
            arguments: [
                "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 2023 00:00:00 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sunday, 06 Nov 1994 08:49:37 GMT",
                "Sun Nov 06 08:49:37 1994 GMT", "Sun, 06 Nov １９９４ 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT",
            ]
        )
        func noDates(text: String) {
            #expect(HTTPDate(text, now: now) == nil)
        }

        @Test(
            "Retry-After is read in both forms, and what it is not is as if it were not there",
            arguments: [
                ("120", 120), ("0", 0), (" 7\t", 7), ("Thu, 26 Nov 2026 12:00:05 GMT", 5),
                ("Thu, 26 Nov 2026 11:00:00 GMT", 0),
                ("9223372036854775807", Int64.max), ("99999999999999999999", nil), ("-1", nil), ("1.5", nil),
                ("soon", nil),
                ("", nil), (" ", nil), ("+5", nil), ("1, 2", nil), (String(repeating: "1", count: 100_000), nil),
            ] as [(String, Int64?)]
        )
        func retryAfter(field: String, seconds: Int64?) {
            let wait = RetryAfter.wait(["retry-after": field]) { now }
            #expect(wait == seconds.map { Duration.seconds($0) })
        }

        @Test("A date is compared with the server's own clock, where it says what that shows")
        func serversClock() {
            let headers: HTTPHeaders = [
                "Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
            ]
            #expect(RetryAfter.wait(headers) { now } == .seconds(10))
            #expect(RetryAfter.wait([:]) == nil)
        }

        @Test("No bytes trap the parser")
        func anyBytes() {
            var generator = SeededBytes(seed: 20_261_126)
            let pieces = [
                "Sun", "Sunday", ", ", " ", "06", "6", "-", "Nov", "1994", "94", "08:49:37", "GMT", "\u{FF}", "é", ":",
                "9",
            ]
            for _ in 0..<20_000 {
                let text = (0..<Int(generator.next() % 12)).map { _ in pieces[Int(generator.next() % 16)] }.joined()
                if let date = HTTPDate(text, now: now) {
                    #expect((-62_167_219_200...253_402_300_860).contains(date.secondsSince1970))
                }
            }
        }
    }

    /// The same numbers in each run.
    struct SeededBytes {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
#endif
