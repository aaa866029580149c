#if Caches
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A line of what memcached sends, read from bytes that are lent.
    struct MemcachedLine {
        private let bytes: UnsafeRawBufferPointer
        /// What has not been read of it, without its end.
        private var rest: Range<Int>
        /// Where the next one begins.
        let next: Int

        /// `nil` if its end has not come yet.
        init?(in bytes: UnsafeRawBufferPointer, from start: Int, limit: Int) throws(WireError) {
            let count = min(bytes.count - start, limit + 2)
            // Bytes that are lent have an address unless there are none.
            guard count > 0, let begin = bytes.baseAddress.map({ $0 + start }) else { return nil }
            guard let found = memchr(begin, Int32(UInt8(ascii: "\n")), count) else {
                if bytes.count - start > limit { throw .lineTooLong(limit: limit) }
                return nil
            }
            let end = start + (UnsafeRawPointer(found) - begin)
            guard end > start, bytes[end - 1] == UInt8(ascii: "\r") else {
                throw .malformed("a line ends without a carriage return")
            }
            self.bytes = bytes
            rest = start..<(end - 1)
            next = end + 1
        }

        /// The rest of it, as UTF-8.
        var restText: String { String(decoding: bytes[rest], as: UTF8.self) }

        /// Whether there is this left of it, and nothing else.
        func isOnly(_ text: StaticString) -> Bool { rest.count == text.utf8CodeUnitCount && isNext(text) }

        /// Skips a text, if that is what it goes on with.
        mutating func skip(text: StaticString) -> Bool {
            guard isNext(text) else { return false }
            rest = (rest.lowerBound + text.utf8CodeUnitCount)..<rest.upperBound
            return true
        }

        /// Skips a key and the space after it, if it is this one.
        mutating func skip(key: UnsafeRawBufferPointer) -> Bool {
            let end = rest.lowerBound + key.count
            guard end < rest.upperBound, bytes[end] == UInt8(ascii: " "), isNext(key) else { return false }
            rest = (end + 1)..<rest.upperBound
            return true
        }

        /// The next of its words, which have spaces between them; no word is empty. The space behind it is skipped.
        mutating func nextWord() -> UnsafeRawBufferPointer? {
            var start = rest.lowerBound
            while start < rest.upperBound, bytes[start] == UInt8(ascii: " ") { start += 1 }
            guard start < rest.upperBound else { return nil }
            var end = start + 1
            while end < rest.upperBound, bytes[end] != UInt8(ascii: " ") { end += 1 }
            rest = min(end + 1, rest.upperBound)..<rest.upperBound
            return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        }

        /// A number of at most 64 bits, of digits alone.
        static func number(_ digits: UnsafeRawBufferPointer) -> UInt64? {
            guard !digits.isEmpty else { return nil }
            var number: UInt64 = 0
            for byte in digits {
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = tenfold.addingReportingOverflow(UInt64(digit))
                guard !overflows, !overflowsToo else { return nil }
                number = sum
            }
            return number
        }

        /// The number that stands before a byte, which is skipped too, or at the end of the line.
        mutating func readNumber(until last: UInt8?) -> UInt64? {
            let end: Int
            if let last {
                guard let found = bytes[rest].firstIndex(of: last) else { return nil }
                end = found
            } else {
                end = rest.upperBound
            }
            let digits = UnsafeRawBufferPointer(rebasing: bytes[rest.lowerBound..<end])
            rest = min(end + 1, rest.upperBound)..<rest.upperBound
            return Self.number(digits)
        }

        private func isNext(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { isNext(UnsafeRawBufferPointer($0)) }
        }

        /// Whether the rest of the line begins with these bytes.
        private func isNext(_ other: UnsafeRawBufferPointer) -> Bool {
            guard rest.count >= other.count, let bytes = bytes.baseAddress, let others = other.baseAddress else {
                return false
            }
            return memcmp(bytes + rest.lowerBound, others, other.count) == 0
        }
    }
#endif
