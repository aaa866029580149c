/// Primes as table sizes, by trial division: at most 23,000 divisions below 2³¹.
package enum Primes {
    package static func isPrime(_ number: Int) -> Bool {
        guard number >= 2 else { return false }
        var divisor = 2
        while divisor * divisor <= number {
            if number.isMultiple(of: divisor) { return false }
            divisor += divisor == 2 ? 1 : 2
        }
        return true
    }

    /// The smallest prime that is `number` or larger.
    package static func next(from number: Int) -> Int {
        var candidate = max(2, number)
        while !isPrime(candidate) {
            candidate += 1
        }
        return candidate
    }

    /// The largest prime below `number`, if there is one.
    package static func previous(below number: Int) -> Int? {
        var candidate = number - 1
        while candidate >= 2 {
            if isPrime(candidate) { return candidate }
            candidate -= 1
        }
        return nil
    }
}
