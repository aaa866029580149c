import ConsistentHashing

/// Hashes that change owner between two placements, told apart by the design's definition: a move is called for only if
/// its old owner left or lost weight, or its new owner joined or gained weight.
struct OwnerChanges {
    private(set) var moved: [UInt64] = []
    private(set) var needless: [UInt64] = []

    /// - Parameter hashes: those to look at, beside the ends of the ranges of both placements.
    init<Subject: HashPlacement<String>>(from before: Subject, to after: Subject, hashes: [UInt64]) {
        // Ids as bytes, without a look at what the package says about a change.
        let ids = Set((Array(before.membership) + Array(after.membership)).map { Array($0.id.utf8) })
        let numbers = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
        let old = Weights(before.membership, numbers: numbers)
        let new = Weights(after.membership, numbers: numbers)
        let ends = ((before.rangesIfAny ?? []) + (after.rangesIfAny ?? [])).map(\.hashes.upperBound)
        for hash in Set(hashes + ends).sorted() {
            let from = before.ownerIndex(ofHash: hash).map { old.numberByIndex[$0] }
            let to = after.ownerIndex(ofHash: hash).map { new.numberByIndex[$0] }
            guard from != to else { continue }
            moved.append(hash)
            let lost = from.map { new.byNumber[$0] < old.byNumber[$0] } ?? true
            let gained = to.map { old.byNumber[$0] < new.byNumber[$0] } ?? true
            if !lost && !gained {
                needless.append(hash)
            }
        }
    }

    private struct Weights {
        let numberByIndex: [Int]
        /// 0 for a node that is no member.
        private(set) var byNumber: [Double]

        init(_ membership: Membership<String>, numbers: [[UInt8]: Int]) {
            numberByIndex = membership.map { numbers[Array($0.id.utf8)]! }  // all ids have a number
            byNumber = Array(repeating: 0, count: numbers.count)
            for (index, member) in membership.enumerated() {
                byNumber[numberByIndex[index]] = member.weight
            }
        }
    }
}
