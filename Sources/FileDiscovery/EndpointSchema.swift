#if FileDiscovery
    import DocumentText
    import JSONText
    import LoadBalancing

    /// What a file of endpoints may say: see ``FileDiscovery``.
    struct EndpointSchema {
        private let path: String

        init(path: String) {
            self.path = path
        }

        /// What is wrong with an entry, on which line of which field.
        private struct EntryError: Error {
            let line: Int
            var field: String?
            let problem: String
        }

        /// The endpoints that a value lists, each entry one, be it readable or not.
        func endpoints(_ value: JSONValue) throws(FileDiscoveryError) -> [Endpoint] {
            let entries: [JSONValue]
            let name: String
            switch value.content {
            case .array(let list): (entries, name) = (list, "")
            case .object(let members): (entries, name) = (try list(in: members, line: value.line), "endpoints")
            default:
                throw malformed(
                    value.line,
                    "a list of endpoints is expected, or a mapping with the field “endpoints”, not \(value.kind)"
                )
            }
            return entries.enumerated().map { number, entry in
                do throws(EntryError) {
                    return try endpoint(entry)
                } catch {
                    let field = error.field.map { ".\($0)" } ?? ""
                    let place = "\(path.printable), line \(error.line), \(name)[\(number)]\(field)"
                    return Endpoint(unreadable: "\(place): \(error.problem)")
                }
            }
        }

        private func list(in members: [JSONValue.Member], line: Int) throws(FileDiscoveryError) -> [JSONValue] {
            for member in members where member.name != "endpoints" {
                throw malformed(
                    member.line,
                    "the field \(member.name.quoted) is unknown: there is “endpoints”, the list of endpoints"
                )
            }
            guard let member = members.first else {
                throw malformed(line, "there is no field “endpoints”: list the endpoints there")
            }
            guard case .array(let list) = member.value.content else {
                throw malformed(member.line, "endpoints: a list is expected, not \(member.value.kind)")
            }
            return list
        }

        private func malformed(_ line: Int, _ problem: String) -> FileDiscoveryError {
            .malformed(path: path, line: line, problem: problem)
        }

        private func endpoint(_ value: JSONValue) throws(EntryError) -> Endpoint {
            let endpoint: Endpoint
            switch value.content {
            case .string(let text), .number(let text):
                endpoint = Endpoint(address: try address(text, line: value.line, field: nil))
            case .object(let members):
                endpoint = try self.endpoint(members, line: value.line)
            default:
                throw EntryError(
                    line: value.line,
                    problem: "an endpoint is an address, such as 10.0.0.1:80, or a mapping, not \(value.kind)"
                )
            }
            do {
                try endpoint.check()
            } catch {
                throw EntryError(line: value.line, problem: error.description)
            }
            return endpoint
        }

        private func endpoint(_ members: [JSONValue.Member], line: Int) throws(EntryError) -> Endpoint {
            var fields = EndpointFields()
            for member in members {
                switch member.name {
                case "id": fields.id = EndpointID(try text(member))
                case "address":
                    fields.addresses.append(try address(text(member), line: member.line, field: member.name))
                case "path": fields.addresses.append(.unixPath(try text(member)))
                case "host": fields.host = try text(member)
                case "port": fields.port = try port(member)
                case "weight": fields.weight = try weight(member)
                case "zone": fields.zone = try text(member)
                case "priority": fields.priority = try priority(member)
                case "tlsHostName": fields.tlsHostName = try text(member)
                case "metadata": fields.metadata = try metadata(member)
                default:
                    throw EntryError(
                        line: member.line,
                        problem: "the field \(member.name.quoted) is unknown: there are id, address, host, port, path, "
                            + "weight, zone, priority, tlsHostName and metadata"
                    )
                }
            }
            guard let address = fields.address else {
                throw EntryError(
                    line: line,
                    problem: "it needs one of: “address”, “host” with “port”, “path”; name one, and no other"
                )
            }
            return Endpoint(
                id: fields.id,
                address: address,
                weight: fields.weight,
                zone: fields.zone,
                priority: fields.priority,
                tlsHostName: fields.tlsHostName,
                metadata: fields.metadata
            )
        }

        private func address(_ text: String, line: Int, field: String?) throws(EntryError) -> EndpointAddress {
            do {
                return try EndpointAddress(text)
            } catch {
                throw EntryError(line: line, field: field, problem: error.description)
            }
        }

        private func text(_ member: JSONValue.Member) throws(EntryError) -> String {
            guard let text = member.value.words else {
                throw EntryError(
                    line: member.line,
                    field: member.name,
                    problem: "it is text, not \(member.value.kind): put it in quotes, or leave the field out"
                )
            }
            return text
        }

        private func port(_ member: JSONValue.Member) throws(EntryError) -> Int {
            guard case .number(let digits) = member.value.content, let port = Int(digits) else {
                throw EntryError(
                    line: member.line,
                    field: member.name,
                    problem: "a port is a number from 1 to 65535, not \(member.value.kind)"
                )
            }
            return port
        }

        private func weight(_ member: JSONValue.Member) throws(EntryError) -> Double {
            guard case .number(let digits) = member.value.content, let weight = Double(digits) else {
                throw EntryError(
                    line: member.line,
                    field: member.name,
                    problem: "a weight is a finite number, 0 (no new keys) or above, not \(member.value.kind)"
                )
            }
            return weight
        }

        private func priority(_ member: JSONValue.Member) throws(EntryError) -> Int {
            guard case .number(let digits) = member.value.content, let priority = Int(digits) else {
                throw EntryError(
                    line: member.line,
                    field: member.name,
                    problem: "a priority is a whole number from 0 (preferred) to 127, not \(member.value.kind)"
                )
            }
            return priority
        }

        private func metadata(_ member: JSONValue.Member) throws(EntryError) -> [String: String] {
            guard case .object(let members) = member.value.content else {
                throw EntryError(
                    line: member.line,
                    field: member.name,
                    problem: "a mapping of names to texts is expected, not \(member.value.kind)"
                )
            }
            var metadata: [String: String] = [:]
            for entry in members {
                guard let text = entry.value.words else {
                    throw EntryError(
                        line: entry.line,
                        field: "\(member.name).\(entry.name.printable)",
                        problem: "it is text, not \(entry.value.kind): put it in quotes, or leave it out"
                    )
                }
                metadata[entry.name] = text
            }
            return metadata
        }
    }

    /// An entry's fields, as far as they have been read.
    private struct EndpointFields {
        var id: EndpointID?
        var addresses: [EndpointAddress] = []
        var host: String?
        var port: Int?
        var weight = 1.0
        var zone: String?
        var priority = 0
        var tlsHostName: String?
        var metadata: [String: String] = [:]

        /// The address, if it is given once and whole.
        var address: EndpointAddress? {
            switch (addresses.count, host, port) {
            case (1, nil, nil): addresses[0]
            case (0, let host?, let port?): .hostPort(host: host, port: port)
            default: nil
            }
        }
    }

    extension JSONValue {
        /// Text; a number is taken as it is written. A truth value is not: YAML takes words such as “no” for one.
        fileprivate var words: String? {
            switch content {
            case .string(let text), .number(let text): text
            default: nil
            }
        }
    }
#endif
