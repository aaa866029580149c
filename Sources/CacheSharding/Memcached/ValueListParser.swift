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
        /// In the order of the keys.
        var values: [StoredValue?]
        /// The server's words, if it could not answer a line.
        var failure: String?
    }

    /// Reads the replies to a group of requests: to each one's first key, with its mark; then those to the `get` lines of all other
    /// keys: `VALUE key flags bytes`, the value, …, `END` for each line.
    ///
    /// The marks are compared before anything else is read. Each value has to be one of a key of its line, and they have to come in the
    /// order in which the keys were asked for. It takes whole values from the buffer and leaves the rest.
    struct ValueListParser: Sendable {
        private let limits: WireLimits
        /// The replies to the requests' first keys.
        private var firsts: [MetaReply] = []
        private var values: [[StoredValue?]] = []
        /// The server's words on a line that it could not answer, for each request that has a key in it.
        private var failures: [String?] = []
        /// The first key that may still be answered, how many of its line are from there on, and how many of all.
        private var next = ValueGroup.Place()
        private var lineLeft = 0
        private var keysLeft = 0
        /// Where the line begins, and the last of its keys that can't be answered any more.
        private var lineStart = ValueGroup.Place()
        private var last = ValueGroup.Place()
        /// The lines that have not been answered whole.
        private var linesLeft = 0
        /// How many requests' lists have been taken.
        private var taken = 0

        init(limits: WireLimits) {
            self.limits = limits
        }

        /// Something has been read that belongs to lists that are not whole, or not taken.
        var isBegun: Bool { !firsts.isEmpty }

        /// Whether all first keys have been answered.
        func hasFirsts(of group: ValueGroup) -> Bool { firsts.count == group.requests.count }

        /// Takes the reply to the next request's first key.
        mutating func takeFirst(_ reply: MetaReply, of group: ValueGroup) throws(WireError) {
            let request = group.requests[firsts.count]
            try MemcachedWire.check(reply, opaque: request.opaque)
            firsts.append(reply)
            var values = [StoredValue?](repeating: nil, count: request.keys.count)
            if reply.code == .value, let value = reply.value {
                values[0] = StoredValue(buffer: value, flags: reply.clientFlags)
            }
            self.values.append(values)
            failures.append(nil)
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

        /// The next request's list and its first key's reply, if all lines that have a key of it have been read, as those of the first keys
        /// of all have.
        mutating func takeList() -> (list: ValueList, first: MetaReply)? {
            guard taken < (linesLeft == 0 ? firsts.count : lineStart.request) else { return nil }
            defer {
                taken += 1
                if taken == firsts.count { reset() }
            }
            return (ValueList(values: values[taken], failure: failures[taken]), firsts[taken])
        }

        /// Begins anew.
        mutating func reset() { self = ValueListParser(limits: limits) }

        /// The server could not answer a line, and goes on with the next. That fails the requests that have a key in it.
        mutating func endLine(of group: ValueGroup, failure: String) {
            let start = lineStart.request
            endLine(of: group)
            for request in start...last.request where group.requests[request].keys.count > 1 {
                failures[request] = failures[request] ?? failure
            }
        }

        private mutating func endLine(of group: ValueGroup) {
            while lineLeft > 0 { pass(group) }
            lineStart = next
            linesLeft -= 1
            lineLeft = min(keysLeft, MemcachedWire.keysPerLine)
        }

        private mutating func pass(_ group: ValueGroup) {
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
                guard var line = try ValueLine(in: bytes, from: used, limit: limits.line) else { return (used, false) }
                if line.isEnd {
                    endLine(of: group)
                    used = line.next
                    continue
                }
                guard line.skipValueWord() else { return (used, true) }
                let place = try find(&line, among: group)
                let (flags, size) = try line.readNumbers(limit: limits.value)
                let (start, end) = (line.next, line.next + size)
                guard bytes.count >= end + 2 else { return (used, false) }
                guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
                    throw .malformed("a value of \(size) bytes does not end with a line's end")
                }
                guard let value = received.getSlice(at: received.readerIndex + start, length: size) else {
                    throw .malformed("a value that is not there")
                }
                values[place.request][place.number] = StoredValue(buffer: value, flags: flags)
                pass(group)
                used = end + 2
            }
            return (used, false)
        }

        /// Which of the line's keys that have not been answered it is that a value is for. It is the next then.
        private mutating func find(
            _ line: inout ValueLine,
            among group: ValueGroup
        ) throws(WireError) -> ValueGroup.Place {
            while lineLeft > 0 {
                if line.skip(group[next]) { return next }
                pass(group)
            }
            throw .outOfStep("a value of a key that was not asked for, or not in this order")
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
