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
        /// The first of the other keys that may still be answered, whose request's it is, where it stands in the lines, and how many of its
        /// line are from there on.
        private var next = 0
        private var request = 0
        private var keyStart = 0
        private var lineLeft = 0
        /// Whose the line's first key is, and whose the last that can't be answered any more.
        private var firstOfLine = 0
        private var last = 0
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
            linesLeft = (group.lengths.count + MemcachedWire.keysPerLine - 1) / MemcachedWire.keysPerLine
            skipAnswered(group)
            beginLine(of: group)
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
                group.lines.withUnsafeBytes { lines in
                    Result { () throws(WireError) in try scan(bytes, of: received, lines, of: group) }
                }
            }
            let (used, isOther) = try scanned.get()
            buffer.moveReaderIndex(forwardBy: used)
            return isOther
        }

        /// The next request's list, if all lines that have a key of it have been read, as the replies to the first keys of all have.
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
            (next, request, keyStart, lineLeft, linesLeft, taken) = (0, 0, 0, 0, 0, 0)
        }

        /// The server could not answer a line, and goes on with the next. That fails the requests that have a key in it.
        mutating func endLine(of group: ValueGroup, failure: String) {
            let first = firstOfLine
            endLine(of: group)
            for request in first...last where group.requests[request].keys.count > 1 {
                lists[request].failure = lists[request].failure ?? failure
            }
        }

        private mutating func endLine(of group: ValueGroup) {
            while lineLeft > 0 { pass(group, nil) }
            // Behind the last key, where a space is taken to be, the line ends.
            keyStart += MemcachedWire.lineEnd.utf8CodeUnitCount - MemcachedWire.keySeparator.utf8CodeUnitCount
            linesLeft -= 1
            beginLine(of: group)
        }

        private mutating func beginLine(of group: ValueGroup) {
            firstOfLine = request
            keyStart += MemcachedWire.lineStart.utf8CodeUnitCount
            lineLeft = min(group.lengths.count - next, MemcachedWire.keysPerLine)
        }

        /// Goes on to the key behind the next one, which has this value.
        @inline(__always)
        private mutating func pass(_ group: ValueGroup, _ value: consuming CachedValue?) {
            lists[request].values.append(value)
            keyStart += Int(group.lengths[next]) + MemcachedWire.keySeparator.utf8CodeUnitCount
            last = request
            next += 1
            lineLeft -= 1
            skipAnswered(group)
        }

        /// Goes on to the first request that has a key which may still be answered.
        private mutating func skipAnswered(_ group: ValueGroup) {
            while request < lists.count, lists[request].values.count == group.requests[request].keys.count {
                request += 1
            }
        }

        /// - Parameters:
        ///   - received: the buffer whose bytes are lent.
        ///   - lines: the group's.
        /// - Returns: how many bytes are done with, and whether another parser's line follows.
        private mutating func scan(
            _ bytes: UnsafeRawBufferPointer,
            of received: ByteBuffer,
            _ lines: UnsafeRawBufferPointer,
            of group: ValueGroup
        ) throws(WireError) -> (used: Int, isOther: Bool) {
            var used = 0
            while linesLeft > 0 {
                if lineLeft > 0,
                    let quick = QuickValue(in: bytes, from: used, of: nextKey(lines, group), limit: limits.value)
                {
                    let value = received.getSlice(at: received.readerIndex + quick.start, length: quick.count)
                    guard let value else { throw .malformed("a value that is not there") }
                    pass(group, CachedValue(read: value, flags: quick.flags))
                    used = quick.next
                    continue
                }
                guard var line = try MemcachedLine(in: bytes, from: used, limit: limits.line) else {
                    return (used, false)
                }
                if line.isOnly("END") {
                    endLine(of: group)
                    used = line.next
                    continue
                }
                guard line.skip(text: "VALUE ") else { return (used, true) }
                try find(&line, among: lines, of: group)
                let (flags, size) = try numbers(of: &line)
                let (start, end) = (line.next, line.next + size)
                guard bytes.count >= end + 2 else { return (used, false) }
                guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
                    throw .malformed("a value of \(size) bytes does not end with a line's end")
                }
                guard let value = received.getSlice(at: received.readerIndex + start, length: size) else {
                    throw .malformed("a value that is not there")
                }
                pass(group, CachedValue(read: value, flags: flags))
                used = end + 2
            }
            return (used, false)
        }

        /// Which of the line's keys that have not been answered it is that a value is for. It is the next then.
        private mutating func find(
            _ line: inout MemcachedLine,
            among lines: UnsafeRawBufferPointer,
            of group: ValueGroup
        ) throws(WireError) {
            while lineLeft > 0 {
                if line.skip(key: nextKey(lines, group)) { return }
                pass(group, nil)
            }
            throw .outOfStep("a value of a key that was not asked for, or not in this order")
        }

        private func nextKey(_ lines: UnsafeRawBufferPointer, _ group: ValueGroup) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: lines[keyStart..<(keyStart + Int(group.lengths[next]))])
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
