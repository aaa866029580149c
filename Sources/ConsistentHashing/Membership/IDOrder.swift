/// Ids by their UTF-8 bytes: the one order and the one equality this package has for them.
///
/// `String`'s own `<` and `==` see through Unicode composition, which no other language's client would.
enum IDOrder {
    static func precedes(_ first: String, _ second: String) -> Bool {
        compare(first, second) < 0
    }

    static func equal(_ first: String, _ second: String) -> Bool {
        compare(first, second) == 0
    }

    /// Less than, equal to or greater than 0, as `first` comes before, is or comes after `second`.
    static func compare(_ first: String, _ second: String) -> Int {
        first.withKeyBytes { first in
            second.withKeyBytes { second in
                for offset in 0..<min(first.byteCount, second.byteCount) {
                    let byte = first.byte(at: offset)
                    let other = second.byte(at: offset)
                    if byte != other {
                        return byte < other ? -1 : 1
                    }
                }
                return first.byteCount - second.byteCount
            }
        }
    }
}
