#if Caches
    import LoadBalancing
    import NIOCore

    extension CacheCore {
        /// What is stored under keys that only their owners may have, in their order: what a `ReadWalk` comes to where there are no
        /// replicas, no gutter and no old owners, with nothing to keep but each node's share of the keys.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        func readFromOwners(
            _ keys: [CacheKey],
            _ table: NodeTable,
            details: Bool,
            by deadline: UInt64
        ) async throws -> [CachedValue?] {
            let shares = try shares(of: keys, table)
            let batches = await Exchange.perform(
                shares.map { ($0.link, details ? .operations($0.detailedReads(of: keys)) : .values($0.keys)) },
                by: deadline
            )
            for (share, batch) in zip(shares, batches) { share.pick.finish(batch.outcome) }
            try Task.checkCancellation()
            var values: [CachedValue?] = keys.map { _ in nil }
            var (hits, answered) = (0, 0)
            func take(_ answer: CacheAnswer, _ place: Int) throws(CacheError) {
                switch answer {
                case .value(let value):
                    values[place] = value
                    hits += 1
                    answered += 1
                case .missing: answered += 1
                case .refused(let text): throw .refused(keys[place], message: text)
                default: break
                }
            }
            for (share, batch) in zip(shares, batches) {
                let places = share.keys.places
                if var found = batch.takeValues() {
                    // Each is moved, not copied.
                    for number in found.indices {
                        if case .some = found[number] { hits += 1 }
                        swap(&values[places[number]], &found[number])
                    }
                    answered += found.count
                } else {
                    for (place, answer) in zip(places, batch.results) { try take(answer, place) }
                }
            }
            totals.count(.hit, times: hits)
            totals.count(.miss, times: answered - hits)
            totals.count(.unanswered, times: keys.count - answered)
            return values
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

        /// The keys of one connection.
        private struct Share {
            let link: Link
            let pick: PickBox
            var keys: KeyList

            func detailedReads(of all: [CacheKey]) -> [CacheOperation] {
                keys.places.map { .get(all[$0], details: true) }
            }
        }

        /// Those of nodes that are out of service are left out.
        ///
        /// - Throws: ``CacheError/invalidKey(_:reason:)``
        private func shares(of keys: [CacheKey], _ table: NodeTable) throws(CacheError) -> [Share] {
            let links = configuration.connectionsPerNode
            /// For each connection, its share's place: -1 if it has none yet, -2 if its node is out.
            var places = [Int](repeating: -1, count: table.nodes.count * links)
            var shares: [Share] = []
            let expected = 2 * keys.count / max(1, places.count) + 4
            try check(keys)
            let owners = table.ownerIndices(of: keys)
            for index in keys.indices {
                guard let owner = owners[index] else { continue }
                let connection = owner * links + table.nodes[owner].linkIndex(for: keys[index])
                let place = places[connection]
                if place == -2 { continue }
                if place >= 0, !shares[place].keys.isFull {
                    shares[place].keys.append(index)
                    continue
                }
                let node = table.nodes[owner]
                guard let pick = nodes.pickBox(node) else {
                    places[connection] = -2
                    continue
                }
                places[connection] = shares.count
                var list = KeyList(of: keys, capacity: expected)
                list.append(index)
                shares.append(Share(link: node.link(for: keys[index]), pick: pick, keys: list))
            }
            return shares
        }
    }
#endif
