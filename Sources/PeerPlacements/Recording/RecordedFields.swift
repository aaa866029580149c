#if Peers
    import JSONText

    /// An object of a recording, read field by field; fields that nobody asked for are errors.
    struct RecordedFields {
        let place: String
        private var left: [JSONValue.Member]
        private var known: [String] = []

        init(_ json: JSONValue, at place: String) throws(PeerRecordingError) {
            guard case .object(let members) = json.content else {
                throw PeerRecordingError(.wrongType(found: json.kind, expected: "an object"), at: place)
            }
            self.place = place
            left = members
        }

        /// The path of a member.
        func path(_ name: String) -> String {
            let isPlain = name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isLetter }
            let step = isPlain && !name.isEmpty ? ".\(name)" : "[\(Quoted.text(name))]"
            return place == Self.root ? (isPlain ? name : step) : place + step
        }

        static let root = "the recording"

        func error(_ problem: PeerRecordingError.Problem, _ name: String) -> PeerRecordingError {
            PeerRecordingError(problem, at: path(name))
        }

        func has(_ name: String) -> Bool {
            left.contains { $0.name.utf8.elementsEqual(name.utf8) }
        }

        mutating func take(_ name: String) -> JSONValue? {
            known.append(name)
            guard let index = left.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
            return left.remove(at: index).value
        }

        mutating func required(_ name: String) throws(PeerRecordingError) -> JSONValue {
            guard let value = take(name) else { throw PeerRecordingError(.missingField(name), at: place) }
            return value
        }

        mutating func string(_ name: String) throws(PeerRecordingError) -> String? {
            guard let value = take(name) else { return nil }
            return try Self.string(value, at: path(name))
        }

        static func string(_ value: JSONValue, at place: String) throws(PeerRecordingError) -> String {
            guard case .string(let string) = value.content else {
                throw PeerRecordingError(.wrongType(found: value.kind, expected: "a string"), at: place)
            }
            return string
        }

        mutating func requiredString(_ name: String) throws(PeerRecordingError) -> String {
            guard let string = try string(name) else { throw PeerRecordingError(.missingField(name), at: place) }
            return string
        }

        mutating func integer(_ name: String) throws(PeerRecordingError) -> Int? {
            guard let value = take(name) else { return nil }
            return try Self.integer(value, at: path(name))
        }

        static func integer(_ value: JSONValue, at place: String) throws(PeerRecordingError) -> Int {
            guard case .number(let digits) = value.content else {
                throw PeerRecordingError(.wrongType(found: value.kind, expected: "a whole number"), at: place)
            }
            guard let integer = Int(digits) else {
                throw PeerRecordingError(.invalidValue(digits, expected: "a whole number of 64 bits"), at: place)
            }
            return integer
        }

        mutating func real(_ name: String) throws(PeerRecordingError) -> Double? {
            guard let value = take(name) else { return nil }
            guard case .number(let digits) = value.content, let real = Double(digits) else {
                throw error(.wrongType(found: value.kind, expected: "a number"), name)
            }
            return real
        }

        mutating func bool(_ name: String) throws(PeerRecordingError) -> Bool? {
            guard let value = take(name) else { return nil }
            guard case .bool(let bool) = value.content else {
                throw error(.wrongType(found: value.kind, expected: "true or false"), name)
            }
            return bool
        }

        /// A string that must be one of a list.
        mutating func choice<Choice>(
            _ name: String,
            of choices: [(name: String, value: Choice)]
        ) throws(PeerRecordingError) -> Choice? {
            guard let string = try string(name) else { return nil }
            guard let choice = choices.first(where: { $0.name == string }) else {
                let expected = "one of \(choices.map(\.name).joined(separator: ", "))"
                throw error(.invalidValue(string, expected: expected), name)
            }
            return choice.value
        }

        /// All members, whatever their names.
        mutating func takeAll() -> [(name: String, value: JSONValue)] {
            defer { left = [] }
            return left.map { ($0.name, $0.value) }
        }

        /// To be called when all known fields were asked for.
        func finish() throws(PeerRecordingError) {
            guard let unknown = left.first else { return }
            throw error(.unknownField(unknown.name, known: known.sorted()), unknown.name)
        }
    }
#endif
