import ConsistentHashing

/// The order of ids in which digits count as numbers: `web-2` is before `web-10`, and `10.0.0.9:80` before `10.0.0.10:80`.
///
/// Ids are compared as bytes but for runs of ASCII digits, which are compared by value; of two that are equal so far, such as
/// `a-1` and `a-01`, the one with the smaller bytes is first.
enum NumberedOrder {
    static func precedes(_ first: String, _ second: String) -> Bool {
        let order = compare(Array(first.utf8)[...], Array(second.utf8)[...])
        return order == 0 ? IDOrder.precedes(first, second) : order < 0
    }

    private static func compare(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Int {
        var (first, second) = (first, second)
        while let byte = first.first, let other = second.first {
            if isDigit(byte), isDigit(other) {
                let number = takeNumber(&first)
                let otherNumber = takeNumber(&second)
                // Without leading zeros, the longer one is the larger one.
                if number.count != otherNumber.count { return number.count - otherNumber.count }
                for (digit, otherDigit) in zip(number, otherNumber) where digit != otherDigit {
                    return Int(digit) - Int(otherDigit)
                }
            } else {
                if byte != other { return Int(byte) - Int(other) }
                first.removeFirst()
                second.removeFirst()
            }
        }
        return first.count - second.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix(while: isDigit)
        bytes = bytes.dropFirst(digits.count)
        return digits.drop { $0 == 0x30 }
    }
}

extension Membership<String> {
    /// The members' indices in the order of the numbers in their ids.
    var indicesByNumber: [Int] {
        let ids = map(\.id)
        return indices.sorted { NumberedOrder.precedes(ids[$0], ids[$1]) }
    }
}
