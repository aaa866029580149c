#if YAML
    package import DocumentText
    package import JSONText
    import Yams

    /// Reads YAML so that every mistake has a line: what JSON, too, could say.
    package enum YAMLText {
        /// How many values a file may hold, a value counted wherever an alias repeats it: a few lines of aliases of aliases
        /// would otherwise be billions.
        private static let valueLimit = 3_000_000

        /// The value that a text's only document holds.
        ///
        /// - Throws: ``DocumentTextError`` where it is none.
        package static func read(_ text: String) throws(DocumentTextError) -> JSONValue {
            try checkAliases(text)
            let root: Node?
            do {
                root = try Yams.compose(yaml: text)
            } catch let error as YamlError {
                throw textError(error)
            } catch {
                throw DocumentTextError(line: 1, problem: "it is no YAML: \(error)")
            }
            guard let root else { throw DocumentTextError(line: 1, problem: "there is nothing in it") }
            var budget = valueLimit
            return try value(root, depth: 0, budget: &budget)
        }

        /// How many aliases a file may have. So few can't multiply to much, however they name one another.
        private static let aliasLimit = 20

        /// Counts what may be an alias, before anything is composed of them: even comparing names expands them.
        private static func checkAliases(_ text: String) throws(DocumentTextError) {
            var count = 0
            var line = 1
            var mayBegin = true
            for byte in text.utf8 {
                if byte == UInt8(ascii: "*"), mayBegin {
                    count += 1
                    guard count <= aliasLimit else {
                        throw DocumentTextError(
                            line: line,
                            problem:
                                "there are more than \(aliasLimit) aliases, words that begin with *: write out what they "
                                + "stand for"
                        )
                    }
                }
                line += byte == UInt8(ascii: "\n") ? 1 : 0
                mayBegin = " \t\r\n[]{},:?-".utf8.contains(byte)
            }
        }

        private static func value(_ node: Node, depth: Int, budget: inout Int) throws(DocumentTextError) -> JSONValue {
            let line = node.mark?.line ?? 1
            budget -= 1
            guard budget > 0 else {
                throw DocumentTextError(line: line, problem: "its aliases make more than \(valueLimit) values of it")
            }
            guard depth <= JSONText.depthLimit else {
                throw DocumentTextError(
                    line: line,
                    problem: "lists and mappings lie more than \(JSONText.depthLimit) deep in each other"
                )
            }
            switch node {
            case .scalar(let scalar):
                return JSONValue(value(of: scalar, node), line: line)
            case .sequence(let sequence):
                var elements: [JSONValue] = []
                for element in sequence {
                    elements.append(try value(element, depth: depth + 1, budget: &budget))
                }
                return JSONValue(.array(elements), line: line)
            case .mapping(let mapping):
                var members: [JSONValue.Member] = []
                for (name, value) in mapping {
                    guard case .scalar(let scalar) = name else {
                        throw DocumentTextError(
                            line: name.mark?.line ?? line,
                            problem: "a name is text, not a list or mapping"
                        )
                    }
                    members.append(
                        JSONValue.Member(
                            name: scalar.string,
                            line: name.mark?.line ?? line,
                            value: try self.value(value, depth: depth + 1, budget: &budget)
                        )
                    )
                }
                return JSONValue(.object(members), line: line)
            case .alias:
                throw DocumentTextError(line: line, problem: "an alias names no anchor before it")
            }
        }

        /// A scalar that is quoted is text, one that is not is what YAML takes it for.
        private static func value(of scalar: Node.Scalar, _ node: Node) -> JSONValue.Content {
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            switch node.tag.description {
            case Tag.Name.null.rawValue: return .null
            case Tag.Name.bool.rawValue: return node.bool.map(JSONValue.Content.bool) ?? .string(scalar.string)
            case Tag.Name.int.rawValue, Tag.Name.float.rawValue: return .number(scalar.string)
            default: return .string(scalar.string)
            }
        }

        private static func textError(_ error: YamlError) -> DocumentTextError {
            switch error {
            case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
                .composer(let context, let problem, let mark, _):
                // The context says where the parser was, with a line of its own: only its words are of use.
                let words = context.map { " " + $0.text } ?? ""
                return DocumentTextError(line: mark.line, problem: "it is no YAML: \(problem)\(words)")
            case .duplicatedKeysInMapping(let duplicates, let context):
                let name = duplicates.first.map(Quoted.text) ?? "a name"
                return DocumentTextError(
                    line: context.mark.line,
                    problem: "the name \(name) is there twice in one mapping: keep one"
                )
            default:
                return DocumentTextError(line: 1, problem: "it is no YAML: \(error)")
            }
        }
    }
#endif
