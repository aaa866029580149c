#if Caches
    import LoadBalancing
    import NIOCore

    /// An operation and the node it is for.
    struct NodeOrder: Sendable {
        let node: CacheNode
        let set: NodeSet
        let operation: CacheOperation
    }

    extension CacheCore {
        /// Sends operations to their nodes, those of a node's connection together and to all nodes at once. Tells the load balancer
        /// how each node did.
        ///
        /// - Parameters:
        ///   - orders: what is asked of whom.
        ///   - deadline: until when.
        ///   - isPartOfMany: they are what is left of more reads, which are asked for together.
        /// - Returns: the answers, in the order of the orders. A node that is out of service is not sent anything.
        func perform(
            _ orders: [NodeOrder],
            by deadline: UInt64,
            isPartOfMany: Bool = false
        ) async -> [CacheAnswer] {
            if orders.count == 1, !isPartOfMany { return [await perform(orders[0], by: deadline)] }
            var answers = [CacheAnswer](repeating: .failed(.out), count: orders.count)
            var groups: [Group] = []
            // Few nodes and many keys: looked through, not hashed.
            for (index, order) in orders.enumerated() {
                let link = order.node.link(for: order.operation.key)
                if let group = groups.firstIndex(where: { $0.link === link && $0.indices.count < KeyList.most }) {
                    groups[group].indices.append(index)
                    groups[group].operations.append(order.operation)
                } else {
                    groups.append(
                        Group(
                            link: link,
                            pick: order.set.pickBox(order.node),
                            indices: [index],
                            operations: [order.operation]
                        )
                    )
                }
            }
            groups.removeAll { $0.pick == nil }
            let exchange = Exchange()
            let batches = groups.map {
                Batch($0.link, $0.work, deadline: deadline, exchange: exchange, pick: $0.pick)
            }
            await exchange.perform(batches)
            for (group, batch) in zip(groups, batches) {
                for (index, answer) in zip(group.indices, batch.results) { answers[index] = answer }
            }
            return answers
        }

        private struct Group {
            let link: Link
            let pick: PickBox?
            var indices: [Int]
            var operations: [CacheOperation]

            /// Values alone are asked for together.
            var work: Batch.Work {
                var keys: [CacheKey] = []
                for operation in operations {
                    guard case .get(let key, details: false) = operation else { return .operations(operations) }
                    keys.append(key)
                }
                return .values(KeyList(keys))
            }
        }

        /// The same of one.
        func perform(_ order: NodeOrder, by deadline: UInt64) async -> CacheAnswer {
            guard let pick = order.set.pick(order.node) else { return .failed(.out) }
            let link = order.node.link(for: order.operation.key)
            let answer = await Exchange.perform(order.operation, on: link, by: deadline)
            pick.finish(Outcome(answer))
            return answer
        }
    }

    extension Outcome {
        /// How a node did, by its answers to what was sent together.
        init(_ answers: [CacheAnswer]) {
            self = answers.lazy.compactMap(\.failure).first.map { Outcome($0) } ?? .success
        }

        /// The same by one answer.
        init(_ answer: CacheAnswer) {
            self = answer.failure.map { Outcome($0) } ?? .success
        }

        private init(_ failure: NodeFailure) {
            switch failure {
            case .notConnected: self = .failure(.connectFailed)
            case .timedOut: self = .failure(.timedOut)
            case .connectionLost: self = .failure(.connectionLost)
            case .serverError: self = .failure(.serverError)
            // Nothing was sent, or nobody waited: it says nothing of the node.
            case .out, .busy, .cancelled, .shutDown: self = .cancelled
            }
        }
    }
#endif
