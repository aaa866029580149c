#if Caches
    import LoadBalancing
    import NIOCore

    extension CacheCore {
        /// Stores a value on all of the key's nodes, or in the gutter if all of them are out.
        ///
        /// What depends on what is stored is asked of the first node in service; the others are given the same then.
        func store(
            _ key: CacheKey,
            _ value: StoredValue,
            _ time: TimeToLive,
            _ condition: StoreCondition = .always
        ) async throws -> WriteOutcome {
            try check(value.buffer, for: key)
            if case .ifStill(let version) = condition {
                guard dialect.takes(version) else { throw CacheError.foreignVersion(key) }
            }
            return try await write(
                key,
                first: .store(key, value, time, condition),
                others: .store(key, value, time, .always),
                gutter: .store(key, value, time.atMost(configuration.gutterTimeToLive), condition),
                isConditional: condition != .always
            )
        }

        func delete(_ key: CacheKey) async throws -> WriteOutcome {
            try await write(key, first: .delete(key), others: .delete(key), gutter: .delete(key), isConditional: false)
        }

        func touch(_ key: CacheKey, _ time: TimeToLive) async throws -> WriteOutcome {
            let inGutter = time.atMost(configuration.gutterTimeToLive)
            return try await write(
                key,
                first: .touch(key, time),
                others: .touch(key, time),
                gutter: .touch(key, inGutter),
                isConditional: false
            )
        }

        /// Counts on the first node in service. The others forget the number: they would have to count the same.
        func count(_ key: CacheKey, _ step: CountStep) async throws -> UInt64? {
            var inGutter = step
            inGutter.timeToLive = step.timeToLive.atMost(configuration.gutterTimeToLive)
            let deadline = deadline
            try await warm(key)
            let (answers, _) = try await performWrite(
                key,
                first: .count(key, step),
                others: .delete(key),
                gutter: .count(key, inGutter),
                isConditional: true,
                by: deadline
            )
            switch answers.first {
            case .number(let number):
                totals.count(.done)
                return number
            case .missing:
                totals.count(.notDone)
                return nil
            case .notANumber: throw CacheError.notANumber(key)
            default:
                totals.count(.unconfirmed)
                return nil
            }
        }

        /// While values are taken over from old owners, one that is to be changed has to be there first.
        private func warm(_ key: CacheKey) async throws {
            if nodes.table.oldOwner(of: key) != nil { _ = try await read(key) }
        }

        private func write(
            _ key: CacheKey,
            first: CacheOperation,
            others: CacheOperation,
            gutter: CacheOperation,
            isConditional: Bool
        ) async throws -> WriteOutcome {
            let deadline = deadline
            if first.needsValue { try await warm(key) }
            let (answers, isInGutter) = try await performWrite(
                key,
                first: first,
                others: others,
                gutter: gutter,
                isConditional: isConditional,
                by: deadline
            )
            let outcome = WriteOutcome(answers, isInGutter: isInGutter)
            totals.count(outcome)
            return outcome
        }

        /// - Returns: the answers that count: of the key's nodes, or the gutter's.
        private func performWrite(
            _ key: CacheKey,
            first: CacheOperation,
            others: CacheOperation,
            gutter gutterOperation: CacheOperation,
            isConditional: Bool,
            by deadline: UInt64
        ) async throws -> (answers: [CacheAnswer], isInGutter: Bool) {
            try checkIsOpen()
            try check(key)
            let table = nodes.table
            let replicas = table.replicas(configuration.replicas, of: key)
            var answers: [CacheAnswer] = []
            var left = replicas[...]
            if isConditional {
                // One after the other until one is in service.
                while let node = left.popFirst() {
                    let order = NodeOrder(node: node, set: nodes, operation: adapt(first, to: node))
                    let answer = await perform([order], by: deadline)[0]
                    try rethrow(answer, key)
                    answers.append(answer)
                    guard answer.isOut else { break }
                }
                // Unless it was done, there is nothing for the others to follow.
                if answers.last?.isDone != true { left = [] }
            }
            var orders = left.map { NodeOrder(node: $0, set: nodes, operation: isConditional ? others : first) }
            let counted = orders.count
            // An old value must not be taken over once there is a new one.
            if let old = table.oldOwner(of: key) {
                orders.append(NodeOrder(node: old, set: nodes, operation: .delete(key)))
            }
            if !orders.isEmpty {
                for answer in await perform(orders, by: deadline).prefix(counted) {
                    try rethrow(answer, key)
                    answers.append(answer)
                }
            }
            try Task.checkCancellation()
            if answers.allSatisfy(\.isOut), let gutter, let node = gutter.table.replicas(1, of: key).first {
                let order = NodeOrder(node: node, set: gutter, operation: adapt(gutterOperation, to: node))
                let answer = await perform([order], by: deadline)[0]
                try rethrow(answer, key)
                return ([answer], true)
            }
            // Those that are out count, for they have an old value, but for the answer itself the one that gave it comes first.
            return (isConditional ? answers.sorted { !$0.isOut && $1.isOut } : answers, false)
        }

        /// A version is a number of the node that gave it: another node may have the same for another value.
        private func adapt(_ operation: CacheOperation, to node: CacheNode) -> CacheOperation {
            guard
                case .store(let key, let value, let time, .ifStill(let version)) = operation,
                case .number = version.kind, version.node != node.endpoint.id
            else { return operation }
            // Versions are counted from 1: no value comes to have this one.
            let never = CacheVersion(kind: .number(UInt64(Int64.max)), node: node.endpoint.id)
            return .store(key, value, time, .ifStill(never))
        }

        private func rethrow(_ answer: CacheAnswer, _ key: CacheKey) throws(CacheError) {
            if case .refused(let text) = answer { throw .refused(key, message: text) }
        }
    }

    extension CacheOperation {
        /// What it comes to depends on what is stored.
        fileprivate var needsValue: Bool {
            switch self {
            case .touch, .count: true
            case .store(_, _, _, let condition): condition != .always
            case .get, .delete, .command: false
            }
        }
    }

    extension CacheAnswer {
        /// The node was sent nothing.
        var isOut: Bool { failure == .out || failure == .notConnected }

        /// The node's value is another now.
        var isDone: Bool {
            switch self {
            case .done, .number: true
            default: false
            }
        }
    }

    extension WriteOutcome {
        /// What the answers of all nodes that keep a key come to.
        init(_ answers: [CacheAnswer], isInGutter: Bool) {
            let isConfirmed = !answers.isEmpty && answers.allSatisfy { $0.failure == nil }
            let isDone = answers.contains(where: \.isDone)
            if isConfirmed {
                self = isDone ? (isInGutter ? .inGutter : .done) : .notDone
            } else {
                self = .unconfirmed
            }
        }
    }
#endif
