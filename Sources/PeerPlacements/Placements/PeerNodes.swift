#if Peers
    import ConsistentHashing

    /// The nodes of a peer's placement, checked, in the order of the peer's configuration and in that of their ids.
    struct PeerNodes<Node: PlacementNode> {
        /// As configured: many peers' placements depend on it.
        let configured: [Node]
        /// By id. Nodes of weight 0, which own nothing, are not members.
        let membership: Membership<Node>
        /// For each configured node its index in `membership`, 0 for one that is no member.
        let indices: [Int]

        init(_ nodes: some Sequence<Node>, weight: (Node) -> Double) throws(PeerPlacementError) {
            let configured = Array(nodes)
            guard !configured.isEmpty else { throw .noNodes }
            do throws(PlacementError) {
                // Those of weight 0 count for duplicates.
                _ = try Membership(configured.map { Member($0) })
                membership = try Membership(
                    configured.filter { weight($0) > 0 }.map { Member($0, weight: weight($0)) }
                )
            } catch .duplicateNode(let id) {
                throw .duplicateNode(id: id)
            } catch .invalidWeight(let weight, let node) {
                throw .invalidWeight(weight, node: node, allowed: "a finite number above 0")
            } catch {
                fatalError("a membership has no other errors: \(error)")
            }
            self.configured = configured
            indices = configured.map { [membership] in membership.index(ofID: $0.nodeID) ?? 0 }
        }

        var count: Int { configured.count }
    }

    extension PeerNodes {
        /// Refuses whole weights that the peer would, and a sum that overflows its counter.
        static func check(
            _ nodes: some Sequence<Node>,
            weight: (Node) -> Int,
            allowed: ClosedRange<Int>
        ) throws(PeerPlacementError) {
            var sum = 0.0
            for node in nodes {
                guard allowed.contains(weight(node)) else {
                    throw .invalidWeight(
                        Double(weight(node)),
                        node: node.nodeID,
                        allowed: "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)"
                    )
                }
                sum += Double(weight(node))
            }
            guard sum <= Double(UInt32.max) else {
                throw .weightsTooLarge(sum: sum, limit: Int(UInt32.max))
            }
        }
    }

    /// The checksum of a peer's placement: XXH3-64 of its name, options and nodes, each text length first.
    enum PeerChecksum {
        /// - Parameters:
        ///   - nodes: what of each node counts. In the order given if the peer's placement depends on it.
        static func of(
            _ algorithm: String,
            options: [String] = [],
            nodes: [[String]],
            isOrdered: Bool
        ) -> UInt64 {
            let encoded = nodes.map { encode($0) }
            let ordered = isOrdered ? encoded : encoded.sorted { $0.lexicographicallyPrecedes($1) }
            let head = encode([algorithm, isOrdered ? "ordered" : "sorted"]) + encode(options)
            return HashFunction.xxh3.hash(head + number(nodes.count) + ordered.joined())
        }

        private static func encode(_ texts: [String]) -> [UInt8] {
            number(texts.count) + texts.flatMap { number($0.utf8.count) + Array($0.utf8) }
        }

        private static func number(_ number: Int) -> [UInt8] {
            withUnsafeBytes(of: UInt64(number).littleEndian) { Array($0) }
        }
    }
#endif
