#if Caches
    import NIOCore

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// What was found of one request's keys.
    struct ValueList: Sendable {
        /// In the order of the keys, as far as they have been answered.
        var values: [CachedValue?] = []
        /// The server's words, if it could not answer a line that has one of the keys.
        var failure: String?
    }

    /// Reads the replies to a group of requests: to each one's first key, with its mark; then those to the `get` lines of all other
    /// keys: `VALUE key flags bytes`, the value, …, `END` for each line.
    ///
    /// The marks are compared before anything else is read. Each value has to be one of a key of its line, and they have to come in the
    /// order in which the keys were asked for. It takes whole values from the buffer and leaves the rest.
    struct ValueListParser: Sendable {
        private let limits: WireLimits
        /// One for each request whose first key has been answered.
        private var lists: [ValueList] = []
        /// The first key that may still be answered, how many of its line are from there on, and how many of all.
        private var next = ValueGroup.Place()
        private var lineLeft = 0
        private var keysLeft = 0
        /// Where the line begins, and the last of its keys that can't be answered any more.
        private var lineStart = ValueGroup.Place()
        private var last = ValueGroup.Place()
        /// The lines that have not been answered whole.
        private var linesLeft = 0
        /// How many of the lists have been taken.
        private var taken = 0

        init(limits: WireLimits) {
            self.limits = limits
        }

        /// Something has been read that belongs to lists that are not whole, or not taken.
        var isBegun: Bool { !lists.isEmpty }

        /// Whether all first keys have been answered.
        func hasFirsts(of group: ValueGroup) -> Bool { lists.count == group.requests.count }

        /// Takes the reply to the next request's first key.
        mutating func takeFirst(_ reply: MetaReply, of group: ValueGroup) throws(WireError) {
            let request = group.requests[lists.count]
            try MemcachedWire.check(reply, opaque: request.opaque)
            var list = ValueList()
            list.values.reserveCapacity(request.keys.count)
            list.values.append(reply.value.map { CachedValue(read: $0, flags: reply.clientFlags) })
            if case .serverError(let text) = reply.code { list.failure = text }
            lists.append(list)
            guard hasFirsts(of: group) else { return }
            next = group.next(after: ValueGroup.Place())
            lineStart = next
            keysLeft = group.restCount
            linesLeft = (keysLeft + MemcachedWire.keysPerLine - 1) / MemcachedWire.keysPerLine
            lineLeft = min(keysLeft, MemcachedWire.keysPerLine)
        }

        /// Reads what has come behind the first keys' replies.
        ///
        /// - Returns: whether a line follows that is for another parser, as it stands in the place of values. False if all lines have been
        ///   read, or more has to come first.
        mutating func read(from buffer: inout ByteBuffer, of group: ValueGroup) throws(WireError) -> Bool {
            guard linesLeft > 0 else { return false }
            let received = buffer
            // A closure that lends bytes knows no typed errors.
            let scanned = received.withUnsafeReadableBytes { bytes in
                Result { () throws(WireError) in try scan(bytes, of: received, group) }
            }
            let (used, isOther) = try scanned.get()
            buffer.moveReaderIndex(forwardBy: used)
            return isOther
        }

        /// The next request's list, if all lines that have a key of it have been read, as the replies to the first keys of all have.
        mutating func takeList() -> ValueList? {
            guard taken < (linesLeft == 0 ? lists.count : lineStart.request) else { return nil }
            let list = lists[taken]
            taken += 1
            if taken == lists.count { reset() }
            return list
        }

        /// Begins anew.
        mutating func reset() {
            lists.removeAll(keepingCapacity: true)
            taken = 0
            linesLeft = 0
        }

        /// The server could not answer a line, and goes on with the next. That fails the requests that have a key in it.
        mutating func endLine(of group: ValueGroup, failure: String) {
            let start = lineStart.request
            endLine(of: group)
            for request in start...last.request where group.requests[request].keys.count > 1 {
                lists[request].failure = lists[request].failure ?? failure
            }
        }

        private mutating func endLine(of group: ValueGroup) {
            while lineLeft > 0 { pass(group) }
            lineStart = next
            linesLeft -= 1
            lineLeft = min(keysLeft, MemcachedWire.keysPerLine)
        }

        /// Goes on to the key behind the next one, which has this value.
        private mutating func pass(_ group: ValueGroup, value: consuming CachedValue? = nil) {
            lists[next.request].values.append(value)
            last = next
            next = group.next(after: next)
            lineLeft -= 1
            keysLeft -= 1
        }

        /// - Parameter received: the buffer whose bytes are lent.
        /// - Returns: how many bytes are done with, and whether another parser's line follows.
        private mutating func scan(
            _ bytes: UnsafeRawBufferPointer,
            of received: ByteBuffer,
            _ group: ValueGroup
        ) throws(WireError) -> (used: Int, isOther: Bool) {
            var used = 0
            while linesLeft > 0 {
                if lineLeft > 0, let quick = QuickValue(in: bytes, from: used, of: group[next], limit: limits.value) {
                    let value = received.getSlice(at: received.readerIndex + quick.start, length: quick.count)
                    guard let value else { throw .malformed("a value that is not there") }
                    pass(group, value: CachedValue(read: value, flags: quick.flags))
                    used = quick.next
                    continue
                }
                guard var line = try ValueLine(in: bytes, from: used, limit: limits.line) else { return (used, false) }
                if line.isEnd {
                    endLine(of: group)
                    used = line.next
                    continue
                }
                guard line.skipValueWord() else { return (used, true) }
                try find(&line, among: group)
                let (flags, size) = try line.readNumbers(limit: limits.value)
                let (start, end) = (line.next, line.next + size)
                guard bytes.count >= end + 2 else { return (used, false) }
                guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
                    throw .malformed("a value of \(size) bytes does not end with a line's end")
                }
                guard let value = received.getSlice(at: received.readerIndex + start, length: size) else {
                    throw .malformed("a value that is not there")
                }
                pass(group, value: CachedValue(read: value, flags: flags))
                used = end + 2
            }
            return (used, false)
        }

        /// Which of the line's keys that have not been answered it is that a value is for. It is the next then.
        private mutating func find(_ line: inout ValueLine, among group: ValueGroup) throws(WireError) {
            while lineLeft > 0 {
                if line.skip(group[next]) { return }
                pass(group)
            }
            throw .outOfStep("a value of a key that was not asked for, or not in this order")
        }
    }

    /// The next key's value, whole, as nearly every one comes: with flags and a size of at most nine digits. Whatever is otherwise is left
    /// to ``ValueLine``, which takes its time and says what is wrong.
    private struct QuickValue {
        private(set) var flags: UInt32 = 0
        private(set) var count = 0
        /// Where the value begins, and what follows it.
        private(set) var start: Int
        var next: Int { start + count + 2 }

        init?(in bytes: UnsafeRawBufferPointer, from begin: Int, of key: CacheKey, limit: Int) {
            let head: StaticString = "VALUE "
            start = begin + head.utf8CodeUnitCount + key.bytes.count
            // The shortest end of a line, and of a value.
            guard let base = bytes.baseAddress, bytes.count >= start + 8 else { return nil }
            let isKeys = key.bytes.withUnsafeBytes { key in
                memcmp(base + begin, head.utf8Start, head.utf8CodeUnitCount) == 0
                    && key.baseAddress.map { memcmp(base + begin + head.utf8CodeUnitCount, $0, key.count) } == 0
            }
            guard isKeys, bytes[start] == UInt8(ascii: " ") else { return nil }
            start += 1
            guard let flags = number(bytes, UInt8(ascii: " ")), let count = number(bytes, UInt8(ascii: "\r")) else {
                return nil
            }
            guard start < bytes.count, bytes[start] == UInt8(ascii: "\n"), count <= limit else { return nil }
            start += 1
            guard bytes.count >= start + count + 2 else { return nil }
            self.flags = UInt32(flags)
            self.count = count
            guard bytes[start + count] == UInt8(ascii: "\r"), bytes[start + count + 1] == UInt8(ascii: "\n") else {
                return nil
            }
        }

        /// Reads one to nine digits and what stands behind them.
        private mutating func number(_ bytes: UnsafeRawBufferPointer, _ last: UInt8) -> Int? {
            var number = 0
            for index in start..<min(start + 10, bytes.count) {
                let byte = bytes[index]
                if byte == last {
                    defer { start = index + 1 }
                    return index > start ? number : nil
                }
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                number = number * 10 + Int(digit)
            }
            return nil
        }
    }

    /// A line among values, read from bytes that are lent.
    private struct ValueLine {
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

        var isEnd: Bool { rest.count == 3 && isNext("END") }

        mutating func skipValueWord() -> Bool {
            guard isNext("VALUE ") else { return false }
            rest = (rest.lowerBound + 6)..<rest.upperBound
            return true
        }

        /// Skips a key and the space after it, if it is this one.
        mutating func skip(_ key: CacheKey) -> Bool {
            let end = rest.lowerBound + key.bytes.count
            guard end < rest.upperBound, bytes[end] == UInt8(ascii: " "), key.bytes.withUnsafeBytes(isNext) else {
                return false
            }
            rest = (end + 1)..<rest.upperBound
            return true
        }

        /// A value's flags and its size.
        mutating func readNumbers(limit: Int) throws(WireError) -> (flags: UInt32, size: Int) {
            guard let flags = readNumber(until: UInt8(ascii: " ")).flatMap({ UInt32(exactly: $0) }) else {
                throw .malformed("flags that are no number of 32 bits")
            }
            guard let size = readNumber(until: nil) else { throw .malformed("a value without its size") }
            guard size <= UInt64(limit) else { throw .valueTooLarge(bytes: Int(clamping: size), limit: limit) }
            return (flags, Int(size))
        }

        /// Digits alone, of at most 64 bits, up to a byte or the line's end.
        private mutating func readNumber(until last: UInt8?) -> UInt64? {
            var number: UInt64 = 0
            for index in rest {
                let byte = bytes[index]
                if byte == last {
                    defer { rest = (index + 1)..<rest.upperBound }
                    return index > rest.lowerBound ? number : nil
                }
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = tenfold.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
                guard !overflows, !overflowsToo else { return nil }
                number = sum
            }
            return last == nil && !rest.isEmpty ? number : nil
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
