#if Caches
    import LoadBalancing
    import NIOCore

    extension CacheCore {
        /// What is stored under keys, in their order; `nil` where there is nothing, or nobody answers in time.
        ///
        /// All keys' first nodes are asked at once; then, for keys that have no value yet, all second ones, and so on.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        func read(_ keys: [CacheKey]) async throws -> [CachedValue?] {
            if keys.count == 1 { return [try await read(keys[0])] }
            try checkIsOpen()
            let table = nodes.table
            let deadline = deadline
            if onlyOwnersHave(keysOf: table) { return try await readFromOwners(keys, table, by: deadline) }
            return try await walk(keys, table, details: false, by: deadline)
        }

        /// What is stored under a key; `nil` if there is nothing, or nobody answers in time.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        func read(_ key: CacheKey, details: Bool = false) async throws -> CachedValue? {
            try checkIsOpen()
            let table = nodes.table
            let deadline = deadline
            if onlyOwnersHave(keysOf: table) {
                return try await readFromOwner(key, table, details: details, by: deadline)
            }
            return try await walk([key], table, details: details, by: deadline)[0]
        }

        /// Whether nobody else than its owner may have a key's value.
        private func onlyOwnersHave(keysOf table: NodeTable) -> Bool {
            configuration.replicas == 1 && gutter == nil && !table.isMoving
        }

        /// What is stored under keys, whoever may have them: their replicas, old owners, the gutter.
        private func walk(
            _ keys: [CacheKey],
            _ table: NodeTable,
            details: Bool,
            by deadline: UInt64
        ) async throws -> [CachedValue?] {
            try check(keys)
            var walks = keys.map { ReadWalk($0, replicas: table.replicas(configuration.replicas, of: $0)) }
            var waiting = Array(walks.indices)
            while true {
                var orders: [NodeOrder] = []
                var asked: [Int] = []
                for index in waiting {
                    guard let order = next(&walks[index], table, details: details) else { continue }
                    orders.append(order)
                    asked.append(index)
                }
                guard !orders.isEmpty else { break }
                let answers = await perform(
                    orders,
                    by: attemptDeadline(before: deadline, attempts: configuration.replicas),
                    isPartOfMany: keys.count > 1
                )
                try Task.checkCancellation()
                for (index, answer) in zip(asked, answers) { try walks[index].take(answer) }
                waiting = asked.filter { !walks[$0].isOver }
                guard !waiting.isEmpty, UInt64.now < deadline else { break }
            }
            await takeOver(walks, by: deadline)
            totals.count(walks.lazy.map(\.result))
            return walks.map(\.value)
        }

        /// Whom to ask next for a key; `nil` if there is nobody left.
        private func next(_ walk: inout ReadWalk, _ table: NodeTable, details: Bool) -> NodeOrder? {
            switch walk.advance(hasGutter: gutter != nil) {
            case .replica(let node):
                return NodeOrder(node: node, set: nodes, operation: .get(walk.key, details: details))
            case .gutter:
                guard let gutter, let node = gutter.table.replicas(1, of: walk.key).first else { return nil }
                return NodeOrder(node: node, set: gutter, operation: .get(walk.key, details: details))
            case .oldOwner:
                // With the time it has left, to be taken over with it.
                guard let node = table.oldOwner(of: walk.key) else { return nil }
                return NodeOrder(node: node, set: nodes, operation: .get(walk.key, details: true))
            case nil: return nil
            }
        }

        /// Gives keys that were found at their old owners to the new ones, unless these have them by now.
        private func takeOver(_ walks: [ReadWalk], by deadline: UInt64) async {
            let orders = walks.compactMap { walk -> NodeOrder? in
                guard walk.result == .warmUp, let value = walk.value, let owner = walk.replicas.first else {
                    return nil
                }
                guard let time = try? TimeToLive(value.timeLeft) else { return nil }
                return NodeOrder(
                    node: owner,
                    set: nodes,
                    operation: .store(walk.key, StoredValue(buffer: value.buffer, flags: value.flags), time, .ifAbsent)
                )
            }
            guard !orders.isEmpty else { return }
            _ = await perform(orders, by: deadline)
        }
    }

    /// One key's way from node to node until one has its value: a decision, and no more.
    struct ReadWalk {
        enum Source {
            case replica(CacheNode)
            case gutter
            case oldOwner
        }

        private enum Stage {
            case replicas(asked: Int)
            case gutter
            case oldOwner
            case over
        }

        let key: CacheKey
        let replicas: [CacheNode]
        private var stage = Stage.replicas(asked: 0)
        /// A node said that there is nothing.
        private var isMissed = false
        /// All nodes so far are out: none was sent anything.
        private var allAreOut = true
        private(set) var value: CachedValue?

        init(_ key: CacheKey, replicas: [CacheNode]) {
            self.key = key
            self.replicas = replicas
        }

        var isOver: Bool {
            if case .over = stage { true } else { false }
        }

        /// What the read came to.
        private(set) var result = CacheTotals.Read.unanswered

        /// Whom to ask next: the key's nodes, one after the other; the gutter if all of them are out; the old owner if one of them
        /// has nothing.
        mutating func advance(hasGutter: Bool) -> Source? {
            if case .replicas(let asked) = stage {
                if asked < replicas.count {
                    stage = .replicas(asked: asked + 1)
                    return .replica(replicas[asked])
                }
                if allAreOut, hasGutter {
                    stage = .gutter
                    return .gutter
                }
                if isMissed {
                    stage = .oldOwner
                    return .oldOwner
                }
            }
            stage = .over
            return nil
        }

        /// - Throws: ``CacheError/refused(_:message:)``
        mutating func take(_ answer: CacheAnswer) throws(CacheError) {
            switch answer {
            case .value(let value):
                self.value = value
                switch stage {
                case .gutter: result = .gutter
                case .oldOwner: result = .warmUp
                default: result = .hit
                }
                stage = .over
            case .missing:
                isMissed = true
                allAreOut = false
                result = .miss
            case .refused(let text): throw .refused(key, message: text)
            case .failed(.out), .failed(.notConnected): break
            default: allAreOut = false
            }
        }
    }
#endif
