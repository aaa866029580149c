/// Every node's score for a hash, and which node's is best.
///
/// A node's **raw hash** for a key is `(key's hash ⊕ node's seed) · C` mod 2⁶⁴, the seed being the hash of its id with
/// four zero bytes behind it and `C` an odd constant: for each node another permutation of the 2⁶⁴ hashes, at the price
/// of one multiplication. Among nodes of equal weight the largest raw hash wins. Between weights the smallest `−log₂ u / weight` does, `u` being
/// the raw hash as a number in (0, 1): the logarithm method, by which each node wins in proportion to its weight,
/// independently of who else is there. See ``BinaryLogarithm`` for the logarithm; ties go to the larger raw hash, then
/// to the smaller id.
///
/// Nodes are kept by weight, so that a logarithm is needed for one node of each weight only.
///
/// Source: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 1998; weights by
/// Schindelhauer and Schomaker, "Weighted Distributed Hash Tables", SPAA 2005, § 4 (logarithmic method).
@usableFromInline
struct RendezvousScores: Sendable {
    /// Nodes of one weight: a run of `seeds`.
    private struct WeightClass: Sendable {
        let weight: Weight
        let range: Range<Int>
    }

    /// 2⁶⁴ over the golden ratio, odd.
    private static var multiplier: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    /// By weight, then by index.
    private let seeds: [UInt64]
    /// The node index of each seed; empty when they are in the order of the indices, as with equal weights.
    private let indices: [Int]
    private let classes: [WeightClass]
    /// By node index.
    private let seedsByIndex: [UInt64]
    private let weights: [Weight]
    private let scan: RendezvousScan

    init<Node>(_ membership: Membership<Node>, hashFunction: HashFunction, scan: RendezvousScan = .fastest) {
        let seeds = membership.ids.map { Self.seed(ofID: $0, hashFunction: hashFunction) }
        self.init(membership, seeds: seeds, scan: scan)
    }

    /// The scores of `update.after`, given those of `update.before`: only the ids of nodes that joined are hashed.
    func applying<Node>(_ update: MembershipUpdate<Node>, hashFunction: HashFunction) -> RendezvousScores {
        let seeds = update.after.indices.map { index in
            update.oldIndices[index].map { seedsByIndex[$0] }
                ?? Self.seed(ofID: update.after.ids[index], hashFunction: hashFunction)
        }
        return RendezvousScores(update.after, seeds: seeds, scan: scan)
    }

    private init<Node>(_ membership: Membership<Node>, seeds: [UInt64], scan: RendezvousScan) {
        self.scan = scan
        seedsByIndex = seeds
        weights = membership.weights.map(Weight.init)
        if membership.isUniform {
            self.seeds = seeds
            indices = []
            classes = weights.first.map { [WeightClass(weight: $0, range: seeds.indices)] } ?? []
            return
        }
        let weights = weights
        let order = membership.indices.sorted {
            weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1]
        }
        var classes: [WeightClass] = []
        var start = 0
        for end in 1...order.count where end == order.count || weights[order[end]] != weights[order[start]] {
            classes.append(WeightClass(weight: weights[order[start]], range: start..<end))
            start = end
        }
        self.seeds = order.map { seeds[$0] }
        indices = order
        self.classes = classes
    }

    private static func seed(ofID id: String, hashFunction: HashFunction) -> UInt64 {
        var hasher = NodeHasher(id: id, hashFunction: hashFunction)
        return hasher.hash(number: 0)
    }

    var count: Int { seeds.count }

    /// All nodes' seeds, where they are looked at by Swift alone and weights are the same; `nil` otherwise.
    var plainSeeds: [UInt64]? { scan == .plain && indices.isEmpty ? seeds : nil }

    /// Bytes of memory the scores take. With equal weights the two lists of seeds are the same memory.
    var byteCount: Int {
        seedsByIndex.count * 8 + weights.count * MemoryLayout<Weight>.stride
            + (indices.isEmpty ? 0 : seeds.count * 8 + indices.count * MemoryLayout<Int>.stride)
    }

    /// The index of the node that wins a hash. There must be nodes.
    ///
    /// Not inlinable: it is a loop over all nodes, beside which a call that is not generic costs nothing.
    @usableFromInline
    func winner(ofHash hash: UInt64) -> Int {
        indices.isEmpty ? bestRawHash(in: seeds.indices, hash: hash).position : winnerByWeight(ofHash: hash)
    }

    /// The same where weights differ: by itself, as it has more to keep.
    @inline(never)
    private func winnerByWeight(ofHash hash: UInt64) -> Int {
        let first = bestRawHash(in: classes[0].range, hash: hash)
        var best = Leader(index: indices[first.position], rawHash: first.rawHash, weight: classes[0].weight)
        for weightClass in classes.dropFirst() {
            let (position, rawHash) = bestRawHash(in: weightClass.range, hash: hash)
            best.meet(index: indices[position], rawHash: rawHash, weight: weightClass.weight)
        }
        return best.index
    }

    /// The index of the node that wins a hash among `owner` and some others.
    func winner(among others: [Int], against owner: Int, hash: UInt64) -> Int {
        guard classes.count > 1 else {
            var best = owner
            var bestRawHash = rawHash(seed: seedsByIndex.element(uncheckedAt: owner), hash: hash)
            for other in others {
                let candidate = rawHash(seed: seedsByIndex.element(uncheckedAt: other), hash: hash)
                if candidate > bestRawHash || candidate == bestRawHash && other < best {
                    best = other
                    bestRawHash = candidate
                }
            }
            return best
        }
        var best = Leader(
            index: owner,
            rawHash: rawHash(seed: seedsByIndex[owner], hash: hash),
            weight: weights[owner]
        )
        for other in others {
            best.meet(
                index: other,
                rawHash: rawHash(seed: seedsByIndex[other], hash: hash),
                weight: weights[other]
            )
        }
        return best.index
    }

    /// The index of the node that wins a hash among those for which a condition holds; `nil` if it holds for none.
    ///
    /// O(n), with a logarithm for one node of each weight at most; nothing is allocated.
    func winner(ofHash hash: UInt64, where isWanted: (Int) -> Bool) -> Int? {
        var best: Leader?
        for weightClass in classes {
            var first: (index: Int, rawHash: UInt64)?
            for position in weightClass.range {
                let candidate = rawHash(seed: seeds[position], hash: hash)
                // Of equals the first stays: in a class, nodes are in the order of their indices.
                if let first, candidate <= first.rawHash { continue }
                let index = indices.isEmpty ? position : indices[position]
                if isWanted(index) { first = (index, candidate) }
            }
            guard let (index, rawHash) = first else { continue }
            if best == nil {
                best = Leader(index: index, rawHash: rawHash, weight: weightClass.weight)
            } else {
                best?.meet(index: index, rawHash: rawHash, weight: weightClass.weight)
            }
        }
        return best?.index
    }

    /// All nodes but one as contenders for a hash.
    func contenders(forHash hash: UInt64, except node: Int?) -> [Contender] {
        (0..<count).compactMap { $0 == node ? nil : contender($0, forHash: hash) }
    }

    /// Hands over the indices of the nodes whose scores are best, the best first: `count` of them, or all if they are fewer.
    ///
    /// O(n) expected, and nothing allocated for 16 or fewer.
    func withLeaders<Result>(ofHash hash: UInt64, count: Int, _ body: (UnsafeBufferPointer<Int>) -> Result) -> Result {
        let count = min(max(0, count), self.count)
        return withUnsafeTemporaryAllocation(of: Contender.self, capacity: count) { best in
            var found = 0
            for index in 0..<self.count where count > 0 {
                // Among equal weights, whoever does not beat the last one's raw hash need not be looked at any further.
                if classes.count == 1, found == count,
                    rawHash(seed: seedsByIndex[index], hash: hash) < best[found - 1].rawHash
                {
                    continue
                }
                let contender = contender(index, forHash: hash)
                guard found < count || contender < best[found - 1] else { continue }
                var position = found < count ? found : found - 1
                while position > 0, contender < best[position - 1] {
                    best[position] = best[position - 1]
                    position -= 1
                }
                best[position] = contender
                found = min(found + 1, count)
            }
            return withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { indices in
                for position in 0..<found {
                    indices.initializeElement(at: position, to: best[position].index)
                }
                return body(UnsafeBufferPointer(rebasing: indices[..<found]))
            }
        }
    }

    /// The node at `index` as a contender for a hash.
    private func contender(_ index: Int, forHash hash: UInt64) -> Contender {
        let rawHash = rawHash(seed: seedsByIndex[index], hash: hash)
        // Among equal weights the logarithm can't change the order: it falls as the raw hash rises, and the raw hash
        // breaks its ties.
        let distance = classes.count == 1 ? ~rawHash : BinaryLogarithm.negated(ofHash: rawHash)
        return Contender(
            distance: WeightedDistance(distance: distance, weight: weights[index]),
            rawHash: rawHash,
            index: index
        )
    }

    @inline(__always)
    private func rawHash(seed: UInt64, hash: UInt64) -> UInt64 {
        (hash ^ seed) &* Self.multiplier
    }

    /// The largest raw hash among some seeds, and the position of the first that has it.
    private func bestRawHash(in range: Range<Int>, hash: UInt64) -> (position: Int, rawHash: UInt64) {
        scan.best(of: seeds, in: range, hash: hash, multiplier: Self.multiplier)
    }
}
