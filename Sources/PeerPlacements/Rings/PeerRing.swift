#if Peers
    public import ConsistentHashing

    /// A peer's ring, as arcs: our own ring's index, built by the peer's rule.
    ///
    /// Rules are settled when the arcs are built, so that every peer's lookup is our own:
    ///
    ///     points                ──────a───────────b──────c────
    ///     ceiling, with wrap    aaaaaaabbbbbbbbbbbbcccccccaaaa
    ///     nearest               aaaaaaaaaaaaaabbbbbbbbbccccccc
    ///     no wrap               aaaaaaabbbbbbbbbbbbccccccccccc
    @frozen
    @usableFromInline
    struct PeerRing: Sendable {
        @usableFromInline
        let arcs: ArcIndex
        let ends: [UInt64]
        let owners: CompactIndices
        let nodeCount: Int

        /// How positions narrower than 64 bits are shifted into a hash's upper bits.
        @usableFromInline
        let shift: UInt64

        /// - Parameters:
        ///   - points: in any order. Of equal positions, the one that sorts first by the peer's tie rule is found.
        ///   - width: how many bits a position has.
        ///   - nodeCount: how many nodes there are; points' owners are below it.
        ///   - isUsable: whether a point's owner takes keys. The arc of one that doesn't goes to the next that does.
        init(
            points: [PeerPoint],
            rule: Rule,
            width: Int = 64,
            nodeCount: Int,
            isUsable: (Int) -> Bool = { _ in true }
        ) {
            let sorted = points.sorted()
            shift = UInt64(64 - width)
            let fill = width == 64 ? 0 : UInt64.max >> UInt64(width)
            var ends: [UInt64] = []
            ends.reserveCapacity(sorted.count + 1)
            var owners = Self.owners(of: sorted, isUsable: isUsable)
            if !owners.isEmpty {
                switch rule {
                case .ceiling:
                    ends.append(contentsOf: sorted.lazy.map { [shift] in $0.position << shift | fill })
                    if ends[ends.count - 1] != .max {
                        ends.append(.max)
                        owners.append(owners[0])
                    }
                case .noWrap:
                    ends.append(contentsOf: sorted.lazy.map { [shift] in $0.position << shift | fill })
                    ends[ends.count - 1] = .max
                    if ends.count == 2 {
                        // Varnish's search of two points always ends at the second. Of equal ends only the first is
                        // ever found; the other stays for the walk.
                        ends[0] = .max
                        owners.swapAt(0, 1)
                    }
                case .nearest:
                    (ends, owners) = Self.nearestArcs(sorted, owners: owners, shift: shift, fill: fill)
                }
            }
            self.ends = ends
            self.owners = CompactIndices(owners, below: nodeCount, count: owners.count)
            self.nodeCount = nodeCount
            arcs = ArcIndex(ends: ends, owners: self.owners)
        }

        /// Each point's owner, or the owner of the next point that has a usable one; none if no point has.
        private static func owners(of points: [PeerPoint], isUsable: (Int) -> Bool) -> [Int] {
            guard let first = points.first(where: { isUsable($0.owner) }) else { return [] }
            var next = first.owner
            var owners = points.map(\.owner)
            for index in owners.indices.reversed() {
                if isUsable(owners[index]) {
                    next = owners[index]
                } else {
                    owners[index] = next
                }
            }
            return owners
        }

        /// Arcs that end half-way to the next point; a hash as near to both goes to the one before it, as HAProxy's does.
        private static func nearestArcs(
            _ points: [PeerPoint],
            owners: [Int],
            shift: UInt64,
            fill: UInt64
        ) -> (ends: [UInt64], owners: [Int]) {
            let circle = UInt64(1) << (64 - shift)
            var ends = zip(points, points.dropFirst()).map { (($0.position + $1.position) / 2) << shift | fill }
            var owners = owners
            let last = owners[owners.count - 1]
            let wrapped = (points[points.count - 1].position + points[0].position + circle) / 2
            if wrapped >= circle {
                // The last point reaches over the end of the circle.
                ends.insert((wrapped - circle) << shift | fill, at: 0)
                owners.insert(last, at: 0)
            } else if wrapped < circle - 1 {
                ends.append(wrapped << shift | fill)
                owners.append(owners[0])
            }
            return (ends + [.max], owners)
        }

        /// The index of the node that owns a hash as wide as the ring's positions, `nil` if no node is usable.
        @inlinable
        @inline(__always)
        func owner(ofNarrowHash hash: UInt32) -> Int? {
            arcs.owner(ofHash: UInt64(hash) &<< shift)
        }

        /// The same for positions that are known to have 32 bits, as most peers' have.
        @inlinable
        @inline(__always)
        func owner(of32BitHash hash: UInt32) -> Int? {
            assert(shift == 32)
            return arcs.owner(ofHash: UInt64(hash) << 32)
        }

        /// Bytes of memory the ring takes.
        var byteCount: Int { arcs.byteCount }
    }

    extension PeerRing {
        /// Which point a hash belongs to.
        enum Rule {
            /// The first point at or behind it; behind the last one, the first.
            case ceiling
            /// The first point at or behind it; behind the last one, the last. Varnish's.
            case noWrap
            /// The nearest point, whichever side; of two as near, the one before it. HAProxy's.
            case nearest
        }
    }

    /// A point on a peer's ring.
    struct PeerPoint: Comparable, BitwiseCopyable, Sendable {
        let position: UInt64
        /// Who comes first of those at the same position.
        let rank: Int32
        private let ownerIndex: Int32

        var owner: Int { Int(ownerIndex) }

        init(position: UInt64, rank: Int, owner: Int) {
            self.position = position
            self.rank = Int32(truncatingIfNeeded: rank)
            ownerIndex = Int32(truncatingIfNeeded: owner)
        }

        static func < (first: PeerPoint, second: PeerPoint) -> Bool {
            (first.position, first.rank) < (second.position, second.rank)
        }
    }
#endif
