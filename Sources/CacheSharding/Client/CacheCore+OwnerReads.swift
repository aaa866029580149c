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
            let shares = shares(of: keys, table, details: details)
            let batches = await Exchange.perform(shares.map { ($0.link, $0.operations) }, by: deadline)
            for (share, batch) in zip(shares, batches) { share.pick.finish(Outcome(batch.answers)) }
            try Task.checkCancellation()
            var values = [CachedValue?](repeating: nil, count: keys.count)
            var (hits, misses) = (0, 0)
            for (share, batch) in zip(shares, batches) {
                for (index, answer) in zip(share.indices, batch.answers) {
                    switch answer {
                    case .value(let value):
                        values[index] = value
                        hits += 1
                    case .missing: misses += 1
                    case .refused(let text): throw CacheError.refused(keys[index], message: text)
                    default: break
                    }
                }
            }
            totals.count(.hit, times: hits)
            totals.count(.miss, times: misses)
            totals.count(.unanswered, times: keys.count - hits - misses)
            return values
        }

        /// The keys of one connection.
        private struct Share {
            let link: Link
            let pick: PickBox
            /// Their places among all keys.
            var indices: [Int] = []
            var operations: [CacheOperation] = []
        }

        /// Those of nodes that are out of service are left out.
        private func shares(of keys: [CacheKey], _ table: NodeTable, details: Bool) -> [Share] {
            let links = configuration.connectionsPerNode
            /// For each connection, its share's place: -1 if it has none yet, -2 if its node is out.
            var places = [Int](repeating: -1, count: table.nodes.count * links)
            var shares: [Share] = []
            for (index, key) in keys.enumerated() {
                guard let owner = table.ownerIndex(of: key) else { continue }
                let connection = owner * links + table.nodes[owner].linkIndex(for: key)
                if places[connection] == -1 {
                    let node = table.nodes[owner]
                    guard let pick = nodes.pick(node) else {
                        places[connection] = -2
                        continue
                    }
                    places[connection] = shares.count
                    shares.append(Share(link: node.link(for: key), pick: pick))
                    let expected = keys.count == 1 ? 1 : 2 * keys.count / table.nodes.count + 4
                    shares[shares.count - 1].indices.reserveCapacity(expected)
                    shares[shares.count - 1].operations.reserveCapacity(expected)
                }
                let place = places[connection]
                guard place >= 0 else { continue }
                shares[place].indices.append(index)
                shares[place].operations.append(.get(key, details: details))
            }
            return shares
        }
    }
#endif
