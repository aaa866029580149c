#if DNSDiscovery
    /// What is wrong with a DNS message.
    struct MessageError: Error, Hashable {
        let problem: String

        static let tooShort = MessageError(problem: "it ends too soon")
    }

    /// Reads a DNS message from its beginning to its end (RFC 1035 §4).
    ///
    /// Nothing in the message can make it read beyond the bytes, trap, or go on for longer than there are bytes: a compression
    /// pointer must lead to before the name, and the next one to before that place, so that there are no loops.
    struct MessageReader {
        private let bytes: [UInt8]
        private(set) var position = 0

        /// The most bytes of a name as it is sent, the root's zero byte among them.
        private static let longestName = 255

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func uint16() throws(MessageError) -> UInt16 {
            try UInt16(byte()) << 8 | UInt16(byte())
        }

        mutating func uint32() throws(MessageError) -> UInt32 {
            try UInt32(uint16()) << 16 | UInt32(uint16())
        }

        mutating func skip(_ count: Int) throws(MessageError) {
            guard count <= bytes.count - position else { throw .tooShort }
            position += count
        }

        private mutating func byte() throws(MessageError) -> UInt8 {
            let byte = try byte(at: position)
            position += 1
            return byte
        }

        private func byte(at position: Int) throws(MessageError) -> UInt8 {
            guard position < bytes.count else { throw .tooShort }
            return bytes[position]
        }

        /// A name in lower case and without its last dot; `.` for the root. A byte that no host name has is written as `\` and
        /// three digits (RFC 4343 §2.1).
        mutating func name() throws(MessageError) -> String {
            var text: [UInt8] = []
            var length = 1
            var at = position
            // Pointers lead to before this.
            var start = position
            // Where the name ends that the first pointer cuts short.
            var end: Int?
            while true {
                let head = try byte(at: at)
                switch head {
                case 0:
                    position = end ?? at + 1
                    return text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
                case 1...63:
                    length += 1 + Int(head)
                    guard length <= Self.longestName else {
                        throw MessageError(problem: "a name has more than \(Self.longestName) bytes")
                    }
                    if !text.isEmpty { text.append(UInt8(ascii: ".")) }
                    for offset in 1...Int(head) {
                        Self.append(try byte(at: at + offset), to: &text)
                    }
                    at += 1 + Int(head)
                case 0xC0...:
                    let target = Int(head & 0x3F) << 8 | Int(try byte(at: at + 1))
                    guard target < start else {
                        throw MessageError(problem: "a compressed name does not lead back")
                    }
                    end = end ?? at + 2
                    start = target
                    at = target
                default:
                    throw MessageError(problem: "a label is of an unknown kind")
                }
            }
        }

        private static func append(_ byte: UInt8, to text: inout [UInt8]) {
            if case UInt8(ascii: "A")...UInt8(ascii: "Z") = byte {
                text.append(byte | 0x20)
            } else if DomainName.isAllowed(byte) {
                text.append(byte)
            } else {
                text.append(UInt8(ascii: "\\"))
                text += [byte / 100, byte / 10 % 10, byte % 10].map { $0 + UInt8(ascii: "0") }
            }
        }
    }
#endif
