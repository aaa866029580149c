#if DNSDiscovery
    /// A name server's answer to the question for a service's servers.
    struct ServiceAnswer: Hashable {
        /// None if the name has no records of that type.
        let records: [ServiceRecord]
        /// For how many seconds they are valid.
        let ttl: UInt32

        private struct Alias {
            let name: String
            let ttl: UInt32
        }

        private static let cname: UInt16 = 5
        private static let srv: UInt16 = 33
        private static let internet: UInt16 = 1
        /// Resolvers follow no more, either.
        private static let longestChain = 16

        /// Reads a message; what follows the answers in it is of no interest, and not looked at.
        init(_ bytes: [UInt8]) throws(MessageError) {
            var reader = MessageReader(bytes)
            try reader.skip(2)
            let flags = try reader.uint16()
            guard flags & 0x8000 != 0 else { throw MessageError(problem: "it is a question") }
            guard flags & 0x7800 == 0 else { throw MessageError(problem: "it is no answer to a query") }
            guard flags & 0x0200 == 0 else { throw MessageError(problem: "it is cut off") }
            guard flags & 0x000F == 0 else { throw MessageError(problem: "its code is \(flags & 0x000F)") }
            let questionCount = try reader.uint16()
            let answerCount = try reader.uint16()
            try reader.skip(4)
            guard questionCount == 1 else { throw MessageError(problem: "it has \(questionCount) questions") }
            let question = try reader.name()
            try reader.skip(4)

            var aliases: [String: Alias] = [:]
            var found: [(owner: String, record: ServiceRecord, ttl: UInt32)] = []
            for _ in 0..<answerCount {
                let owner = try reader.name()
                let (type, recordClass, ttl) = try (reader.uint16(), reader.uint16(), Self.ttl(reader.uint32()))
                let length = Int(try reader.uint16())
                let start = reader.position
                switch (type, recordClass) {
                case (Self.cname, Self.internet):
                    aliases[owner] = Alias(name: try reader.name(), ttl: ttl)
                case (Self.srv, Self.internet):
                    let record = try ServiceRecord(
                        priority: reader.uint16(),
                        weight: reader.uint16(),
                        port: reader.uint16(),
                        target: reader.name()
                    )
                    found.append((owner, record, ttl))
                default:
                    try reader.skip(length)
                }
                guard reader.position == start + length else {
                    throw MessageError(problem: "a record is not as long as it says")
                }
            }

            var name = question
            var shortest = UInt32.max
            var steps = 0
            while let alias = aliases[name] {
                steps += 1
                guard steps <= Self.longestChain else {
                    throw MessageError(problem: "an alias leads to an alias without end")
                }
                name = alias.name
                shortest = min(shortest, alias.ttl)
            }
            let own = found.filter { $0.owner == name }
            records = own.map(\.record)
            ttl = own.reduce(shortest) { min($0, $1.ttl) }
        }

        /// A time to live with its first bit set counts as 0 (RFC 2181 §8).
        private static func ttl(_ seconds: UInt32) -> UInt32 { seconds > Int32.max ? 0 : seconds }
    }
#endif
