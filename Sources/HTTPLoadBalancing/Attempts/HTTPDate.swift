#if HTTP
    /// A date as HTTP writes it, in seconds since 1970-01-01 00:00:00 UTC.
    ///
    /// | form | such as |
    /// | --- | --- |
    /// | IMF-fixdate, what servers must write | `Sun, 06 Nov 1994 08:49:37 GMT` |
    /// | RFC 850, obsolete | `Sunday, 06-Nov-94 08:49:37 GMT` |
    /// | asctime, obsolete | `Sun Nov  6 08:49:37 1994` |
    ///
    /// The name of the weekday is not compared with the date, and may be any of the seven. Source: RFC 9110, section 5.6.7.
    struct HTTPDate: Hashable, Sendable {
        let secondsSince1970: Int64

        /// `nil` if it is none of the three forms, byte by byte, or names a day or a time that there is not.
        ///
        /// - Parameter now: seconds since 1970, for the year of RFC 850's form: two digits stand for the one year with them that
        ///   is at most 50 years ahead, and less than 50 back.
        init?(_ text: String, now: Int64) {
            var reader = Reader(text.utf8[...])
            guard let form = reader.weekday() else { return nil }
            let date: (year: Int, month: Int, day: Int)
            let time: Int
            switch form {
            case .short where reader.skip(", "):
                guard
                    let day = reader.digits(2), reader.skip(" "), let month = reader.month(), reader.skip(" "),
                    let year = reader.digits(4), reader.skip(" "), let seconds = reader.time(), reader.skip(" GMT")
                else { return nil }
                (date, time) = ((year, month, day), seconds)
            case .short:
                guard
                    reader.skip(" "), let month = reader.month(), reader.skip(" "), let day = reader.paddedDay(),
                    reader.skip(" "), let seconds = reader.time(), reader.skip(" "), let year = reader.digits(4)
                else { return nil }
                (date, time) = ((year, month, day), seconds)
            case .long:
                guard
                    reader.skip(", "), let day = reader.digits(2), reader.skip("-"), let month = reader.month(),
                    reader.skip("-"), let digits = reader.digits(2), reader.skip(" "), let seconds = reader.time(),
                    reader.skip(" GMT")
                else { return nil }
                let thisYear = Int(clamping: now / 31_556_952) + 1970
                let year = thisYear - thisYear % 100 + digits
                let shift = year > thisYear + 50 ? -100 : year <= thisYear - 50 ? 100 : 0
                (date, time) = ((year + shift, month, day), seconds)
            }
            guard reader.isAtEnd, date.day >= 1, date.day <= Self.days(inMonth: date.month, of: date.year) else {
                return nil
            }
            secondsSince1970 = Self.days(until: date) * 86_400 + Int64(time)
        }

        private static func days(inMonth month: Int, of year: Int) -> Int {
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            return switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        /// Days since 1970-01-01, in a calendar whose year begins in March, so that a leap day is its year's last.
        private static func days(until date: (year: Int, month: Int, day: Int)) -> Int64 {
            let year = date.month > 2 ? date.year : date.year - 1
            let month = (date.month + 9) % 12
            // March to February have 31, 30, 31, 30, 31, 31, …: (153 · m + 2) / 5 days lie before the m-th of them.
            let dayOfYear = (153 * month + 2) / 5 + date.day - 1
            let leapDays = year / 4 - year / 100 + year / 400
            // 719,468 days lie between 0000-03-01 and 1970-01-01.
            return Int64(365 * year + leapDays + dayOfYear - 719_468)
        }
    }

    extension HTTPDate {
        private enum Form {
            case short
            case long
        }

        /// Takes one thing after the other off a text's beginning.
        private struct Reader {
            private var rest: Substring.UTF8View

            init(_ text: Substring.UTF8View) {
                rest = text
            }

            var isAtEnd: Bool { rest.isEmpty }

            mutating func skip(_ text: String) -> Bool {
                guard rest.starts(with: text.utf8) else { return false }
                rest = rest.dropFirst(text.utf8.count)
                return true
            }

            mutating func weekday() -> Form? {
                let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
                if days.contains(where: { skip($0) }) { return .long }
                return days.contains(where: { skip(String($0.prefix(3))) }) ? .short : nil
            }

            /// 1 to 12.
            mutating func month() -> Int? {
                let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
                return months.firstIndex { skip($0) }.map { $0 + 1 }
            }

            mutating func digits(_ count: Int) -> Int? {
                let digits = rest.prefix(count)
                guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                rest = rest.dropFirst(count)
                return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            }

            /// Two digits, or a space and one.
            mutating func paddedDay() -> Int? {
                skip(" ") ? digits(1) : digits(2)
            }

            /// Seconds since midnight. A leap second, 60, is taken as it is.
            mutating func time() -> Int? {
                guard
                    let hours = digits(2), hours < 24, skip(":"), let minutes = digits(2), minutes < 60, skip(":"),
                    let seconds = digits(2), seconds <= 60
                else { return nil }
                return hours * 3600 + minutes * 60 + seconds
            }
        }
    }
#endif
