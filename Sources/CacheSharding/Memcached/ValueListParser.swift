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
        /// In the order of the keys; `nil` too where nothing has been found yet.
        var values: [CachedValue?] = []
        /// How many of the keys can't be answered any more.
        var passed = 0
        /// The server's words, if it could not answer a line that has one of the keys.
        var failure: String?
    }

    /// Reads the replies to the `get` lines of a group of requests: `VALUE key flags bytes`, the value, …, `END` for each line.
    ///
    /// Each value has to be one of a key of its line, and they have to come in the order in which the keys were asked for. It takes whole
    /// values from the buffer and leaves the rest.
    struct ValueListParser: Sendable {
        private let limits: WireLimits
        /// One for each request.
        private var lists: [ValueList] = []
        /// Whose the first key is that may still be answered, how many there are from there on, and how many of its line.
        private var request = 0
        private var keysLeft = 0
        private var lineLeft = 0
        /// Whose the line's first key is.
        private var firstOfLine = 0
        /// The lines that have not been answered whole.
        private var linesLeft = 0
        /// How many of the lists have been taken.
        private var taken = 0

        init(limits: WireLimits) {
            self.limits = limits
        }

        /// There are requests whose lists are not whole, or not taken.
        var isBegun: Bool { !lists.isEmpty }

        /// Requests that are answered next. The last ones' lists have been taken.
        mutating func begin(_ group: ValueGroup) {
            for keys in group.requests {
                lists.append(ValueList(values: Array(repeating: nil, count: keys.count)))
            }
            keysLeft = group.keyCount
            linesLeft = MemcachedWire.lineCount(of: group)
            beginLine()
        }

        /// Reads what has come.
        ///
        /// - Returns: whether a line follows that is for another parser, as it stands in the place of values. False if all lines have been
        ///   read, or more has to come first.
        mutating func read(from buffer: inout ByteBuffer, of group: ValueGroup) throws(WireError) -> Bool {
            guard linesLeft > 0 else { return false }
            let received = buffer
            // A closure that lends bytes knows no typed errors.
            let scanned = received.withUnsafeReadableBytes { bytes in
                Result { () throws(WireError) in try scan(bytes, of: received, of: group) }
            }
            let (used, isOther) = try scanned.get()
            buffer.moveReaderIndex(forwardBy: used)
            return isOther
        }

        /// The next request's list, if all lines that have a key of it have been read.
        mutating func takeList() -> ValueList? {
            guard taken < (linesLeft == 0 ? lists.count : firstOfLine) else { return nil }
            // Moved out, so that its values have one owner.
            var list = ValueList()
            swap(&list, &lists[taken])
            taken += 1
            if taken == lists.count { reset() }
            return list
        }

        /// Begins anew.
        mutating func reset() {
            lists.removeAll(keepingCapacity: true)
            (request, keysLeft, lineLeft, linesLeft, taken) = (0, 0, 0, 0, 0)
        }

        /// The server could not answer a line, and goes on with the next. That fails the requests that have a key in it.
        mutating func endLine(of group: ValueGroup, failure: String) {
            let first = firstOfLine
            endLine(of: group)
            // The next line's first key may be of a request that has none in this one.
            let isAmid = request < lists.count && lists[request].passed > 0
            for request in first..<(isAmid ? request + 1 : request) {
                lists[request].failure = lists[request].failure ?? failure
            }
        }

        private mutating func endLine(of group: ValueGroup) {
            while lineLeft > 0 { pass(lineLeft, of: group) }
            linesLeft -= 1
            beginLine()
        }

        private mutating func beginLine() {
            firstOfLine = request
            lineLeft = min(keysLeft, MemcachedWire.keysPerLine)
        }

        /// Goes on behind so many keys, or behind the last one of the same request.
        private mutating func pass(_ count: Int, of group: ValueGroup) {
            let count = min(count, group.requests[request].count - lists[request].passed)
            lists[request].passed += count
            keysLeft -= count
            lineLeft -= count
            if lists[request].passed == group.requests[request].count { request += 1 }
        }

        /// - Parameter received: the buffer whose bytes are lent.
        /// - Returns: how many bytes are done with, and whether another parser's line follows.
        private mutating func scan(
            _ bytes: UnsafeRawBufferPointer,
            of received: ByteBuffer,
            of group: ValueGroup
        ) throws(WireError) -> (used: Int, isOther: Bool) {
            var used = 0
            while linesLeft > 0 {
                while takeQuickValues(from: bytes, &used, of: received, of: group) {}
                guard var line = try MemcachedLine(in: bytes, from: used, limit: limits.line) else {
                    return (used, false)
                }
                if line.isOnly("END") {
                    endLine(of: group)
                    used = line.next
                    continue
                }
                guard line.skip(text: "VALUE ") else { return (used, true) }
                try find(&line, of: group)
                let (flags, size) = try numbers(of: &line)
                let (start, end) = (line.next, line.next + size)
                guard bytes.count >= end + 2 else { return (used, false) }
                guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
                    throw .malformed("a value of \(size) bytes does not end with a line's end")
                }
                guard let value = received.getSlice(at: received.readerIndex + start, length: size) else {
                    throw .malformed("a value that is not there")
                }
                lists[request].values[lists[request].passed] = CachedValue(read: value, flags: flags)
                pass(1, of: group)
                used = end + 2
            }
            return (used, false)
        }

        /// Which of the line's keys that have not been answered it is that a value is for. It is the next then.
        private mutating func find(_ line: inout MemcachedLine, of group: ValueGroup) throws(WireError) {
            while lineLeft > 0 {
                let number = lists[request].passed
                if group.requests[request].withBytes(of: number, { line.skip(key: $0) }) { return }
                pass(1, of: group)
            }
            throw .outOfStep("a value of a key that was not asked for, or not in this order")
        }

        /// Takes the values of the next keys of one request and one line, as far as they are there and as ``QuickValue`` reads them.
        ///
        /// - Returns: whether there were any.
        private mutating func takeQuickValues(
            from bytes: UnsafeRawBufferPointer,
            _ used: inout Int,
            of received: ByteBuffer,
            of group: ValueGroup
        ) -> Bool {
            guard lineLeft > 0 else { return false }
            let keys = group.requests[request]
            let first = lists[request].passed
            let limit = limits.value
            var number = first
            lists[request].values.withUnsafeMutableBufferPointer { values in
                let end = min(values.count, first + lineLeft)
                while number < end {
                    let quick = keys.withBytes(of: number) { QuickValue(in: bytes, from: used, of: $0, limit: limit) }
                    guard let quick else { break }
                    let value = received.getSlice(at: received.readerIndex + quick.start, length: quick.count)
                    guard let value else { break }
                    values[number] = CachedValue(read: value, flags: quick.flags)
                    used = quick.next
                    number += 1
                }
            }
            if number > first { pass(number - first, of: group) }
            return number > first
        }

        /// A value's flags and its size, which end its line.
        private func numbers(of line: inout MemcachedLine) throws(WireError) -> (flags: UInt32, size: Int) {
            guard let flags = line.readNumber(until: UInt8(ascii: " ")).flatMap({ UInt32(exactly: $0) }) else {
                throw .malformed("flags that are no number of 32 bits")
            }
            guard let size = line.readNumber(until: nil) else { throw .malformed("a value without its size") }
            guard size <= UInt64(limits.value) else {
                throw .valueTooLarge(bytes: Int(clamping: size), limit: limits.value)
            }
            return (flags, Int(size))
        }
    }

    /// The next key's value, whole, as nearly every one comes: with flags and a size of at most nine digits. Whatever is otherwise is left
    /// to ``MemcachedLine``, which takes its time and says what is wrong.
    private struct QuickValue {
        private(set) var flags: UInt32 = 0
        private(set) var count = 0
        /// Where the value begins, and what follows it.
        private(set) var start: Int
        var next: Int { start + count + 2 }

        init?(in bytes: UnsafeRawBufferPointer, from begin: Int, of key: UnsafeRawBufferPointer, limit: Int) {
            let head: StaticString = "VALUE "
            let keyStart = begin + head.utf8CodeUnitCount
            start = keyStart + key.count
            // The shortest end of a line, and of a value.
            guard bytes.count >= start + 8, let base = bytes.baseAddress, let keyBase = key.baseAddress else {
                return nil
            }
            guard
                memcmp(base + begin, head.utf8Start, head.utf8CodeUnitCount) == 0,
                memcmp(base + keyStart, keyBase, key.count) == 0,
                bytes[start] == UInt8(ascii: " ")
            else { return nil }
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
#endif
