import Testing

@testable import LoadBalancing

@Suite("A short list")
struct ShortListTests {
    @Test("does what an array does, whatever is appended, changed and taken out", arguments: UInt64(1)...50)
    func model(seed: UInt64) {
        var chance = Chance(seed: seed)
        var list = ShortList<Int>()
        var array: [Int] = []
        for number in 0..<200 {
            switch Int.random(in: 0..<5, using: &chance) {
            case 0, 1:
                list.append(number)
                array.append(number)
            case 2, 3:
                let taken = (list.popLast(), array.popLast())
                #expect(taken.0 == taken.1, "seed \(seed)")
            default:
                guard let index = array.indices.randomElement(using: &chance) else { continue }
                list[index] = number
                array[index] = number
            }
            #expect(Array(list) == array, "seed \(seed)")
            #expect(list.indices == array.indices, "seed \(seed)")
            #expect(list.count == array.count, "seed \(seed)")
        }
    }

    @Test("is equal to one of the same elements, however it was made")
    func equal() {
        var made = ShortList(1)
        made.append(2)
        #expect(made == [1, 2])
        _ = made.popLast()
        #expect(made == [1])
        _ = made.popLast()
        #expect(made == ShortList())
        #expect(made != [1])
    }
}
