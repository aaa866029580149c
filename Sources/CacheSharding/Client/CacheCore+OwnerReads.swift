#if Caches
    import LoadBalancing
    import NIOCore

    extension CacheCore {
        /// What is stored under keys that only their owners may have, in their order: what a `ReadWalk` comes to where there are no
        /// replicas, no gutter and no old owners, with nothing to keep but each node's share of the keys.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        func readFromOwners(_ keys: [CacheKey], _ table: NodeTable, by deadline: UInt64) async throws -> [CachedValue?]
        {
            let exchange = Exchange()
            let shelf = ValueShelf(count: keys.count)
            let batches = try batches(of: keys, table) { link, keys, pick in
                Batch(link, .values(keys), deadline: deadline, exchange: exchange, pick: pick, shelf: shelf)
            }
            await exchange.perform(batches)
            try Task.checkCancellation()
            var (hits, answered) = (0, 0)
            for batch in batches {
                if let shelved = batch.shelved {
                    hits += shelved.values
                    answered += shelved.keys
                } else if case .all(.refused(let text)) = batch.found, let keys = batch.keys {
                    throw CacheError.refused(keys[0], message: text)
                }
            }
            totals.count(.hit, times: hits)
            totals.count(.miss, times: answered - hits)
            totals.count(.unanswered, times: keys.count - answered)
            return shelf.take()
        }

        /// The same of one key.
        func readFromOwner(
            _ key: CacheKey,
            _ table: NodeTable,
            details: Bool,
            by deadline: UInt64
        ) async throws -> CachedValue? {
            try check(key)
            guard let owner = table.ownerIndex(of: key) else {
                totals.count(.unanswered)
                return nil
            }
            let order = NodeOrder(node: table.nodes[owner], set: nodes, operation: .get(key, details: details))
            let answer = await perform(order, by: deadline)
            try Task.checkCancellation()
            switch answer {
            case .value(let value):
                totals.count(.hit)
                return value
            case .missing:
                totals.count(.miss)
                return nil
            case .refused(let text): throw CacheError.refused(key, message: text)
            default:
                totals.count(.unanswered)
                return nil
            }
        }

        /// The keys of each connection, as what asks for them. Those of nodes that are out of service are left out.
        ///
        /// - Throws: ``CacheError/invalidKey(_:reason:)``
        private func batches(
            of keys: [CacheKey],
            _ table: NodeTable,
            make: (Link, KeyList, PickBox) -> Batch
        ) throws(CacheError) -> [Batch] {
            try check(keys)
            let links = configuration.connectionsPerNode
            // Each key's connection.
            var connections = table.ownerIndices(of: keys)
            if links > 1 {
                for index in keys.indices {
                    guard let owner = connections[index] else { continue }
                    connections[index] = owner * links + table.nodes[owner].linkIndex(for: keys[index])
                }
            }
            // Where each one's keys end in their order: sorted by counting.
            var ends = [Int](repeating: 0, count: table.nodes.count * links + 1)
            for case .some(let connection) in connections { ends[connection + 1] += 1 }
            for connection in ends.indices.dropFirst() { ends[connection] += ends[connection - 1] }
            var order = [Int](repeating: 0, count: ends[ends.count - 1])
            for (index, connection) in connections.enumerated() {
                guard let connection else { continue }
                order[ends[connection]] = index
                ends[connection] += 1
            }

            var batches: [Batch] = []
            batches.reserveCapacity(ends.count - 1)
            var start = 0
            for connection in ends.indices.dropLast() {
                let end = ends[connection]
                while start < end {
                    let node = table.nodes[connection / links]
                    guard let pick = nodes.pickBox(node) else {
                        start = end
                        break
                    }
                    let range = start..<min(end, start + KeyList.most)
                    let list = KeyList(of: keys, order: order, range: range)
                    batches.append(make(node.link(number: connection % links), list, pick))
                    start = range.upperBound
                }
            }
            return batches
        }
    }
#endif
