#if DNSDiscovery
    /// Writes DNS messages as name servers do, or worse.
    struct MessageWriter {
        struct Record {
            var owner: [String]
            var type: UInt16
            var ttl: UInt32
            var data: Data

            enum Data {
                case service(priority: UInt16, weight: UInt16, port: UInt16, target: [String])
                case alias([String])
                case other([UInt8])
            }

            static func service(
                _ owner: String,
                _ priority: UInt16,
                _ weight: UInt16,
                _ port: UInt16,
                _ target: String,
                ttl: UInt32 = 60
            ) -> Record {
                let data = Data.service(
                    priority: priority,
                    weight: weight,
                    port: port,
                    target: MessageWriter.labels(target)
                )
                return Record(owner: MessageWriter.labels(owner), type: 33, ttl: ttl, data: data)
            }

            static func alias(_ owner: String, _ name: String, ttl: UInt32 = 60) -> Record {
                Record(owner: MessageWriter.labels(owner), type: 5, ttl: ttl, data: .alias(MessageWriter.labels(name)))
            }

            static func other(_ owner: String, type: UInt16, _ bytes: [UInt8]) -> Record {
                Record(owner: MessageWriter.labels(owner), type: type, ttl: 60, data: .other(bytes))
            }
        }

        private(set) var bytes: [UInt8] = []
        /// Where names begin that were written before.
        private var offsets: [[String]: Int] = [:]
        private let compresses: Bool

        init(
            question: String,
            answers: [Record],
            flags: UInt16 = 0x8580,
            compresses: Bool = true
        ) {
            self.compresses = compresses
            write16(0x1234)
            write16(flags)
            for count in [1, UInt16(answers.count), 0, 0] { write16(count) }
            write(Self.labels(question))
            write16(33)
            write16(1)
            for answer in answers { write(answer) }
        }

        static func labels(_ name: String) -> [String] { name.split(separator: ".").map(String.init) }

        private mutating func write16(_ number: UInt16) { bytes += [UInt8(number >> 8), UInt8(number & 255)] }

        private mutating func write(_ name: [String]) {
            var rest = name[...]
            while let label = rest.first {
                if compresses, let offset = offsets[Array(rest)] {
                    write16(0xC000 | UInt16(offset))
                    return
                }
                if bytes.count < 0x4000 { offsets[Array(rest)] = bytes.count }
                bytes.append(UInt8(label.utf8.count))
                bytes += label.utf8
                rest = rest.dropFirst()
            }
            bytes.append(0)
        }

        private mutating func write(_ record: Record) {
            write(record.owner)
            write16(record.type)
            write16(1)
            write16(UInt16(record.ttl >> 16))
            write16(UInt16(record.ttl & 0xFFFF))
            let length = bytes.count
            write16(0)
            switch record.data {
            case .service(let priority, let weight, let port, let target):
                for number in [priority, weight, port] { write16(number) }
                write(target)
            case .alias(let name): write(name)
            case .other(let other): bytes += other
            }
            let count = bytes.count - length - 2
            (bytes[length], bytes[length + 1]) = (UInt8(count >> 8), UInt8(count & 255))
        }
    }
#endif
