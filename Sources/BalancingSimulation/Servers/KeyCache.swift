/// The keys a server has at hand, of a limited number: one that comes in takes the place of one that was not asked for lately.
///
/// Source: the second chance, or clock, algorithm: Corbató, "A Paging Experiment with the Multics System", 1968.
struct KeyCache {
    private let capacity: Int
    /// For each key its place, or −1.
    private var places: [Int32]
    private var keys: [Int32] = []
    private var wasAskedFor: [Bool] = []
    private var hand = 0

    /// - Parameter keyCount: keys are numbers below this.
    init(capacity: Int, keyCount: Int) {
        self.capacity = capacity
        places = Array(repeating: -1, count: capacity > 0 ? keyCount : 0)
    }

    /// Whether a key is at hand; from now on it is.
    mutating func ask(for key: Int) -> Bool {
        guard capacity > 0 else { return true }
        let place = Int(places[key])
        guard place < 0 else {
            wasAskedFor[place] = true
            return true
        }
        if keys.count < capacity {
            places[key] = Int32(keys.count)
            keys.append(Int32(key))
            wasAskedFor.append(false)
            return false
        }
        while wasAskedFor[hand] {
            wasAskedFor[hand] = false
            hand = (hand + 1) % capacity
        }
        places[Int(keys[hand])] = -1
        places[key] = Int32(hand)
        keys[hand] = Int32(key)
        hand = (hand + 1) % capacity
        return false
    }
}
