/// Ids by their UTF-8 bytes: the one order and the one equality this package has for them.
///
/// `String`'s own `<` and `==` see through Unicode composition, which no other language's client would.
package enum IDOrder {
    package static func precedes(_ first: String, _ second: String) -> Bool {
        compare(first, second) < 0
    }

    package static func equal(_ first: String, _ second: String) -> Bool {
        compare(first, second) == 0
    }

    /// Less than, equal to or greater than 0, as `first` comes before, is or comes after `second`.
    package static func compare(_ first: String, _ second: String) -> Int {
        first.withKeyBytes { first in
            second.withKeyBytes { second in
                let shorter = min(first.byteCount, second.byteCount)
                var offset = 0
                // Ids of one fleet begin alike, so eight bytes at a time; big-endian, their order is that of the numbers.
                while offset &+ 8 <= shorter {
                    let bytes = first.word(at: offset).bigEndian
                    let others = second.word(at: offset).bigEndian
                    if bytes != others {
                        return bytes < others ? -1 : 1
                    }
                    offset &+= 8
                }
                while offset < shorter {
                    let byte = first.byte(at: offset)
                    let other = second.byte(at: offset)
                    if byte != other {
                        return byte < other ? -1 : 1
                    }
                    offset &+= 1
                }
                return first.byteCount - second.byteCount
            }
        }
    }
}
